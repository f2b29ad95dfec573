from django.db import models
from django.db.models import Q

from panelportal.kit.attribution import by_whom, together, when


class Turn(models.TextChoices):
    """What turns a case, so that a lead inspector decides anew whether it goes on."""

    CHARGE_DROPPED = "charge-dropped", "The charge was dropped"
    PERSON_DIED = "person-died", "The person on probation has died"
    REVIEW_WITHDRAWN = "review-withdrawn", "HMPPS withdrew the review that the case rests on"


class TurningPoint(models.Model):
    """A day that turned a case: what happened, who noted it, and whether a lead inspector let the case go on."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="turning_points")
    kind = models.CharField(max_length=20, choices=Turn.choices)
    happened_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    noted_by = by_whom()
    noted_at = when()
    goes_on = models.BooleanField(null=True, blank=True)
    because = models.TextField(blank=True)
    decided_by = by_whom()
    decided_at = when()

    class Meta:
        ordering = ["pk"]
        constraints = [
            together("noted"),
            together("decided"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(decided_at__isnull=True), name="cases_one_turning_point_to_decide"
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, goes_on__isnull=True)
                | Q(decided_at__isnull=False, goes_on__isnull=False),
                name="cases_turning_point_decided_one_way",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()

    @property
    def is_decided(self):
        return self.decided_at is not None
