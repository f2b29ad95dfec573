from django.db import models

from panelportal.kit.attribution import by_whom, together, when


class Stage(models.TextChoices):
    """What a lead inspector clears, one by one, while criminal proceedings are under way."""

    RECORD_CHECKS = "record checks", "Record checks"
    PANEL = "panel", "Panel"
    REPORT = "report", "Report"


class Proceedings(models.Model):
    """Criminal proceedings about the further offence: under way until they are said to have ended."""

    case = models.OneToOneField("cases.Case", models.CASCADE, related_name="proceedings")
    noted_by = by_whom()
    noted_at = when()
    ended_by = by_whom()
    ended_at = when()

    class Meta:
        verbose_name_plural = "proceedings"
        constraints = [together("noted"), together("ended")]

    def __str__(self):
        return f"{self.case}: {'ended' if self.ended_at else 'under way'}"

    @property
    def are_under_way(self):
        return self.ended_at is None

    def leave_free(self, stage):
        return not self.are_under_way or self.clearances.filter(stage=stage).exists()


class Clearance(models.Model):
    """A lead inspector's decision that a stage may go ahead although proceedings are under way."""

    proceedings = models.ForeignKey(Proceedings, models.CASCADE, related_name="clearances")
    stage = models.CharField(max_length=20, choices=Stage.choices)
    because = models.TextField(blank=True)
    cleared_by = by_whom()
    cleared_at = when()

    class Meta:
        ordering = ["pk"]
        constraints = [
            together("cleared"),
            models.UniqueConstraint(fields=["proceedings", "stage"], name="cases_each_stage_cleared_once"),
        ]

    def __str__(self):
        return self.get_stage_display()
