from django.db import models
from django.db.models import Q

from panelportal.kit.attribution import by_whom, together, when


class WhyClosed(models.TextChoices):
    LEARNED = "learned", "The learning report was issued, and every action has ended"
    NO_PANEL = "no-panel", "The agencies replied, and no panel is needed"
    NO_FURTHER = "no-further", "There is no further learning between agencies"
    OTHER = "other", "Another reason"


class Closing(models.Model):
    """That a case was closed, why and by whom, and whether somebody opened it again.

    `stood_at` is the status to which it goes back when it is opened again.
    """

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="closings")
    why = models.CharField(max_length=20, choices=WhyClosed.choices)
    because = models.TextField()
    stood_at = models.CharField(max_length=30)
    closed_by = by_whom()
    closed_at = when()
    reopened_because = models.TextField(blank=True)
    reopened_by = by_whom()
    reopened_at = when()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            together("closed"),
            together("reopened"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(reopened_at__isnull=True), name="cases_closed_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(reopened_at__isnull=True) | ~Q(reopened_because=""), name="cases_reopened_why"
            ),
        ]

    def __str__(self):
        return self.get_why_display()


class LegalHold(models.Model):
    """That nothing of a case may be disposed of, why, and whether somebody lifted that.

    For a trial, an appeal, an inquest, an inquiry, or a request for access that is not answered yet.
    """

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="holds")
    because = models.TextField()
    put_by = by_whom()
    put_at = when()
    lifted_because = models.TextField(blank=True)
    lifted_by = by_whom()
    lifted_at = when()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            together("put"),
            together("lifted"),
            models.UniqueConstraint(fields=["case"], condition=Q(lifted_at__isnull=True), name="cases_one_legal_hold"),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True) | ~Q(lifted_because=""), name="cases_hold_lifted_why"
            ),
        ]

    def __str__(self):
        return f"Legal hold on {self.case}"
