import pytest

from agencies.models import Duty
from panelportal.kit import access
from panelportal.kit.access import Can
from panelportal.kit.models import Letter
from ratings import allocating
from ratings.allocating import CannotBeAllocated, NotAnInspector
from ratings.models import Assessment, AssessmentStatus, ReviewStatus, StandardsSet
from tests.factories import ratings as make


def open_duties(review):
    return sorted(Duty.objects.open().filter(about=review.reference).values_list("kind", "person__name"))


def test_allocating_begins_the_assessment_and_tells_the_inspector(cast):
    review = make.allocated_review(cast)

    assessment = review.assessment
    assert (review.status, review.allocated_to) == (ReviewStatus.ALLOCATED, cast.inspector)
    assert (assessment.status, assessment.rater) == (AssessmentStatus.NOT_STARTED, cast.inspector)
    assert assessment.standards_set == StandardsSet.objects.current()
    assert [assessment.answers.count(), assessment.ratings.count(), assessment.feedback.count()] == [45, 4, 5]
    assert open_duties(review) == [("quality-assure", "Isla Inspector")]
    letter = Letter.objects.get()
    assert (letter.kind, letter.to_email) == ("allocated", cast.inspector.email)
    assert letter.subject == f"Quality assure a review: {review.reference}"
    assert f"http://testserver/assessments/{review.reference}/" in letter.text
    assert str(review.offence_type) not in letter.text + letter.html


def test_only_the_inspector_it_is_allocated_to_may_rate(cast):
    assessment = make.allocated_review(cast).assessment

    may = [
        name
        for name, person in vars(cast).items()
        if hasattr(person, "email") and access.may(person, Can.RATE, assessment)
    ]

    assert may == ["inspector"]


def test_another_inspector_takes_over_with_what_was_answered(cast):
    assessment = make.answered_assessment(cast)

    allocating.allocate(assessment.review, to=cast.other_inspector, by=cast.coordinator)

    assessment = Assessment.objects.get()
    assert assessment.rater == cast.other_inspector
    assert not assessment.answers.filter(answer="").exists()
    assert not access.may(cast.inspector, Can.RATE, assessment)
    assert access.may(cast.other_inspector, Can.RATE, assessment)
    assert open_duties(assessment.review) == [("quality-assure", "Ivor Inspector")]
    assert [allocating.still_allocated(letter) for letter in Letter.objects.order_by("pk")] == [False, True]


def test_allocating_to_the_same_person_again_changes_nothing(cast):
    review = make.allocated_review(cast)

    allocating.allocate(review, to=cast.inspector, by=cast.lead)

    assert Letter.objects.count() == 1


@pytest.mark.parametrize("who", ["coordinator", "auditor", "reviewer", "police"])
def test_only_inspectors_and_leads_can_be_chosen(cast, who):
    review = make.received_review(cast)

    with pytest.raises(NotAnInspector):
        allocating.allocate(review, to=getattr(cast, who), by=cast.lead)


@pytest.mark.parametrize("state", [make.sent_assessment, make.countersigned_assessment])
def test_what_is_with_a_lead_inspector_cannot_change_hands(cast, state):
    review = state(cast).review

    with pytest.raises(CannotBeAllocated):
        allocating.allocate(review, to=cast.other_inspector, by=cast.lead)


def test_what_is_issued_cannot_change_hands(cast):
    review = make.issued_report(cast).review

    with pytest.raises(CannotBeAllocated):
        allocating.allocate(review, to=cast.other_inspector, by=cast.lead)


def test_the_page_offers_inspectors_and_leads_and_allocates(cast, client_of):
    review = make.received_review(cast)
    client = client_of(cast.coordinator)

    page = client.get(f"/reviews/{review.reference}/allocate/").content.decode()
    response = client.post(f"/reviews/{review.reference}/allocate/", {"to": cast.inspector.pk, "once": "x"})
    again = client.post(f"/reviews/{review.reference}/allocate/", {"to": cast.inspector.pk, "once": "x"})

    names = ["Isla Inspector", "Ivor Inspector", "Leda Lead", "Lorna Lead"]
    assert [name for name in names if name in page] == names
    assert "Audrey Auditor" not in page
    assert response["Location"] == again["Location"] == f"/reviews/{review.reference}/"
    assert Assessment.objects.get().rater == cast.inspector


def test_nobody_chosen_and_somebody_who_cannot_be_are_errors(cast, client_of):
    review = make.received_review(cast)
    client = client_of(cast.lead)

    for chosen in ("", cast.police.pk, "nobody"):
        response = client.post(f"/reviews/{review.reference}/allocate/", {"to": chosen})
        assert response.context["form"].errors == {"to": ["Select an inspector"]}


def test_a_page_that_is_out_of_date_says_so(cast, client_of):
    review = make.sent_assessment(cast).review

    response = client_of(cast.lead).post(f"/reviews/{review.reference}/allocate/", {"to": cast.other_inspector.pk})

    assert response.status_code == 200
    assert b"cannot be allocated now" in response.content


@pytest.mark.parametrize("who", ["inspector", "auditor", "reviewer", "stranger"])
def test_others_do_not_allocate(cast, client_of, who):
    review = make.received_review(cast)

    assert client_of(getattr(cast, who)).get(f"/reviews/{review.reference}/allocate/").status_code == 404
