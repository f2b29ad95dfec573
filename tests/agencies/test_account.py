import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from panelportal.kit import letters
from panelportal.kit.models import Letter, TrailEntry
from panelportal.kit.trail import one_transaction

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter_to(cast):
    def write(person, subject="Check", **changes):
        with one_transaction():
            written = letters.write(
                "joining",
                key=subject,
                to=person,
                context={"agency": cast.police_force, "role": "Deputy", "inviter": None, "path": "/acting/1/"},
                about="role-1",
            )
        Letter.objects.filter(pk=written.pk).update(**{"status": "sent", **changes})
        return written

    return write


def test_the_details_name_every_organisation_that_a_person_acts_for(cast, client_of):
    page = client_of(cast.police).get("/account/").content.decode()

    assert "Northshire Police" in page
    assert cast.police.email in page
    assert "Single point of contact" in page


def test_a_person_changes_how_they_are_reached_and_nothing_else(cast, client_of):
    given = {"job_title": "Inspector", "phone": "+44 20 7946 0000", "days_at_work": "Monday"}

    client_of(cast.police).post("/account/change/", {**given, "email": "x@x.org", "name": "X"})

    before = (cast.police.email, cast.police.name)
    cast.police.refresh_from_db()
    assert {name: getattr(cast.police, name) for name in given} == given
    assert (cast.police.email, cast.police.name) == before
    assert TrailEntry.objects.filter(act="details changed", about=f"person:{cast.police.pk}").exists()


def test_a_telephone_number_has_digits(cast, client_of):
    page = client_of(cast.police).post("/account/change/", {"phone": "call me"}).content.decode()

    assert "Telephone must have digits only" in page


def test_one_reads_the_letters_sent_to_oneself_and_no_other(cast, client_of, letter_to):
    mine, theirs = letter_to(cast.police), letter_to(cast.health, "Other")
    client = client_of(cast.police)

    listed = client.get("/notifications/").content.decode()

    assert f"/notifications/{mine.pk}/" in listed
    assert f"/notifications/{theirs.pk}/" not in listed
    assert "You act for Northshire Police" in client.get(f"/notifications/{mine.pk}/").content.decode()
    assert client.get(f"/notifications/{theirs.pk}/").status_code == 404


def test_sign_in_codes_and_letters_that_did_not_leave_are_not_shown(cast, client_of, letter_to):
    letter_to(cast.police, "Code", keep_text=False)
    letter_to(cast.police, "Stopped", status="stopped")
    letter_to(cast.police, "Waits", status="waiting")

    assert "No messages." in client_of(cast.police).get("/notifications/").content.decode()


def test_the_list_takes_the_same_queries_for_one_letter_and_for_many(cast, client_of, letter_to):
    client = client_of(cast.police)
    letter_to(cast.police)
    with CaptureQueriesContext(connection) as one:
        client.get("/notifications/")
    for number in range(5):
        letter_to(cast.police, f"Letter {number}")

    with CaptureQueriesContext(connection) as many:
        client.get("/notifications/")

    assert len(many) == len(one)
