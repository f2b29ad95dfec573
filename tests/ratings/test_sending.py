import pytest

from agencies.models import Duty
from panelportal.kit.models import Letter
from ratings import assessing, sending
from ratings.assessing import GivenAnswer, GivenRating, GivenText, NotTheRater, NotWithTheRater
from ratings.gaps import gaps_of
from ratings.models import Answer, Assessment, AssessmentStatus
from ratings.sending import NotComplete
from tests.factories import ratings as make


def test_sending_asks_every_lead_but_the_rater_to_countersign(cast):
    assessment = make.sent_assessment(cast, to=cast.lead)

    duty = Duty.objects.open().get()
    letters = Letter.objects.filter(kind="moderate-ratings")
    assert assessment.status is AssessmentStatus.WITH_LEAD
    assert (duty.kind, duty.role, duty.not_for, duty.due_on) == (
        "countersign",
        "lead",
        cast.lead,
        assessment.review.due_on,
    )
    assert [letter.to_email for letter in letters] == [cast.other_lead.email]
    assert letters[0].subject == f"Moderate ratings: {assessment.reference}"


def test_what_is_missing_is_named_in_the_order_of_the_pages(cast):
    assessment = make.complete_assessment(cast)
    questions = assessment.standards_set.key_questions
    by = assessment.rater
    answers = {"a": GivenAnswer(Answer.PARTLY), "b": GivenAnswer(""), "d": GivenAnswer(Answer.NOT_APPLICABLE)}
    assessing.answer_prompts(assessment, key_question=questions.get(slug="1-1"), answers=answers, by=by)
    ratings = {2: GivenRating(None, "Kept."), 3: GivenRating(1, " ")}
    assessing.rate_standards(assessment, ratings=ratings, by=by)
    assessing.write_feedback(assessment, texts={0: GivenText(""), 4: GivenText("")}, by=by)

    with pytest.raises(NotComplete) as refused:
        sending.send_for_countersigning(assessment, by=by)

    assert [gap.text for gap in refused.value.gaps] == [
        "Enter an evidence note for 1.1 a because you answered Partly.",
        "Select an answer for 1.1 b.",
        "Say why 1.1 d does not apply.",
        "Select a rating for standard 2.",
        "Enter a reason for the rating of standard 3.",
        "Enter what was done well.",
        "Enter the feedback on standard 4.",
    ]
    assert Assessment.objects.get().status is AssessmentStatus.IN_PROGRESS


def test_a_new_assessment_lacks_everything(cast):
    assert len(gaps_of(make.allocated_review(cast).assessment)) == 45 + 4 + 5


def test_only_the_rater_sends_and_only_once(cast):
    assessment = make.complete_assessment(cast)
    with pytest.raises(NotTheRater):
        sending.send_for_countersigning(assessment, by=cast.lead)

    sending.send_for_countersigning(assessment, by=cast.inspector)

    with pytest.raises(NotWithTheRater):
        sending.send_for_countersigning(assessment, by=cast.inspector)
    assert Letter.objects.filter(kind="moderate-ratings").count() == 2


def test_the_check_page_lists_the_gaps_first_and_each_leads_to_its_field(cast, client_of):
    assessment = make.allocated_review(cast).assessment
    client = client_of(cast.inspector)

    page = client.get(f"/assessments/{assessment.reference}/check/")

    for gap in page.context["gaps"]:
        target, _, anchor = gap["url"].partition("#")
        assert f'id="{anchor}"' in client.get(target).content.decode(), gap
    assert b"Send for countersigning</button>" not in page.content


def test_gaps_block_sending_on_the_page(cast, client_of):
    assessment = make.answered_assessment(cast)

    answer = client_of(cast.inspector).post(f"/assessments/{assessment.reference}/check/", {"once": "x"})

    assert answer.status_code == 200
    assert b"Finish what is listed on this page before you send it" in answer.content
    assert Assessment.objects.get().status is AssessmentStatus.IN_PROGRESS


def test_a_double_click_sends_once_and_leads_to_the_confirmation(cast, client_of):
    assessment = make.complete_assessment(cast)
    client = client_of(cast.inspector)
    here = f"/assessments/{assessment.reference}/check/"

    answers = [client.post(here, {"once": "x"}) for _ in range(2)]
    page = client.get(answers[0]["Location"])

    assert [answer["Location"] for answer in answers] == [f"/assessments/{assessment.reference}/sent/"] * 2
    assert b"Leda Lead or Lorna Lead" in page.content
    assert Letter.objects.filter(kind="moderate-ratings").count() == 2


def test_there_is_no_confirmation_before_it_is_sent(cast, client_of):
    assessment = make.complete_assessment(cast)

    answer = client_of(cast.inspector).get(f"/assessments/{assessment.reference}/sent/")

    assert answer["Location"] == f"/assessments/{assessment.reference}/"
