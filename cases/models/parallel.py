from django.db import models
from django.db.models import Q

from agencies.models import Agency
from panelportal.kit.attribution import by_whom, together, when
from panelportal.kit.statuses import Status, StatusField


class UnderWay(models.TextChoices):
    """What else may look at the same events. Names differ by place and change: `OTHER` carries its own."""

    CRIMINAL_PROCEEDINGS = "criminal-proceedings", "Criminal proceedings"
    INQUEST = "inquest", "Inquest"
    DOMESTIC_HOMICIDE_REVIEW = "domestic-homicide-review", "Domestic homicide review"
    CHILD_SAFEGUARDING = "child-safeguarding", "Child safeguarding practice review"
    SAFEGUARDING_ADULTS = "safeguarding-adults", "Safeguarding adults review"
    MAPPA = "mappa", "MAPPA serious case review"
    SINGLE_UNIFIED = "single-unified", "Single unified safeguarding review (Wales)"
    OTHER = "other", "Another review"


REVIEW_KINDS = [(kind.value, kind.label) for kind in UnderWay if kind != UnderWay.CRIMINAL_PROCEEDINGS]


class ParallelState(Status):
    PLANNED = "planned", "grey", "Planned"
    UNDER_WAY = "under-way", "blue", "Under way"
    FINISHED = "finished", "plain", "Finished"
    STOPPED = "stopped", "grey", "Not going ahead"


class ParallelReviewQuerySet(models.QuerySet):
    def listed(self):
        """Those that nobody took off the list."""
        return self.filter(removed_at__isnull=True)


class ParallelReview(models.Model):
    """Another review of the same events, and which agencies have answered it, so that none is asked twice.

    `contact` is a role with its office, never a person's private address.
    """

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="parallel_reviews")
    kind = models.CharField(max_length=40, choices=REVIEW_KINDS)
    called = models.CharField(max_length=200, blank=True)
    their_reference = models.CharField(max_length=60, blank=True)
    led_by = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=300, blank=True)
    state = StatusField(ParallelState, default=ParallelState.UNDER_WAY)
    answered_by = models.ManyToManyField(Agency, related_name="+")
    version = models.PositiveIntegerField(default=0)
    added_by = by_whom()
    added_at = when()
    changed_by = by_whom()
    changed_at = when()
    removed_by = by_whom()
    removed_at = when()
    removed_because = models.TextField(blank=True)

    objects = ParallelReviewQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            together("added"),
            together("changed"),
            together("removed"),
            models.UniqueConstraint(
                fields=["case", "kind", "called", "their_reference"],
                condition=Q(removed_at__isnull=True),
                name="cases_each_parallel_review_once",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | ~Q(removed_because=""), name="cases_parallel_review_removed_why"
            ),
        ]

    def __str__(self):
        name = self.called or self.get_kind_display()
        return f"{name} {self.their_reference}".strip()
