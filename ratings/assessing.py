"""Assessing: an inspector answers the prompts, rates the four standards, writes the feedback and sends it all.

What is incomplete can be saved at any time; only complete work can be sent.
"""

from dataclasses import dataclass

from panelportal.kit.attribution import stamp
from panelportal.kit.moving import move
from panelportal.kit.trail import record, verb
from panelportal.kit.versions import ChangedMeanwhile, save_next_version
from ratings.models import Answer, Assessment, AssessmentStatus
from ratings.models.assessments import WITH_THE_RATER
from ratings.scale import Rating


class NotWithTheRater(ValueError):
    """The assessment was sent, so its rater cannot change it unless a lead inspector returns it."""


class NotTheRater(ValueError):
    """Only the inspector to whom the review is allocated rates it."""


class MustApply(ValueError):
    """“Not applicable” was answered to a prompt whose wording does not allow for it."""


class AnswerPromptsFirst(ValueError):
    """A standard is rated only when each of its prompts is answered."""


class ChangedRows(ChangedMeanwhile):
    """Somebody else saved some of the rows since this person opened the page. `current` lists them as they stand."""


@dataclass(frozen=True)
class GivenAnswer:
    """What a rater answers to a prompt. `seen` is the version on their page; None takes any."""

    answer: str = ""
    note: str = ""
    use_in_feedback: bool = False
    seen: int | None = None


@dataclass(frozen=True)
class GivenRating:
    """How a rater rates a standard, and why."""

    rating: Rating | None = None
    reason: str = ""
    seen: int | None = None


@dataclass(frozen=True)
class GivenText:
    """What a rater writes in a part of the feedback."""

    text: str = ""
    seen: int | None = None


@verb
def answer_prompts(assessment, *, key_question, answers, by):
    """Save the answers to prompts of one key question: `answers` are GivenAnswers by the prompt's letter.

    Raises MustApply, ChangedRows, NotTheRater and NotWithTheRater.
    """
    assessment = _held(assessment, by=by)
    rows = assessment.answers.filter(prompt__key_question=key_question).select_related("prompt")
    given = {row: answers[row.prompt.letter] for row in rows if row.prompt.letter in answers}
    for row, said in given.items():
        if said.answer == Answer.NOT_APPLICABLE and not row.prompt.may_not_apply:
            raise MustApply(str(row.prompt))
    if _save(given, fields=("answer", "note", "use_in_feedback"), by=by):
        _begun(assessment, by=by)
        record("prompts answered", about=assessment.reference, by=by, key_question=key_question.slug)


@verb
def rate_standards(assessment, *, ratings, by):
    """Save ratings of standards and their reasons: `ratings` are GivenRatings by the standard's number.

    Raises AnswerPromptsFirst, ChangedRows, NotTheRater and NotWithTheRater.
    """
    assessment = _held(assessment, by=by)
    open_ones = standards_with_open_prompts(assessment)
    rows = assessment.ratings.select_related("standard")
    given = {row: ratings[row.standard.number] for row in rows if row.standard.number in ratings}
    for row, said in given.items():
        if said.rating is not None and said.rating != row.rating and row.standard.number in open_ones:
            raise AnswerPromptsFirst(row.standard.number)
    if _save(given, fields=("rating", "reason"), by=by):
        _begun(assessment, by=by)
        now = {str(row.standard.number): row.rating for row in given}
        record("standards rated", about=assessment.reference, by=by, ratings=now)


@verb
def write_feedback(assessment, *, texts, by):
    """Save parts of the written feedback: `texts` are GivenTexts by the standard's number, 0 for what was done well.

    Raises ChangedRows, NotTheRater and NotWithTheRater.
    """
    assessment = _held(assessment, by=by)
    rows = list(assessment.feedback.select_related("standard"))
    given = {row: texts[row.number] for row in rows if row.number in texts}
    if _save(given, fields=("text",), by=by):
        _begun(assessment, by=by)
        record("feedback written", about=assessment.reference, by=by)


def standards_with_open_prompts(assessment):
    """Return the numbers of the standards of which a prompt is not answered yet."""
    open_ones = assessment.answers.filter(answer="").order_by().values_list("prompt__standard__number", flat=True)
    return set(open_ones.distinct())


def _held(assessment, *, by):
    assessment = Assessment.objects.select_for_update(of=("self",)).select_related("review").get(pk=assessment.pk)
    if assessment.rater_id != by.pk:
        raise NotTheRater(assessment.reference)
    if assessment.status not in WITH_THE_RATER:
        raise NotWithTheRater(assessment.reference)
    return assessment


def _save(given, *, fields, by):
    """Save the rows that differ from what is given, all or none. Returns how many. Raises ChangedRows."""
    changed = {row: said for row, said in given.items() if _differ(row, said, fields)}
    stale = [row for row, said in changed.items() if said.seen not in (None, row.version)]
    if stale:
        raise ChangedRows(stale)
    for row, said in changed.items():
        for name in fields:
            setattr(row, name, getattr(said, name))
        stamp(row, "saved", by=by)
        save_next_version(row, seen=row.version, fields=[*fields, "saved_by", "saved_at"])
    return len(changed)


def _differ(row, said, fields):
    return any(getattr(row, name) != getattr(said, name) for name in fields)


def _begun(assessment, *, by):
    if assessment.status == AssessmentStatus.NOT_STARTED:
        move(assessment, AssessmentStatus.IN_PROGRESS, by=by)
