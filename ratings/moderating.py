"""Moderating: a lead inspector who did not rate the review agrees with the assessment, or returns it."""

from django.urls import reverse

from agencies.duties import settle
from panelportal.kit import letters
from panelportal.kit.attribution import stamp
from panelportal.kit.moving import move
from panelportal.kit.trail import record, verb
from panelportal.kit.versions import ChangedMeanwhile
from ratings.asking import ask_the_leads, ask_the_rater
from ratings.covered import digest_of
from ratings.models import Assessment, AssessmentStatus, Countersignature
from ratings.models.assessments import WITH_A_LEAD


class OwnRating(ValueError):
    """Nobody countersigns, returns or issues what they rated themselves."""


class NotWithALead(ValueError):
    """The assessment does not wait for what was asked."""


class NoReason(ValueError):
    """An assessment is returned with a reason."""


@verb
def countersign(assessment, *, by, read=None):
    """Agree with an assessment as it stands; the countersignature carries the digest of all it covers.

    `read` is the digest of what the lead inspector had on the page. Raises
    OwnRating, NotWithALead, and ChangedMeanwhile when it is not what stands now.
    """
    assessment = lock_for_lead(assessment, by=by, statuses={AssessmentStatus.WITH_LEAD})
    digest = digest_of(assessment)
    if read not in (None, digest):
        raise ChangedMeanwhile(assessment)
    signature = Countersignature(assessment=assessment, digest=digest)
    stamp(signature, "countersigned", by=by)
    signature.save()
    move(assessment, AssessmentStatus.COUNTERSIGNED, by=by)
    record("countersigned", about=assessment.reference, by=by, digest=digest)
    settle("countersign", about=assessment.reference, by=by)
    ask_the_leads("issue-qa-report", assessment, by=by)
    return signature


@verb
def return_to_rater(assessment, *, because, by):
    """Return an assessment to its rater with a reason; a countersignature that it had is void.

    Raises OwnRating, NotWithALead and NoReason.
    """
    if not because.strip():
        raise NoReason(assessment.reference)
    assessment = lock_for_lead(assessment, by=by, statuses=WITH_A_LEAD)
    void_countersignature(assessment, by=by)
    move(assessment, AssessmentStatus.RETURNED, by=by, because=because)
    for kind in ("countersign", "issue-qa-report"):
        settle(kind, about=assessment.reference, by=by, how="returned")
    _tell_the_rater(assessment, by=by)
    return assessment


def countersignature_of(assessment):
    """Return the countersignature that holds: not voided, and the text is still what it covers. Else None."""
    live = assessment.countersignatures.filter(voided_at__isnull=True).select_related("countersigned_by").first()
    return live if live and live.digest == digest_of(assessment) else None


def void_countersignature(assessment, *, by):
    """Void the countersignature of an assessment, inside a verb, when it has one."""
    for signature in assessment.countersignatures.filter(voided_at__isnull=True):
        stamp(signature, "voided", by=by)
        signature.save(update_fields=["voided_by", "voided_at"])
        record("countersignature voided", about=assessment.reference, by=by, digest=signature.digest)


def lock_for_lead(assessment, *, by, statuses):
    """Return the assessment, locked, for a lead inspector who did not rate it. Raises OwnRating and NotWithALead."""
    locked = Assessment.objects.select_for_update(of=("self",)).select_related("review", "rater", "standards_set")
    assessment = locked.get(pk=assessment.pk)
    if assessment.rater_id == by.pk:
        raise OwnRating(assessment.reference)
    if assessment.status not in statuses:
        raise NotWithALead(assessment.reference)
    return assessment


def _tell_the_rater(assessment, *, by):
    review = assessment.review
    duty = ask_the_rater(review, assessment.rater, by=by)
    letters.write(
        "returned",
        key=f"{review.reference}:{duty.pk}",
        to=assessment.rater,
        about=review.reference,
        context={"review": review, "path": reverse("ratings:assessment", args=[review.reference])},
    )
