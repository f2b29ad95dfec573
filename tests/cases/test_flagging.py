"""A rated review becomes a case; nothing reaches any agency yet."""

import pytest

from agencies.directory import add_agency
from agencies.models import Duty
from cases.flagging import consider_again, suggested
from cases.models import AgencyRequest, Case, CaseStatus, CourtStage, RequestStatus, Together, UnderWay
from cases.refusals import AlreadyFlagged, CannotBeAsked, NotRatedYet
from cases.requesting import draft_request
from panelportal.kit.models import Letter, TrailEntry
from tests.factories.cases import flagged_case
from tests.factories.ratings import rated_review, sent_assessment


def test_flagging_drafts_one_request_for_each_agency_and_tells_nobody(cast):
    review = rated_review(cast)
    letters = Letter.objects.count()

    case = flagged_case(cast, review=review, agencies=[cast.police_force, cast.trust])

    assert case.status == CaseStatus.FLAGGED
    assert list(case.reviews.all()) == [review]
    drafts = AgencyRequest.objects.filter(case=case).order_by("pk")
    assert [(one.agency, one.status) for one in drafts] == [
        (cast.police_force, RequestStatus.NOT_SENT),
        (cast.trust, RequestStatus.NOT_SENT),
    ]
    assert AgencyRequest.user_grants.rel.related_model.objects.count() == 0
    assert AgencyRequest.group_grants.rel.related_model.objects.count() == 0
    assert Letter.objects.count() == letters
    assert not Duty.objects.filter(kind="answer-request").exists()


def test_the_one_who_flagged_has_the_duty_to_send(cast):
    case = flagged_case(cast)

    duty = Duty.objects.open().get(about=case.reference)

    assert (duty.kind, duty.person, duty.agency) == ("send-requests", cast.inspector, cast.inspectorate)


def test_a_review_is_flagged_once(cast):
    case = flagged_case(cast)

    with pytest.raises(AlreadyFlagged) as refused:
        flagged_case(cast, review=case.reviews.get())

    assert refused.value.case == case
    assert Case.objects.count() == 1


def test_a_review_without_countersigned_ratings_is_not_flagged(cast):
    review = sent_assessment(cast).review

    with pytest.raises(NotRatedYet):
        flagged_case(cast, review=review)


def test_an_agency_that_takes_no_requests_undoes_the_whole_flag(cast):
    review = rated_review(cast)

    with pytest.raises(CannotBeAsked):
        flagged_case(cast, review=review, agencies=[cast.police_force, cast.region])

    assert not Case.objects.exists()
    assert not AgencyRequest.objects.exists()


def test_agencies_that_are_not_asked_are_kept_with_the_reason(cast):
    case = flagged_case(cast, agencies=[cast.police_force], not_asked=[(cast.landlord, "No tenancy in the period.")])

    assert [(one.agency, one.because) for one in case.not_asked.all()] == [(cast.landlord, "No tenancy in the period.")]


def test_criminal_proceedings_pause_the_case_and_ask_a_lead_who_did_not_flag_it(cast):
    case = flagged_case(
        cast,
        by=cast.lead,
        under_way=[UnderWay.CRIMINAL_PROCEEDINGS, UnderWay.INQUEST],
        court_stage=CourtStage.TRIAL,
        known={UnderWay.INQUEST: {"led_by": "Northshire Coroner"}},
    )

    case = Case.objects.get(pk=case.pk)
    duty = Duty.objects.open().get(kind="clear-proceedings")
    assert case.status == CaseStatus.PAUSED
    assert case.proceedings.stage == CourtStage.TRIAL
    assert [case.is_cleared_for(stage) for stage in ("record checks", "panel", "report")] == [False, False, False]
    assert (duty.role, duty.not_for) == ("lead", cast.lead)
    assert [(one.kind, one.led_by) for one in case.parallel_reviews.all()] == [("inquest", "Northshire Coroner")]


def test_a_flag_takes_other_rated_reviews_into_its_case(cast):
    other = rated_review(cast)

    case = flagged_case(cast, joined=[(other, Together.SAME_PERSON)])

    assert case.reviews.count() == 2
    assert case.joined_reviews.get().review == other
    with pytest.raises(AlreadyFlagged) as refused:
        flagged_case(cast, review=other)
    assert refused.value.case == case


def test_a_flag_that_would_take_a_flagged_review_changes_nothing(cast):
    taken = flagged_case(cast).reviews.get()
    review = rated_review(cast)

    with pytest.raises(AlreadyFlagged):
        flagged_case(cast, review=review, joined=[(taken, Together.LINKED_INCIDENT)])

    assert not Case.objects.of_review(review).exists()


def test_an_agency_that_was_left_out_is_considered_again_or_asked(cast):
    case = flagged_case(
        cast, agencies=[cast.police_force], not_asked=[(cast.landlord, "No tenancy."), (cast.jail, "Not in custody.")]
    )

    assert consider_again(case, agency=cast.landlord, by=cast.coordinator)
    assert not consider_again(case, agency=cast.landlord, by=cast.coordinator)
    draft_request(case, agency=cast.jail, by=cast.inspector)

    assert not case.not_asked.exists()
    assert TrailEntry.objects.filter(act="agency considered again", about=case.reference).count() == 1


def test_an_inquest_alone_pauses_nothing(cast):
    case = flagged_case(cast, under_way=[UnderWay.INQUEST])

    assert Case.objects.get(pk=case.pk).status == CaseStatus.FLAGGED


def test_the_trail_tells_the_agencies_and_nothing_of_the_case(cast):
    case = flagged_case(cast, agencies=[cast.police_force])

    entry = TrailEntry.objects.get(act="case flagged")
    assert (entry.about, entry.actor_label) == (case.reference, str(cast.inspector))
    assert entry.facts == {"review": case.reviews.get().reference, "agencies": [cast.police_force.slug]}
    assert not any("Marker" in str(entry.facts) for entry in TrailEntry.objects.all())


def test_agencies_that_evidence_notes_name_are_suggested(cast):
    review = rated_review(
        cast, partnership_notes=["Northshire Police had visited, para 4.12.", "The prison did not say, para 5.1."]
    )
    agencies = [cast.police_force, cast.trust, cast.jail]

    found = suggested(agencies, review.assessment.partnership_notes()[:2])

    assert {agency: note.paragraph for agency, note in found.items()} == {cast.police_force: "4.12", cast.jail: "5.1"}


def test_a_kind_stands_for_agencies_nearby_and_not_where_the_note_names_one(cast):
    near, elsewhere = (
        add_agency(name=f"{area} Constabulary", kind=cast.police_force.kind, area=area, by=cast.lead)
        for area in ("Northmoor", "Southmere")
    )

    def found(note):
        notes = rated_review(cast, partnership_notes=[note]).assessment.partnership_notes()[:1]
        return set(suggested([near, elsewhere, cast.trust], notes, area="Northmoor"))

    assert found("The police had visited, para 4.12.") == {near}
    assert found("Southmere Constabulary, and not the police here, had visited.") == {elsewhere}
