"""Other reviews of the same events are listed, so that no agency is asked for the same twice."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases import disclosing, parallel
from cases.models import ParallelReview, ParallelState, UnderWay
from cases.refusals import AlreadyListed, CaseOver, NotListed
from cases.requesting import send_requests
from cases.unflagging import withdraw_flag
from panelportal.kit.models import TrailEntry
from panelportal.kit.versions import ChangedMeanwhile
from tests.cases.pages import text_of
from tests.factories.cases import chosen_case, flagged_case, request_to


def homicide_review(case, cast, **changes):
    told = {
        "kind": UnderWay.DOMESTIC_HOMICIDE_REVIEW,
        "their_reference": "DHR-7",
        "led_by": "Northshire Community Safety Partnership",
        "contact": "Review co-ordinator, 0300 000 0001",
        "answered_by": [cast.police_force],
    }
    return parallel.list_review(case, **told | changes, by=cast.inspector)


def told_of(review, **changes):
    told = {name: getattr(review, name) for name in parallel.TOLD}
    return told | {"answered_by": review.answered_by.all()} | changes


def test_the_agency_that_answered_it_reads_that_it_may_attach_what_it_wrote(cast, client_of):
    case = chosen_case(cast)
    homicide_review(case, cast)

    shown = disclosing.to_be_shown(request_to(case, cast.police_force))
    others = disclosing.to_be_shown(request_to(case, cast.trust))
    preview = reverse("cases:preview", args=[case.reference, cast.police_force.slug])

    assert shown.may_attach == ["Domestic homicide review DHR-7"]
    assert others.may_attach == []
    assert "You may attach what you wrote for: Domestic homicide review DHR-7" in text_of(
        client_of(cast.inspector).get(preview)
    )


def test_the_agency_sees_it_with_its_request_and_no_other_does(cast, client_of):
    case = chosen_case(cast)
    homicide_review(case, cast)

    send_requests(case, by=cast.inspector)

    pages = {
        person: text_of(
            client_of(getattr(cast, person)).get(f"/requests/{request_to(case, agency).reference}/", follow=True)
        )
        for person, agency in (("police", cast.police_force), ("health", cast.trust))
    }
    assert "DHR-7" in pages["police"]
    assert "DHR-7" not in pages["health"]


def test_the_inspector_reads_beside_the_agency_what_it_answered(cast, client_of):
    case = flagged_case(cast)
    homicide_review(case, cast)

    police, health = (
        text_of(client_of(cast.inspector).get(reverse("cases:agency", args=[case.reference, agency.slug])))
        for agency in (cast.police_force, cast.trust)
    )

    assert "has answered already: Domestic homicide review DHR-7" in police
    assert "has answered already" not in health


def test_a_review_is_changed_and_taken_off_the_list_with_its_trail(cast):
    review = homicide_review(flagged_case(cast), cast)

    parallel.change_review(review, seen=0, **told_of(review, state=ParallelState.FINISHED), by=cast.other_inspector)
    parallel.remove_review(review, because="About other events.", by=cast.lead)

    kept = ParallelReview.objects.get()
    assert (kept.state, kept.changed_by) == (ParallelState.FINISHED, cast.other_inspector)
    assert (kept.removed_by, kept.removed_because) == (cast.lead, "About other events.")
    assert not ParallelReview.objects.listed().exists()
    acts = TrailEntry.objects.filter(act__startswith="parallel review").values_list("act", flat=True)
    assert sorted(acts) == ["parallel review changed", "parallel review listed", "parallel review removed"]
    with pytest.raises(NotListed):
        parallel.remove_review(review, because="Again.", by=cast.lead)


def test_the_same_review_is_listed_once_and_two_inquests_are_two(cast):
    case = flagged_case(cast)
    homicide_review(case, cast)
    with pytest.raises(AlreadyListed):
        homicide_review(case, cast)

    for number in ("INQ-1", "INQ-2"):
        parallel.list_review(case, kind=UnderWay.INQUEST, their_reference=number, by=cast.inspector)

    assert case.parallel_reviews.listed().count() == 3


def test_of_two_who_change_it_the_second_is_told(cast, client_of):
    review = homicide_review(flagged_case(cast), cast)
    parallel.change_review(review, seen=0, **told_of(review, led_by="The council"), by=cast.inspector)

    with pytest.raises(ChangedMeanwhile):
        parallel.change_review(review, seen=0, **told_of(review), by=cast.other_inspector)
    url = reverse("cases:parallel_review", args=[review.case.reference, review.pk])
    typed = {"kind": "inquest", "led_by": "Typed words", "state": "under-way", "version": "0"}
    page = text_of(client_of(cast.other_inspector).post(url, typed))

    assert "What stands now" in page
    assert "The council" in page
    assert "Typed words" in page


def test_nothing_is_listed_in_a_case_whose_flag_was_withdrawn(cast):
    case = flagged_case(cast)
    withdraw_flag(case, because="By mistake.", by=cast.inspector)

    with pytest.raises(CaseOver):
        homicide_review(case, cast)


def test_the_list_is_empty_then_told_and_the_coordinator_only_reads(cast, client_of):
    case = flagged_case(cast)
    url = reverse("cases:parallel_reviews", args=[case.reference])
    client = client_of(cast.inspector)
    assert "No other review is known of." in text_of(client.get(url))

    add = reverse("cases:add_parallel_review", args=[case.reference])
    wrong = text_of(client.post(add, {"kind": "other", "state": "planned"}))
    answers = {"kind": "single-unified", "led_by": "Regional safeguarding board", "state": "planned"}
    done = client.post(add, answers | {"answered_by": [cast.trust.pk]})

    assert "Enter what the review is called" in wrong
    assert "<title>Error: " in wrong
    assert done["Location"] == url
    shown = text_of(client_of(cast.coordinator).get(url))
    assert "Single unified safeguarding review (Wales)" in shown
    assert "Northshire Mental Health Trust" in shown
    assert "Add a review" not in shown
    assert ">Change<" not in shown


def test_the_list_asks_the_same_number_of_queries_however_long(cast, client_of, django_assert_num_queries):
    case = flagged_case(cast)
    url = reverse("cases:parallel_reviews", args=[case.reference])
    client = client_of(cast.inspector)
    homicide_review(case, cast)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for number in range(2):
        homicide_review(case, cast, their_reference=f"DHR-{number}", answered_by=[cast.police_force, cast.trust])

    with django_assert_num_queries(len(one)):
        client.get(url)


def test_who_sends_the_requests_reads_beside_each_agency_what_it_answered(cast, client_of):
    case = chosen_case(cast)
    homicide_review(case, cast)

    page = client_of(cast.inspector).get(reverse("cases:send", args=[case.reference]))

    assert [(row.request.agency, row.may_attach) for row in page.context["rows"]] == [
        (cast.jail, []),
        (cast.trust, []),
        (cast.police_force, ["Domestic homicide review DHR-7"]),
    ]
    assert "Has answered already: Domestic homicide review DHR-7" in text_of(page)
