from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agencies.models import Agency
from agencies.role_names import CASEWORK, INSPECTORATE, Role
from panelportal.kit import access, clock
from panelportal.kit.access import Can
from panelportal.kit.attribution import by_whom, together, when
from panelportal.kit.due import due_tag
from panelportal.kit.models import StoredFile
from panelportal.kit.statuses import Status, StatusField
from ratings import days


class ReviewStatus(Status):
    RECEIVED = "received", "grey", "Received"
    NOT_SAMPLED = "not-sampled", "grey", "Not sampled"
    SAMPLED = "sampled", "teal", "Sampled"
    ALLOCATED = "allocated", "blue", "Allocated"
    ISSUED = "issued", "plain", "Issued"
    WITHDRAWN = "withdrawn", "grey", "Withdrawn"
    REPLACED = "replaced", "grey", "Replaced"


GONE = frozenset({ReviewStatus.WITHDRAWN, ReviewStatus.REPLACED})
WAITING_FOR_A_REPORT = frozenset({ReviewStatus.RECEIVED, ReviewStatus.SAMPLED, ReviewStatus.ALLOCATED})


class OffenceType(models.Model):
    """A type of serious further offence, as data: the sample is drawn across them."""

    slug = models.SlugField(primary_key=True)
    name = models.CharField(max_length=80, unique=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self):
        return self.name


class ReviewQuerySet(models.QuerySet):
    def rated(self):
        """Those whose ratings a lead inspector has countersigned, and which HMPPS did not withdraw."""
        return self.filter(assessment__status__in=("countersigned", "issued")).exclude(status__in=GONE)

    def that_stand(self):
        """Those that HMPPS did not withdraw."""
        return self.exclude(status__in=GONE)

    def matching(self, words):
        """Those with this in their reference, ours or HMPPS's."""
        return self.filter(Q(reference__icontains=words) | Q(their_reference__icontains=words))

    def for_list(self):
        return self.select_related("region", "offence_type", "allocated_to").order_by("-received_on", "-pk")

    def for_page(self):
        people = ("allocated_to", "added_by", "withdrawn_by")
        return self.select_related("region", "offence_type", "document", "assessment", *people)


class Review(models.Model):
    """An SFO review as the inspectorate received it.

    `received_on` is day 0 of the 15 working days in which its report is due
    (section 2.7 of the consultation). READ shows what the review is about;
    EDIT is for those who work with it and opens its document, which the
    auditor does not read.
    """

    reference = models.CharField(max_length=20, unique=True)
    their_reference = models.CharField(max_length=40, unique=True)
    region = models.ForeignKey(Agency, models.PROTECT, related_name="reviews")
    delivery_unit = models.CharField(max_length=100)
    offence_type = models.ForeignKey(OffenceType, models.PROTECT, related_name="reviews")
    submitted_on = models.DateField()
    received_on = models.DateField(db_index=True)
    due_on = models.DateField(db_index=True)
    document = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    allocated_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="allocated_reviews"
    )
    status = StatusField(ReviewStatus, default=ReviewStatus.RECEIVED)
    added_by = by_whom()
    added_at = when()
    withdrawn_by = by_whom()
    withdrawn_at = when()
    withdrawn_because = models.TextField(blank=True)

    objects = ReviewQuerySet.as_manager()

    scope_paths = ("reference",)
    by_role = {
        Can.READ: INSPECTORATE,
        Can.EDIT: CASEWORK,
        Can.ADD: {Role.LEAD, Role.COORDINATOR},
        Can.ALLOCATE: {Role.LEAD, Role.COORDINATOR},
        Can.FLAG: {Role.INSPECTOR, Role.LEAD},
    }

    class Meta:
        default_permissions = ()
        permissions = access.permissions(Can.READ, Can.EDIT, Can.ADD, Can.ALLOCATE, Can.FLAG)
        constraints = [
            together("added"),
            together("withdrawn"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_because=""), name="ratings_review_withdrawn_why"
            ),
            models.CheckConstraint(
                condition=Q(received_on__gte=F("submitted_on")), name="ratings_received_after_submitted"
            ),
            models.CheckConstraint(condition=Q(due_on__gt=F("received_on")), name="ratings_due_after_received"),
        ]

    def __str__(self):
        return self.reference

    @property
    def is_rated(self):
        """Whether a lead inspector has countersigned its ratings, and HMPPS did not withdraw it since."""
        assessment = getattr(self, "assessment", None)
        return assessment is not None and assessment.is_rated and not self.is_withdrawn

    @property
    def is_withdrawn(self):
        """Whether HMPPS took it back, so that nothing more is done about it."""
        return self.status in GONE

    @property
    def is_waiting(self):
        """Whether the region still waits for its report."""
        return self.status in WAITING_FOR_A_REPORT

    @property
    def day(self):
        """The working day of the clock that today is."""
        return days.day_of(self.received_on, clock.today())

    @property
    def due_tag(self):
        """What is to say about the due date today, and in which colour; None when there is nothing to say."""
        return due_tag(self.due_on, clock.today()) if self.is_waiting else None
