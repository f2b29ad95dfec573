"""Sending: an inspector hands a complete assessment to the lead inspectors, one of whom will countersign it."""

from django.urls import reverse

from agencies.directory import the_inspectorate
from agencies.duties import has_open, settle
from agencies.role_names import Role
from agencies.roles import holders
from panelportal.kit import letters
from panelportal.kit.attribution import stamp
from panelportal.kit.moving import move
from panelportal.kit.trail import record, verb
from ratings.asking import ask_the_leads
from ratings.assessing import NotTheRater, NotWithTheRater
from ratings.gaps import gaps_of
from ratings.models import Assessment, AssessmentStatus


class NotComplete(ValueError):
    """The assessment lacks something: `gaps`."""

    def __init__(self, gaps):
        super().__init__(f"{len(gaps)} things are missing.")
        self.gaps = gaps


def who_can_countersign(assessment):
    """Return the lead inspectors who did not rate it."""
    return [lead for lead in holders(Role.LEAD, agency=the_inspectorate()) if lead.pk != assessment.rater_id]


@verb
def send_for_countersigning(assessment, *, by):
    """Send an assessment to the lead inspectors who did not rate it.

    Raises NotComplete, NotTheRater, and NotWithTheRater when it was sent.
    """
    assessment = Assessment.objects.select_for_update(of=("self",)).select_related("review").get(pk=assessment.pk)
    if assessment.rater_id != by.pk:
        raise NotTheRater(assessment.reference)
    if not assessment.is_with_rater:
        raise NotWithTheRater(assessment.reference)
    if gaps := gaps_of(assessment):
        raise NotComplete(gaps)
    stamp(assessment, "sent", by=by)
    assessment.save(update_fields=["sent_by", "sent_at"])
    move(assessment, AssessmentStatus.WITH_LEAD, by=by)
    record("sent for countersigning", about=assessment.reference, by=by)
    settle("quality-assure", about=assessment.reference, by=by)
    _tell_the_leads(assessment, by=by)
    return assessment


def _tell_the_leads(assessment, *, by):
    review = assessment.review
    duty = ask_the_leads("countersign", assessment, by=by)
    context = {"review": review, "path": reverse("ratings:moderate", args=[review.reference])}
    for lead in who_can_countersign(assessment):
        letters.write(
            "moderate-ratings", key=f"{review.reference}:{duty.pk}", to=lead, about=review.reference, context=context
        )


def still_to_countersign(letter):
    """Tell whether the ratings that a letter is about still wait for a lead inspector."""
    return has_open("countersign", about=letter.about)
