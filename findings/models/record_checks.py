from django.db import models
from django.db.models import F, Q

from panelportal.kit.attribution import by_whom, together, when


class Outcome(models.TextChoices):
    """The six results of a record check, as staff read them; `outcomes.py` has the agency's words."""

    INVOLVED = "involved", "Involved"
    KNOWN_OUTSIDE = "known-outside", "Known outside the period"
    NOT_KNOWN = "not-known", "Not known"
    CANNOT_TELL = "cannot-tell", "Cannot tell"
    HELD_ELSEWHERE = "held-elsewhere", "Held by another body"
    CANNOT_DISCLOSE = "cannot-disclose", "Cannot disclose"


class RecordCheck(models.Model):
    """What an agency found when it searched its records, and how it searched.

    `detail` and `contact` answer the outcome's own question (`outcomes.py`).
    An involvement without an end is still open.
    """

    request = models.OneToOneField("cases.AgencyRequest", models.PROTECT, related_name="record_check")
    outcome = models.CharField(max_length=20, choices=Outcome.choices, db_index=True)
    services = models.TextField(blank=True)
    involved_from = models.DateField(null=True, blank=True)
    involved_to = models.DateField(null=True, blank=True)
    detail = models.TextField(blank=True)
    contact = models.TextField(blank=True)
    systems_searched = models.TextField()
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
            models.CheckConstraint(
                condition=Q(involved_to__isnull=True) | Q(involved_to__gte=F("involved_from")),
                name="findings_involvement_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="involved") | Q(involved_from__isnull=False),
                name="findings_involvement_has_a_start",
            ),
        ]

    def __str__(self):
        return f"{self.get_outcome_display()}, version {self.version}"
