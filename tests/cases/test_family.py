"""Victims and family: told or not, what they wish, through whom. No names, and every reading is recorded."""

from datetime import date

import pytest
from django.urls import reverse

from cases import family
from cases.models import FamilyContact, Informed
from cases.refusals import CaseOver
from cases.unflagging import withdraw_flag
from panelportal.kit.models import ReadEntry, TrailEntry
from panelportal.kit.versions import ChangedMeanwhile
from tests.cases.flag_pages import dates
from tests.cases.pages import text_of
from tests.factories.cases import flagged_case

TOLD = {
    "informed": Informed.YES,
    "informed_on": date(2026, 2, 3),
    "informed_through": "Victim liaison officer",
    "not_told_because": "",
    "wishes_known": True,
    "wishes": "Marker-Wish: to read the report first.",
    "liaison_role": "Victim liaison officer, Northshire victim contact team",
    "liaison_contact": "0300 000 0002",
    "reviewed_on": date(2026, 2, 3),
}
NOT_YET = TOLD | {"informed": Informed.NOT_YET, "informed_on": None, "informed_through": ""}


def keep(case, cast, *, seen=0, **changes):
    return family.keep_family(case, seen=seen, **TOLD | changes, by=cast.inspector)


@pytest.mark.parametrize(
    ("told", "warning"),
    [
        (None, "The family has not been told yet"),
        (NOT_YET, "The family has not been told yet"),
        (TOLD | {"wishes_known": False, "wishes": ""}, "The wishes of the family are not known yet"),
        (TOLD, ""),
        (TOLD | {"informed": Informed.NO, "not_told_because": "No family.", "wishes_known": False}, ""),
    ],
)
def test_a_report_is_not_issued_unwarned_before_the_family_knows(cast, told, warning):
    case = flagged_case(cast)
    if told:
        keep(case, cast, **told)

    assert family.warning(case) == warning


def test_what_is_kept_leaves_a_trail_without_its_content(cast):
    case = flagged_case(cast)
    keep(case, cast, **NOT_YET)

    keep(case, cast, seen=1)

    entries = TrailEntry.objects.filter(act="family contact kept", about=case.reference).order_by("pk")
    assert [entry.facts for entry in entries] == [
        {"before": "", "after": "not-yet"},
        {"before": "not-yet", "after": "yes"},
    ]


def test_of_two_who_save_the_second_is_told_and_keeps_what_they_typed(cast, client_of):
    case = flagged_case(cast)
    keep(case, cast)
    with pytest.raises(ChangedMeanwhile):
        keep(case, cast, seen=0, wishes="Other words.")

    url = reverse("cases:family", args=[case.reference])
    typed = {"informed": "not-yet", "wishes_known": "yes", "wishes": "Typed words", "version": "0"}
    page = text_of(client_of(cast.other_inspector).post(url, typed | dates(reviewed_on=(1, 2, 2026))))

    assert "Someone else saved this page" in page
    assert "Typed words" in page
    assert "Marker-Wish" in page
    assert FamilyContact.objects.get().wishes == TOLD["wishes"]


def test_nothing_is_kept_once_the_flag_was_withdrawn(cast):
    case = flagged_case(cast)
    withdraw_flag(case, because="By mistake.", by=cast.inspector)

    with pytest.raises(CaseOver):
        keep(case, cast)


def test_casework_reads_it_and_is_recorded_and_inspectors_keep_it(cast, client_of):
    case = flagged_case(cast)
    url = reverse("cases:family", args=[case.reference])
    answers = {
        "informed": "yes",
        "informed_through": "Victim liaison officer",
        "wishes_known": "no",
        "liaison_role": "Victim liaison officer, Northshire",
        "version": "0",
    } | dates(informed_on=(3, 2, 2026), reviewed_on=(3, 2, 2026))

    assert client_of(cast.coordinator).post(url, answers).status_code == 404
    assert client_of(cast.inspector).post(url, answers)["Location"] == url
    text = text_of(client_of(cast.coordinator).get(url))

    assert "on 3 February 2026, by Victim liaison officer" in text
    assert "The wishes of the family are not known yet" in text
    assert "Change what is known" not in text
    assert ReadEntry.objects.filter(what="family contact read", actor_key=f"person:{cast.coordinator.pk}").exists()
    for person in ("auditor", "police", "reviewer", "attendee", "stranger"):
        assert client_of(getattr(cast, person)).get(url).status_code == 404


def test_what_is_missing_is_asked_for_under_the_answer_that_needs_it(cast, client_of):
    url = reverse("cases:family", args=[flagged_case(cast).reference])
    client = client_of(cast.inspector)

    told = text_of(client.post(url, {"informed": "yes", "wishes_known": "yes", "version": "0"}))
    not_told = text_of(client.post(url, {"informed": "no", "wishes_known": "no", "version": "0"}))

    assert "Enter when they were told" in told
    assert "Enter who told them, by role" in told
    assert "Enter what they wish" in told
    assert "Enter why they will not be told" not in told
    assert "Enter why they will not be told" in not_told


def test_the_case_page_warns_and_a_conflict_of_interest_closes_the_page(cast, client_of):
    case = flagged_case(cast)
    page = text_of(client_of(cast.inspector).get(f"/cases/{case.reference}/"))

    assert "The family has not been told yet." in page
    assert reverse("cases:family", args=[case.reference]) in page
