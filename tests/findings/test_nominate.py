import pytest

from agencies.models import User
from agencies.role_names import Role
from findings import representing, submitting
from findings.models.representatives import Attending
from panelportal.kit.models import Letter
from panelportal.kit.versions import ChangedMeanwhile
from tests.factories import findings as factory


def test_a_colleague_enters_the_directory_when_the_reply_is_sent_and_not_before(cast):
    part = factory.ready(factory.part(cast), by=cast.police)
    representing.nominate(part, name="Nia Named", email="nia@police.example.org", by=cast.police, seen=1)
    known_before = User.objects.filter(email="nia@police.example.org").exists()

    submitting.submit(part, agreed_by_role="Superintendent", by=cast.police)

    representative = part.representative
    membership = representative.person.memberships.get()
    assert not known_before
    assert (membership.agency, membership.role) == (cast.police_force, Role.REPRESENTATIVE)
    assert not Letter.objects.filter(to_email="nia@police.example.org").exists()


def test_what_was_typed_stays_even_if_the_directory_knows_the_address_by_another_name(cast):
    part = factory.ready(factory.part(cast), by=cast.police)

    representing.nominate(part, name="Typed Name", email=cast.health.email.upper(), by=cast.police, seen=1)
    submitting.submit(part, agreed_by_role="Superintendent", by=cast.police)

    assert part.representative.name == "Typed Name"
    assert part.representative.person == cast.health


def test_the_sender_may_name_themselves_without_a_second_role(cast):
    part = factory.replied(factory.part(cast), by=cast.police)

    assert (part.representative.who, part.representative.person) == (Attending.ME, cast.police)
    assert [m.role for m in cast.police.memberships.all()] == [Role.SPOC]


def test_nobody_yet_is_an_answer(cast):
    part = factory.part(cast)

    representative = representing.say_nobody_yet(part, by=cast.police)

    assert (representative.name, representative.email, representative.person) == ("", "", None)
    assert str(representative) == "We do not know yet"


def test_two_colleagues_never_overwrite_each_others_choice(cast):
    part = factory.part(cast)
    representing.say_nobody_yet(part, by=cast.police)

    with pytest.raises(ChangedMeanwhile):
        representing.nominate_myself(part, by=cast.police_deputy)
