from django.db import models
from django.db.models import Q

from panelportal.kit.attribution import by_whom, together, when


class Stage(models.TextChoices):
    """What a lead inspector clears, one by one, while criminal proceedings are under way."""

    RECORD_CHECKS = "record checks", "Record checks"
    PANEL = "panel", "Panel"
    REPORT = "report", "Report"


class CourtStage(models.TextChoices):
    """How far criminal proceedings have come."""

    INVESTIGATION = "investigation", "Police investigation"
    CHARGED = "charged", "Charged"
    FIRST_HEARING = "first-hearing", "First hearing"
    TRIAL = "trial", "Trial"
    OUTCOME = "outcome", "Verdict or other outcome"
    SENTENCED = "sentenced", "Sentenced"


class CourtOutcome(models.TextChoices):
    """How criminal proceedings came out. A charge dropped or a death has a page of its own."""

    CONVICTED = "convicted", "Convicted of the further offence"
    LESSER = "lesser", "Convicted of a lesser offence"
    ACQUITTED = "acquitted", "Acquitted"
    DROPPED = "dropped", "Charge dropped"
    DIED = "died", "The person died"
    OTHER = "other", "Another outcome"


AT_AN_OUTCOME = (CourtStage.OUTCOME, CourtStage.SENTENCED)


def outcome_when_known(name):
    """Return the constraint that an outcome is there exactly when the proceedings have come to one."""
    known = Q(stage__in=AT_AN_OUTCOME) & ~Q(outcome="")
    not_yet = ~Q(stage__in=AT_AN_OUTCOME) & Q(outcome="")
    return models.CheckConstraint(condition=known | not_yet, name=name)


class Proceedings(models.Model):
    """Criminal proceedings about the further offence: as last checked, until they are said to have ended.

    Dates of a court have no hour. How it came to this is told by its checks.
    """

    case = models.OneToOneField("cases.Case", models.CASCADE, related_name="proceedings")
    stage = models.CharField(max_length=20, choices=CourtStage.choices, default=CourtStage.CHARGED)
    outcome = models.CharField(max_length=20, choices=CourtOutcome.choices, blank=True)
    court_date = models.DateField(null=True, blank=True)
    next_check_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    noted_by = by_whom()
    noted_at = when()
    checked_by = by_whom()
    checked_at = when()
    ended_by = by_whom()
    ended_at = when()

    class Meta:
        verbose_name_plural = "proceedings"
        constraints = [
            together("noted"),
            together("checked"),
            together("ended"),
            outcome_when_known("cases_proceedings_outcome_when_known"),
        ]

    def __str__(self):
        return f"{self.case}: {'ended' if self.ended_at else 'under way'}"

    @property
    def are_under_way(self):
        return self.ended_at is None

    @property
    def shown(self):
        """How far they have come, in words."""
        return self.get_outcome_display() if self.stage == CourtStage.OUTCOME else _with_outcome(self)

    def leave_free(self, stage):
        return not self.are_under_way or self.clearances.filter(stage=stage).exists()


class ProceedingsCheck(models.Model):
    """What somebody found when they checked the proceedings: the history of them, row by row."""

    proceedings = models.ForeignKey(Proceedings, models.CASCADE, related_name="checks")
    stage = models.CharField(max_length=20, choices=CourtStage.choices)
    outcome = models.CharField(max_length=20, choices=CourtOutcome.choices, blank=True)
    court_date = models.DateField(null=True, blank=True)
    next_check_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    checked_by = by_whom()
    checked_at = when()

    class Meta:
        ordering = ["-pk"]
        constraints = [together("checked"), outcome_when_known("cases_check_outcome_when_known")]

    def __str__(self):
        return self.shown

    @property
    def shown(self):
        return self.get_outcome_display() if self.stage == CourtStage.OUTCOME else _with_outcome(self)


def _with_outcome(found):
    sentenced = f"{found.get_stage_display()}. {found.get_outcome_display()}"
    return sentenced if found.stage == CourtStage.SENTENCED else found.get_stage_display()


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
