from django.db import models

from findings.models.learning_points import LearningPoint, PointStatus
from panelportal.kit.attribution import by_whom, together, when
from ratings.models import Theme


class LearningGroup(models.Model):
    """Learning points of a case that an inspector put together, under a title of the inspectorate's.

    The words of the points are their agencies' and never change.
    """

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="learning_groups")
    title = models.CharField(max_length=150)
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    grouped_by = by_whom()
    grouped_at = when()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [together("grouped")]

    def __str__(self):
        return self.title

    @property
    def points(self):
        """Its learning points that stand, in the order of their numbers."""
        return LearningPoint.objects.submitted().filter(grouped__group=self).order_by("reference")


class GroupedPoint(models.Model):
    """A learning point in its group: it is in one at most."""

    group = models.ForeignKey(LearningGroup, models.CASCADE, related_name="grouped")
    point = models.OneToOneField(LearningPoint, models.CASCADE, related_name="grouped")

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.point} in {self.group_id}"

    @property
    def can_leave(self):
        """Whether a panel has said nothing about it yet, so that it goes back to those that were submitted."""
        return self.point.status == PointStatus.GROUPED


class DeclinedSuggestion(models.Model):
    """A group that the portal suggested and an inspector declined, so that it is not suggested again."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    mark = models.CharField(max_length=16)
    declined_by = by_whom()
    declined_at = when()

    class Meta:
        default_permissions = ()
        constraints = [
            together("declined"),
            models.UniqueConstraint(fields=["case", "mark"], name="findings_suggestion_declined_once"),
        ]

    def __str__(self):
        return self.mark
