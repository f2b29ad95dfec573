from django.conf import settings
from django.db import models
from django.db.models import Exists, Q

from agencies.models.directory import Agency
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

    def waiting_for(self, user, *, less=()):
        """Those that this person may do: theirs by name, or their role's in an agency they belong to now.

        Less those in the scopes on which they have a conflict of interest.
        """
        theirs = Q(person=user)
        for membership in user.memberships.live():
            theirs |= Q(person=None, agency=membership.agency_id, role=membership.role)
            if membership.role in ACT_FOR_THEIR_AGENCY:
                theirs |= Q(person=None, agency=membership.agency_id, role="")
        return self.filter(theirs).exclude(not_for=user).exclude(scope__in=less)

    def asked_by(self, user, *, less=()):
        """Those that this person waits for, while they hold a role anywhere, less those in some scopes."""
        asked = self.filter(Exists(user.memberships.live()), opened_by=user)
        return asked.exclude(person=user).exclude(scope__in=less)

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
        ]

    def __str__(self):
        return f"{self.kind}: {self.about}"

    def is_overdue(self, on=None):
        return self.settled_at is None and self.due_on is not None and self.due_on < (on or clock.today())


class DutyStep(models.Model):
    """What happened to a duty: opened, moved to another person, due date changed, settled."""

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="steps")
    what = models.CharField(max_length=60)
    taken_by = by_whom()
    taken_at = when()

    class Meta:
        ordering = ["pk"]
        constraints = [together("taken")]

    def __str__(self):
        return self.what
