"""The task list of an assessment: what is done, what comes next, what cannot start yet."""

from django.urls import reverse

from panelportal.kit.statuses import Status
from ratings.gaps import answer_is_complete, gaps_of
from ratings.views.workspace import key_questions


class TaskStatus(Status):
    NOT_STARTED = "not-started", "grey", "Not yet started"
    IN_PROGRESS = "in-progress", "blue", "In progress"
    COMPLETED = "completed", "plain", "Completed"


def tasks(assessment):
    """Return the task lists by heading, and the address of the first task that is not completed."""
    gaps = gaps_of(assessment)
    questions = [_question(assessment, *both) for both in key_questions(assessment).items()]
    finishing = [
        _task(assessment, "Rate the 4 standards", "rate_standards", _of_ratings(assessment)),
        _task(assessment, "Written feedback", "feedback", _of_feedback(assessment)),
        _task(assessment, "Check and send to a lead inspector", "check", TaskStatus.NOT_STARTED),
    ]
    finishing[-1]["hint"] = f"{len(gaps)} things to finish first" if len(gaps) > 1 else ""
    first_open = next(task for task in [*questions, *finishing] if task["status"] != TaskStatus.COMPLETED)
    return {"questions": questions, "finishing": finishing, "continue_url": first_open["url"]}


def _question(assessment, question, answers):
    done = sum(map(answer_is_complete, answers))
    started = done or any(answer.version for answer in answers)
    return {
        "title": str(question),
        "url": reverse("ratings:question", args=[assessment.reference, question.slug]),
        "hint": f"{done} of {len(answers)} prompts",
        "status": _status(done == len(answers), started),
    }


def _task(assessment, title, name, status):
    return {
        "title": title,
        "url": reverse(f"ratings:{name}", args=[assessment.reference]),
        "hint": "",
        "status": status,
    }


def _of_ratings(assessment):
    rows = assessment.standard_ratings
    return _status(all(row.rating is not None and row.reason.strip() for row in rows), any(row.version for row in rows))


def _of_feedback(assessment):
    parts = assessment.feedback_parts
    return _status(all(part.text.strip() for part in parts), any(part.version for part in parts))


def _status(is_done, is_started):
    if is_done:
        return TaskStatus.COMPLETED
    return TaskStatus.IN_PROGRESS if is_started else TaskStatus.NOT_STARTED
