from django.db import models

from panelportal.kit.attribution import by_whom, together, when


class Outcome(models.TextChoices):
    """The six results of a record check, as staff read them; `outcomes.py` has the agency's words."""

    INVOLVED = "involved", "Involved"
    KNOWN_OUTSIDE = "known-outside", "Known outside the period"
    NOT_KNOWN = "not-known", "Not known"
    CANNOT_TELL = "cannot-tell", "Cannot tell"
    HELD_ELSEWHERE = "held-elsewhere", "Held by another body"
    CANNOT_DISCLOSE = "cannot-disclose", "Cannot disclose"


class Archives(models.TextChoices):
    """Whether archived and paper records were searched too."""

    SEARCHED = "searched", "Yes"
    NOT_SEARCHED = "not-searched", "No"
    NOT_HELD = "not-held", "We hold none"


class RecordCheck(models.Model):
    """What an agency found when it searched its records, and how it searched.

    `detail` and `contact` answer the outcome's own question (`outcomes.py`);
    what its services did stands in `Involvement`. Checks made before
    archived and paper records were asked about have no `archives`.
    """

    request = models.OneToOneField("cases.AgencyRequest", models.PROTECT, related_name="record_check")
    outcome = models.CharField(max_length=20, choices=Outcome.choices, db_index=True)
    detail = models.TextField(blank=True)
    contact = models.TextField(blank=True)
    systems_searched = models.TextField()
    archives = models.CharField(max_length=12, choices=Archives.choices, blank=True)
    archives_note = models.TextField(blank=True)
    identifiers = models.ManyToManyField("cases.Particulars", blank=True, related_name="+")
    checked_by_role = models.CharField(max_length=200)
    checked_on = models.DateField()
    records_secured = models.BooleanField()
    version = models.PositiveIntegerField(default=1)
    recorded_by = by_whom()
    recorded_at = when()

    class Meta:
        default_permissions = ()
        constraints = [
            together("recorded"),
        ]

    def __str__(self):
        return f"{self.get_outcome_display()}, version {self.version}"
