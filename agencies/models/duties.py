from django.conf import settings
from django.db import models
from django.db.models import Exists, Q

from agencies.models.directory import INSPECTORATE_KIND, Agency
from agencies.role_names import ACT_FOR_THEIR_AGENCY, Role
from panelportal.kit import clock
from panelportal.kit.attribution import by_whom, together, when


class DutyQuerySet(models.QuerySet):
    def open(self):
        return self.filter(settled_at__isnull=True)

    def settled(self):
        return self.filter(settled_at__isnull=False)

    def overdue(self, on):
        """Open ones whose day has passed. Nothing is overdue on the day it is due."""
        return self.open().filter(due_on__lt=on)

    def waiting_for(self, user, *, less):
        """Those that this person may do: theirs by name, or their role's in an agency they belong to now.

        Less those in the scopes on which they have a conflict of interest.
        """
        theirs = Q(person=user)
        for membership in user.memberships.live():
            theirs |= Q(person=None, agency=membership.agency_id, role=membership.role)
            if membership.role in ACT_FOR_THEIR_AGENCY:
                theirs |= Q(person=None, agency=membership.agency_id, role="")
        return self.filter(theirs).exclude(not_for=user).exclude(scope__in=less)

    def asked_by(self, user, *, less):
        """Those that this person waits for, while they hold a role anywhere, less those in some scopes."""
        asked = self.filter(Exists(user.memberships.live()), opened_by=user)
        return asked.exclude(person=user).exclude(scope__in=less)

    def of_agencies(self):
        """Those that wait for somebody outside the inspectorate."""
        return self.exclude(agency__kind=INSPECTORATE_KIND)

    def due_by(self, day):
        """Open ones with a date, that day or before."""
        return self.open().filter(due_on__lte=day)

    def for_list(self):
        return self.select_related("agency", "person", "opened_by", "settled_by").order_by(
            models.F("due_on").asc(nulls_last=True), "pk"
        )


class Duty(models.Model):
    """What waits for somebody: the one table behind "Your work", due dates, chasing and hand-over.

    It is a person's, or a role's in an agency; with neither, it is for whoever acts for the agency.
    """

    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=40, db_index=True)
    scope = models.CharField(max_length=40, blank=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="duties")
    role = models.CharField(max_length=30, choices=Role.choices, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="duties")
    not_for = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(null=True, blank=True, db_index=True)
    opened_by = by_whom()
    opened_at = when()
    paused_by = by_whom()
    paused_at = when()
    paused_because = models.CharField(max_length=300, blank=True)
    replanned_on = models.DateField(null=True, blank=True)
    settled_by = by_whom()
    settled_at = when()
    how = models.CharField(max_length=60, blank=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "duties"
        constraints = [
            together("opened"),
            together("paused"),
            together("settled"),
            models.UniqueConstraint(
                fields=["kind", "about", "person"],
                condition=Q(settled_at__isnull=True, person__isnull=False),
                name="agencies_one_open_duty_of_person",
            ),
            models.UniqueConstraint(
                fields=["kind", "about", "agency", "role"],
                condition=Q(settled_at__isnull=True, person__isnull=True),
                name="agencies_one_open_duty_of_role",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "settled_at"], name="agencies_duty_of_person"),
            models.Index(fields=["agency", "role", "settled_at"], name="agencies_duty_of_role"),
            models.Index(
                fields=["due_on", "agency", "paused_at"],
                condition=Q(settled_at__isnull=True),
                name="agencies_open_duty_by_date",
            ),
        ]

    def __str__(self):
        return f"{self.kind}: {self.about}"

    @property
    def since(self):
        """The day since which its due date has held: when it was opened, or the date was last extended."""
        return self.replanned_on or (clock.day_of(self.opened_at) if self.opened_at else self.due_on)

    @property
    def is_paused(self):
        return self.paused_at is not None

    def is_overdue(self, on=None):
        return self.settled_at is None and self.due_on is not None and self.due_on < (on or clock.today())


class StepKind(models.TextChoices):
    OPENED = "opened", "Opened"
    HANDED_ON = "handed-on", "Handed on"
    MOVED = "moved", "Date changed"
    PAUSED = "paused", "Paused"
    RESUMED = "resumed", "Resumed"
    SETTLED = "settled", "Settled"
    REMINDER = "reminder", "Reminder"
    SECOND = "second-reminder", "Second reminder"
    DEPUTY = "deputy-asked", "Deputy asked to help"
    SENIOR = "senior-contact-asked", "Senior contact asked to help"
    OVERDUE = "lead-told", "Lead inspectors told"
    BY_HAND = "reminded-by-hand", "Reminder sent by hand"


LETTERS_SENT = (
    StepKind.REMINDER,
    StepKind.SECOND,
    StepKind.DEPUTY,
    StepKind.SENIOR,
    StepKind.OVERDUE,
    StepKind.BY_HAND,
)


class DutyStepQuerySet(models.QuerySet):
    def letters_sent(self):
        """Those that were a letter to somebody, and not taken back before it left."""
        return self.filter(kind__in=LETTERS_SENT, is_void=False)

    def contacts(self):
        """What the chase decision counts: letters, and a resumption, of which its holder was told."""
        return self.filter(kind__in=(*LETTERS_SENT, StepKind.RESUMED), is_void=False)

    def for_ledger(self):
        return self.select_related("taken_by", "letter").order_by("pk")


class DutyStep(models.Model):
    """What happened to a duty: opened, moved, paused, a letter to one person, settled.

    A letter that did not leave after all, or left without this duty, makes
    the step void: it does not count and nobody was told.
    """

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=30, choices=StepKind.choices)
    what = models.CharField(max_length=60)
    on = models.DateField(default=clock.today)
    due_on = models.DateField(null=True, blank=True)
    because = models.CharField(max_length=300, blank=True)
    to_person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    to_label = models.CharField(max_length=254, blank=True)
    level = models.CharField(max_length=20, blank=True)
    letter = models.ForeignKey("kit.Letter", models.SET_NULL, null=True, blank=True, related_name="+")
    is_void = models.BooleanField(default=False)
    taken_by = by_whom()
    taken_at = when()

    objects = DutyStepQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            together("taken"),
            models.UniqueConstraint(
                fields=["duty", "kind", "on", "to_person"],
                condition=Q(is_void=False, kind__in=LETTERS_SENT),
                name="agencies_one_letter_a_step",
            ),
        ]

    def __str__(self):
        return self.what


class ChaseRun(models.Model):
    """A day on which the chaser went through every duty to the end, so that it does not do so again."""

    on = models.DateField(unique=True)
    ended_at = models.DateTimeField(default=clock.now)
    letters = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-on"]

    def __str__(self):
        return f"{self.on}"
