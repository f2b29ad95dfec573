from django.db import models
from django.db.models import F, Q

from agencies.models import AgencyKind
from cases.models import RequestStatus
from findings.models.record_checks import Outcome
from findings.models.release import Releasable, release_rules
from panelportal.kit.attribution import by_whom, together, when

FOUND = (Outcome.INVOLVED, Outcome.KNOWN_OUTSIDE)


class EventKind(models.TextChoices):
    CONTACT = "contact", "Contact"
    DECISION = "decision", "Decision"
    SHARED = "shared", "Information shared"
    NOT_SHARED = "not-shared", "Information not shared"


class Precision(models.TextChoices):
    """How well the date of an event is known; `earliest` and `latest` bound it in every case.

    But for "about this day": how far about, nobody said, so that both are that day.
    """

    EXACT = "exact", "On this day"
    ABOUT = "about", "About this day"
    MONTH = "month", "In this month"
    YEAR = "year", "In this year"
    RANGE = "range", "Between two dates"


class KeyEventQuerySet(models.QuerySet):
    def submitted(self):
        """Those whose reply was sent and found something, unless the request was withdrawn since."""
        sent = self.filter(request__reply__sent_at__isnull=False, request__record_check__outcome__in=FOUND)
        return sent.exclude(request__status=RequestStatus.WITHDRAWN)

    def of_case(self, case):
        return self.filter(request__case=case)

    def in_order(self):
        """As they came about: by earliest day, then as their agency ordered the day, then as they were added."""
        return self.order_by("earliest", "place_in_day", "pk")

    def for_list(self):
        """With everything that a page prints of them."""
        return self.select_related("request__agency__kind").prefetch_related("with_kinds").in_order()


class KeyEvent(Releasable):
    """One thing that happened, as an agency's records tell it, with the record that it comes from."""

    request = models.ForeignKey("cases.AgencyRequest", models.PROTECT, related_name="key_events")
    kind = models.CharField(max_length=12, choices=EventKind.choices, db_index=True)
    precision = models.CharField(max_length=6, choices=Precision.choices, default=Precision.EXACT)
    earliest = models.DateField(db_index=True)
    latest = models.DateField()
    at = models.TimeField(null=True, blank=True, help_text="Empty when the time of day is not known.")
    place_in_day = models.PositiveIntegerField(default=0, help_text="Its place among the agency's events of one day.")
    what = models.TextField()
    why_it_mattered = models.TextField(blank=True)
    source = models.CharField(max_length=300, help_text="The record that tells it.")
    with_kinds = models.ManyToManyField(AgencyKind, blank=True, related_name="+")
    with_whom = models.CharField(max_length=200, blank=True)
    changed_risk = models.BooleanField(null=True, help_text="Whether it changed risk or a decision, when asked.")
    version = models.PositiveIntegerField(default=1)
    added_by = by_whom()
    added_at = when()
    changed_by = by_whom()
    changed_at = when()

    objects = KeyEventQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            together("added"),
            together("changed"),
            *release_rules("event"),
            models.CheckConstraint(condition=Q(latest__gte=F("earliest")), name="findings_event_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(at__isnull=True) | Q(precision="exact"), name="findings_only_an_exact_day_has_a_time"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="findings_event_has_a_source"),
        ]

    def __str__(self):
        return f"{self.earliest.isoformat()}, {self.get_kind_display()}"

    @property
    def agency(self):
        return self.request.agency
