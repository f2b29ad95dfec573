"""Asking: whose turn it is with a review, the inspector's who rates it or the lead inspectors', as their duty."""

from agencies.directory import the_inspectorate
from agencies.duties import open_duty
from agencies.role_names import Role


def ask_the_rater(review, rater, *, by):
    """Open the duty to quality assure a review, inside a verb. Returns it."""
    return _ask("quality-assure", review, by=by, person=rater)


def ask_the_leads(kind, assessment, *, by):
    """Open a duty of the lead inspectors who did not rate the review, inside a verb. Returns it."""
    return _ask(kind, assessment.review, by=by, role=Role.LEAD, not_for=assessment.rater)


def _ask(kind, review, *, by, **holder):
    return open_duty(
        kind,
        about=review.reference,
        agency=the_inspectorate(),
        due_on=review.due_on,
        scope=review.reference,
        by=by,
        **holder,
    )
