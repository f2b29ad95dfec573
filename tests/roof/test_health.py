import pytest


@pytest.mark.django_db
def test_anybody_may_ask_whether_the_portal_is_well_and_learns_nothing_else(client):
    answer = client.get("/health/")

    assert (answer.status_code, answer.content) == (200, b"ok")
