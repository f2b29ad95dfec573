import pytest

from agencies import declaring
from panelportal.audit.searching import MANY_REFUSALS
from panelportal.kit.models import ReadEntry
from tests.factories import cases

pytestmark = pytest.mark.django_db


def test_a_refusal_names_the_page_the_reference_and_as_what_somebody_asked(cast, client_of):
    part = cases.sent_request(cast)

    client_of(cast.housing).get(f"/requests/{part.reference}/")
    client_of(cast.housing).get("/audit/")

    kept = list(ReadEntry.objects.refusals().order_by("pk").values_list("what", "about", "actor_label", "capacity"))
    as_what = "Single point of contact (SPOC), Westvale Housing"
    assert kept == [
        ("refused: findings:request", part.reference, "Hugo Housing", as_what),
        ("refused: audit", "", "Hugo Housing", as_what),
    ]


def test_what_does_not_exist_is_kept_like_what_is_forbidden(cast, client_of):
    client_of(cast.housing).get("/requests/REQ-2026-9999/")

    assert ReadEntry.objects.refusals().get().about == "REQ-2026-9999"


@pytest.mark.parametrize("typed", ["jordan-example", "REQ-2026-0001-jordan", "req-2026-0001", "MAC-2026-1-1-1"])
def test_what_somebody_typed_freely_is_not_kept(cast, client_of, typed):
    client_of(cast.housing).get(f"/requests/{typed}/?name=Jordan")

    assert ReadEntry.objects.refusals().get().about == ""


def test_no_row_is_kept_of_what_is_no_page_nor_of_people_who_are_not_signed_in(cast, client, client_of):
    client_of(cast.housing).get("/no-such-page/")
    client.get("/no-such-page/")
    client.get("/requests/REQ-2026-0001/")

    assert not ReadEntry.objects.exists()


def test_many_refusals_of_one_person_within_a_day_stand_out(cast, client_of):
    for number in range(MANY_REFUSALS):
        client_of(cast.housing).get(f"/requests/REQ-2026-{number:04}/")
    client_of(cast.police).get("/requests/REQ-2026-0001/")

    page = client_of(cast.auditor).get("/audit/").text

    assert f"Hugo Housing was refused {MANY_REFUSALS} pages within a day." in page
    assert "Priya Police was refused" not in page


def test_refusals_about_what_a_conflict_takes_are_not_shown(cast, client_of):
    part = cases.sent_request(cast)
    for _ in range(MANY_REFUSALS):
        client_of(cast.housing).get(f"/requests/{part.reference}/")
    declaring.declare_conflict(cast.lead, scope=part.case.reference, by=cast.lead)

    page = client_of(cast.lead).get("/audit/?show=refusals").text

    assert "Hugo Housing" not in page
