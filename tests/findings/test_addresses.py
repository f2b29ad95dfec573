import pytest

from findings.addresses import is_personal


@pytest.mark.parametrize("email", ["a@gmail.com", "A@GMAIL.COM ", "b.c@yahoo.co.uk", "x@icloud.com"])
def test_addresses_at_providers_of_personal_mailboxes_are_personal(email):
    assert is_personal(email)


@pytest.mark.parametrize("email", ["", "a", "a@northshire.police.uk", "gmail.com@nhs.net", "a@notgmail.com"])
def test_other_addresses_are_not(email):
    assert not is_personal(email)
