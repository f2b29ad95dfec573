"""A joined case is split: reviews become a case of their own, with the requests and what else goes along."""

import pytest
from django.urls import reverse

from agencies import declaring, duties
from agencies.models import Duty
from cases import disclosing, parallel, proceedings, requesting, showing, splitting
from cases.joining_reviews import join_review
from cases.models import Case, CaseStatus, FamilyContact, Going, Kind, Together, UnderWay
from findings import grouping
from findings.models import LearningPoint, RecordCheck
from panelportal.kit import access, clock
from panelportal.kit.access import Can
from panels import calling_off
from tests.cases.pages import text_of
from tests.factories import findings, panels, ratings
from tests.factories.cases import chosen_case, request_to, sent_case

pytestmark = pytest.mark.django_db
WHY = "Marker-Why: two people of one name."


def joined(cast, make=sent_case):
    """Return a case of two reviews, and the second of them."""
    case, review = make(cast), ratings.rated_review(cast)
    join_review(case, review=review, because=Together.SAME_PERSON, by=cast.inspector)
    return Case.objects.get(pk=case.pk), review


def split(case, review, *, by, agencies=(), **changes):
    requests = [request_to(case, agency) for agency in agencies]
    return splitting.split_case(case, reviews=[review], requests=requests, because=WHY, by=by, **changes)


def test_a_request_goes_with_its_grants_duties_and_exactly_what_it_showed(cast):
    case, review = joined(cast)
    part = request_to(case, cast.police_force)
    before = part.disclosures.get()

    new = split(case, review, by=cast.inspector, agencies=[cast.police_force])

    part = request_to(new, cast.police_force)
    assert (new.status, [one.reference for one in new.reviews.all()]) == (CaseStatus.REQUESTS_SENT, [review.reference])
    assert part.reference == before.request.reference
    assert access.may(cast.police, Can.ANSWER, part)
    assert Duty.objects.open().get(about=part.reference).scope == new.reference
    assert showing.digest_of(showing.show(part.disclosures.get())) == before.digest
    assert {one.case_id for one in part.disclosures.get().particulars.all()} == {new.pk}
    assert {one.agency for one in case.requests.all()} == {cast.trust, cast.jail}


@pytest.mark.parametrize(
    ("going", "here", "there"), [(Going.BOTH, True, True), (Going.STAYS, True, False), (Going.GOES, False, True)]
)
def test_the_details_of_the_person_are_where_it_was_said(cast, going, here, there):
    case, review = joined(cast)

    new = split(case, review, by=cast.inspector, agencies=[cast.police_force], particulars=going)

    known = [one.particulars.current().filter(kind=Kind.NAME).exists() for one in (case, new)]
    assert known == [here, there]
    assert ("Name", "Jordan Marker-Name") in disclosing.shown(request_to(new, cast.police_force)).identifiers
    assert ("Name", "Jordan Marker-Name") in disclosing.shown(request_to(case, cast.trust)).identifiers


def test_requests_that_were_not_sent_wait_to_be_sent_in_the_case_that_has_them(cast):
    case, review = joined(cast, make=chosen_case)

    new = split(case, review, by=cast.inspector, agencies=[cast.police_force, cast.trust, cast.jail])

    assert new.status == CaseStatus.FLAGGED
    waiting = [duties.has_open(requesting.SEND, about=one.reference) for one in (case, new)]
    assert waiting == [False, True]


@pytest.mark.parametrize(
    ("going", "paused"), [(Going.BOTH, [True, True]), (Going.STAYS, [True, False]), (Going.GOES, [False, True])]
)
def test_each_case_stands_still_where_the_proceedings_are(cast, going, paused):
    case, review = joined(cast)
    proceedings.say_under_way(case, by=cast.inspector)

    new = split(case, review, by=cast.inspector, agencies=[cast.police_force], courts=going)

    cases = [Case.objects.get(pk=one.pk) for one in (case, new)]
    assert [one.is_paused for one in cases] == paused
    clocks = [request_to(case, cast.trust).clock_stopped_on, request_to(new, cast.police_force).clock_stopped_on]
    assert [clock is not None for clock in clocks] == paused
    assert [duties.has_open(proceedings.DUTY, about=one.reference) for one in cases] == paused
    assert [duties.has_open(proceedings.CHECK, about=one.reference) for one in cases] == paused


def test_a_case_that_paused_with_the_other_goes_on_by_itself(cast):
    case, review = joined(cast)
    proceedings.say_under_way(case, by=cast.inspector)
    new = split(case, review, by=cast.inspector, agencies=[cast.police_force])

    proceedings.say_ended(new, by=cast.lead)

    assert Case.objects.get(pk=new.pk).status == CaseStatus.REQUESTS_SENT
    assert request_to(new, cast.police_force).clock_stopped_on is None
    assert Case.objects.get(pk=case.pk).is_paused


def test_other_reviews_and_the_family_go_where_it_was_said(cast):
    case, review = joined(cast)
    inquest = parallel.list_review(case, kind=UnderWay.INQUEST, by=cast.inspector)
    FamilyContact.objects.create(case=case, reviewed_on=clock.today())

    new = split(case, review, by=cast.inspector, parallel_reviews=[inquest], family=Going.GOES)

    assert [one.pk for one in new.parallel_reviews.all()] == [inquest.pk]
    assert not case.parallel_reviews.exists()
    assert (hasattr(Case.objects.get(pk=case.pk), "family"), hasattr(new, "family")) == (False, True)


def test_a_conflict_of_interest_on_the_case_holds_for_the_new_one(cast):
    case, review = joined(cast)
    declaring.declare_conflict(cast.other_inspector, scope=case.reference, by=cast.other_inspector)

    new = split(case, review, by=cast.inspector)

    access.forget(cast.other_inspector)
    assert not access.may(cast.other_inspector, Can.READ, new)


def test_replies_go_along_out_of_the_groups_of_the_other_case(cast):
    case, review = joined(cast)
    part = findings.replied(request_to(case, cast.police_force), by=cast.police, points=1)
    grouping.group_points(case, points=part.learning_points.all(), title="One", by=cast.inspector)

    new = split(case, review, by=cast.inspector, agencies=[cast.police_force])

    [point] = LearningPoint.objects.submitted().of_case(new)
    assert (point.status, hasattr(point, "grouped")) == ("submitted", False)
    assert {one.case_id for one in RecordCheck.objects.get(request=part).identifiers.all()} == {new.pk}


def test_nothing_is_split_without_a_part_that_stays_and_one_that_goes(cast):
    case, review = joined(cast)

    for reviews in ([], list(case.reviews.all())):
        with pytest.raises(splitting.NothingToSplit):
            splitting.split_case(case, reviews=reviews, because=WHY, by=cast.inspector)
    with pytest.raises(splitting.AskedTwice):
        splitting.split_case(
            case, reviews=[review], requests=[request_to(sent_case(cast), cast.trust)], because=WHY, by=cast.inspector
        )


def test_a_case_stays_whole_while_a_panel_is_planned(cast):
    case, review = joined(cast)
    panel = panels.planned_panel(cast, cases=[case])

    with pytest.raises(calling_off.PlannedPanel, match=panel.reference):
        split(case, review, by=cast.inspector)

    assert Case.objects.get(pk=case.pk).reviews.count() == 2


def test_the_page_splits_and_both_cases_keep_a_plain_account(cast, client_of):
    case, review = joined(cast)
    client, page = client_of(cast.inspector), reverse("cases:split", args=[case.reference])
    typed = {"reviews": [review.pk], "because": WHY, "requests": [request_to(case, cast.police_force).pk]}

    empty = text_of(client.post(page, {}))
    done = client.post(page, typed | {"particulars": "both"})
    there = text_of(client.get(done["Location"]))
    here = text_of(client.get(f"/cases/{case.reference}/"))

    assert "Select the reviews that go to the new case" in empty
    assert WHY in there
    assert WHY in here
    assert "Split from another case" in there
    assert "nothing to split" in text_of(client.get(page))
