import pytest

from panelportal.kit.models import TrailEntry
from ratings import assessing
from ratings.assessing import (
    AnswerPromptsFirst,
    ChangedRows,
    GivenAnswer,
    GivenRating,
    GivenText,
    MustApply,
    NotTheRater,
    NotWithTheRater,
)
from ratings.models import Answer, Assessment, AssessmentStatus, Prompt
from ratings.scale import Rating
from tests.factories import ratings as make


@pytest.fixture
def assessment(cast):
    return make.allocated_review(cast).assessment


def question(assessment, slug):
    return assessment.standards_set.key_questions.get(slug=slug)


def answer(assessment, slug, by=None, **answers):
    assessing.answer_prompts(
        assessment, key_question=question(assessment, slug), answers=answers, by=by or assessment.rater
    )


def saved(assessment, slug):
    rows = assessment.answers.filter(prompt__key_question__slug=slug).order_by("prompt__position")
    return {row.prompt.letter: (row.answer, row.note, row.use_in_feedback, row.version) for row in rows}


def test_answers_are_saved_with_their_notes_and_the_assessment_begins(assessment):
    answer(
        assessment,
        "1-1",
        a=GivenAnswer(Answer.YES),
        b=GivenAnswer(Answer.PARTLY, "Para 4.2.", use_in_feedback=True),
    )

    assert saved(assessment, "1-1") == {
        "a": ("yes", "", False, 1),
        "b": ("partly", "Para 4.2.", True, 1),
        "c": ("", "", False, 0),
        "d": ("", "", False, 0),
        "e": ("", "", False, 0),
    }
    assert Assessment.objects.get().status is AssessmentStatus.IN_PROGRESS


def test_the_trail_tells_that_prompts_were_answered_and_not_what(assessment):
    answer(assessment, "1-1", a=GivenAnswer(Answer.NO, "Somebody’s name, para 3."))

    entry = TrailEntry.objects.get(act="prompts answered")
    assert entry.facts == {"key_question": "1-1"}


def test_partly_and_no_without_a_note_can_be_saved(assessment):
    answer(assessment, "1-1", a=GivenAnswer(Answer.PARTLY), b=GivenAnswer(Answer.NO))

    assert [saved(assessment, "1-1")[letter][0] for letter in "ab"] == ["partly", "no"]


def test_not_applicable_is_taken_on_exactly_the_ten_prompts_that_allow_it(assessment):
    taken = []
    for prompt in Prompt.objects.select_related("key_question__standard"):
        try:
            answer(assessment, prompt.key_question.slug, **{prompt.letter: GivenAnswer(Answer.NOT_APPLICABLE, "Why.")})
        except MustApply:
            continue
        taken.append(prompt)

    assert len(taken) == 10
    assert all(prompt.may_not_apply for prompt in taken)


def test_a_row_that_somebody_saved_since_is_not_overwritten_and_nothing_else_is_saved(assessment):
    answer(assessment, "1-1", a=GivenAnswer(Answer.YES))

    with pytest.raises(ChangedRows) as refused:
        answer(assessment, "1-1", a=GivenAnswer(Answer.NO, "Para 2.", seen=0), b=GivenAnswer(Answer.YES, seen=0))

    assert [row.answer for row in refused.value.current] == ["yes"]
    assert saved(assessment, "1-1")["a"] == ("yes", "", False, 1)
    assert saved(assessment, "1-1")["b"] == ("", "", False, 0)


def test_saving_what_is_there_already_is_no_conflict(assessment):
    answer(assessment, "1-1", a=GivenAnswer(Answer.YES))

    answer(assessment, "1-1", a=GivenAnswer(Answer.YES, seen=0))

    assert saved(assessment, "1-1")["a"] == ("yes", "", False, 1)


def test_only_the_rater_rates(cast, assessment):
    for person in (cast.other_inspector, cast.lead):
        with pytest.raises(NotTheRater):
            answer(assessment, "1-1", by=person, a=GivenAnswer(Answer.YES))
        with pytest.raises(NotTheRater):
            assessing.rate_standards(assessment, ratings={}, by=person)
        with pytest.raises(NotTheRater):
            assessing.write_feedback(assessment, texts={}, by=person)


def test_nothing_changes_once_it_is_sent(cast):
    assessment = make.sent_assessment(cast)

    with pytest.raises(NotWithTheRater):
        answer(assessment, "1-1", a=GivenAnswer(Answer.NO, "Para 1."))
    with pytest.raises(NotWithTheRater):
        assessing.rate_standards(assessment, ratings={1: GivenRating(Rating.GOOD)}, by=assessment.rater)
    with pytest.raises(NotWithTheRater):
        assessing.write_feedback(assessment, texts={1: GivenText("New.")}, by=assessment.rater)


def test_a_standard_is_rated_only_when_its_prompts_are_answered(assessment):
    for slug, letters in (("4", "abcde"), ("1-1", "abcde")):
        answer(assessment, slug, **{letter: GivenAnswer(Answer.YES) for letter in letters})

    assessing.rate_standards(assessment, ratings={4: GivenRating(Rating.GOOD, "Clear.")}, by=assessment.rater)
    with pytest.raises(AnswerPromptsFirst):
        assessing.rate_standards(assessment, ratings={1: GivenRating(Rating.GOOD, "Clear.")}, by=assessment.rater)

    assert Assessment.objects.get().ratings_so_far() == [None, None, None, Rating.GOOD]


def test_ratings_stand_in_the_trail_and_reasons_do_not(cast):
    assessment = make.complete_assessment(cast)

    facts = TrailEntry.objects.get(act="standards rated").facts

    assert facts == {"ratings": {"1": 2, "2": 2, "3": 1, "4": 2}}
    assert [row.reason for row in assessment.standard_ratings] == ["Reason 1.", "Reason 2.", "Reason 3.", "Reason 4."]


def test_feedback_has_a_part_for_what_was_done_well_and_one_for_each_standard(cast):
    assessment = make.complete_assessment(cast)

    assert assessment.good_practice == "The review is clear and well ordered."
    assert [part.text for part in assessment.feedback_parts][1:] == [f"Feedback on standard {n}." for n in range(1, 5)]


def test_partnership_notes_come_with_the_paragraph_that_they_name(cast):
    notes = ["Police knew, para 4.12 and 4.13.", "", "Paragraph 5.3: children’s services.", "No place named."]

    assessment = make.answered_assessment(cast, partnership_notes=[*notes, "", ""])

    assert [(str(one.prompt), one.paragraph) for one in assessment.partnership_notes()] == [
        ("1.1 e", "4.12"),
        ("1.3 e", "5.3"),
        ("1.4 e", ""),
    ]
