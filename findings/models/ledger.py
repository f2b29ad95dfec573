from django.db import models

from agencies.models import AgencyKind
from findings.models.learning_points import Acted, Level, PointKind
from panelportal.kit.attribution import by_whom, together, when
from ratings.models import Theme


class IssuedLearningQuerySet(models.QuerySet):
    def cleared(self):
        """Those that may be found: no name is left in them, as far as anybody can tell."""
        return self.filter(cleared_at__isnull=False)

    def for_list(self):
        """With everything that a page prints of them."""
        return self.select_related("agency_kind").prefetch_related("themes")


class IssuedLearning(models.Model):
    """Learning as a report issued it, without names and without its case: what other agencies may find later.

    It stays as it was entered, whatever becomes of the learning point. One
    whose text still looks as if it named somebody waits until a lead inspector
    has cleared it, and is not found before.
    """

    reference = models.CharField(max_length=20, unique=True)
    point = models.OneToOneField(
        "findings.LearningPoint", models.SET_NULL, null=True, blank=True, related_name="issued"
    )
    kind = models.CharField(max_length=20, choices=PointKind.choices)
    level = models.CharField(max_length=20, choices=Level.choices)
    reasons = models.JSONField(default=list)
    themes = models.ManyToManyField(Theme, blank=True, related_name="+")
    agency_kind = models.ForeignKey(AgencyKind, models.PROTECT, related_name="+")
    region = models.CharField(max_length=150)
    year = models.PositiveSmallIntegerField()
    what = models.TextField()
    why = models.TextField(blank=True)
    would_help = models.TextField()
    acted = models.CharField(max_length=10, choices=Acted.choices)
    outcome = models.TextField(blank=True, help_text="What was done about it, or is planned.")
    issued_by = by_whom()
    issued_at = when()
    cleared_by = by_whom()
    cleared_at = when()

    objects = IssuedLearningQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-pk"]
        verbose_name_plural = "issued learning"
        constraints = [together("issued"), together("cleared")]

    def __str__(self):
        return self.reference
