"""Receiving: a coordinator or lead adds an SFO review with its document, and the clock starts."""

from django.db import IntegrityError, transaction

from agencies.directory import the_inspectorate
from agencies.duties import open_duty
from agencies.role_names import Role
from panelportal.kit import clock, files
from panelportal.kit.attribution import stamp
from panelportal.kit.references import next_reference
from panelportal.kit.trail import record, verb
from ratings import days
from ratings.models import Review


class TheirReferenceTaken(ValueError):
    """HMPPS's reference belongs to a review that was added before: `review`."""

    def __init__(self, review):
        super().__init__(f"This review was added before, as {review.reference}.")
        self.review = review


class NotARegion(ValueError):
    """A review comes from a probation region, and this agency is none."""


class DatesOutOfOrder(ValueError):
    """A review is submitted before or on the day it is received, and received by today."""


@verb
def add_review(*, their_reference, region, delivery_unit, offence_type, submitted_on, received_on, document, by):
    """Add a review that the inspectorate received, and ask a lead inspector to allocate it.

    `document` is a checked upload (`files.check`). The day of receipt is
    day 0; the report is due 15 working days later. Raises
    TheirReferenceTaken, NotARegion and DatesOutOfOrder.
    """
    if region.kind_id != "probation-region":
        raise NotARegion(region.slug)
    if not submitted_on <= received_on <= clock.today():
        raise DatesOutOfOrder(their_reference)
    _refuse_twin(their_reference)
    review = Review(
        reference=next_reference("SFO"),
        their_reference=their_reference,
        region=region,
        delivery_unit=delivery_unit,
        offence_type=offence_type,
        submitted_on=submitted_on,
        received_on=received_on,
        due_on=days.due_on(received_on),
        document=files.keep(document, by=by),
    )
    stamp(review, "added", by=by)
    _save_new(review)
    record("review added", about=review.reference, by=by, received=str(received_on), due=str(review.due_on))
    open_duty(
        "allocate-review",
        about=review.reference,
        agency=the_inspectorate(),
        role=Role.LEAD,
        scope=review.reference,
        by=by,
    )
    return review


def _refuse_twin(their_reference):
    twin = Review.objects.filter(their_reference__iexact=their_reference).first()
    if twin:
        raise TheirReferenceTaken(twin)


def _save_new(review):
    try:
        with transaction.atomic():
            review.save(force_insert=True)
    except IntegrityError:
        _refuse_twin(review.their_reference)  # somebody else added it at this very moment
        raise
