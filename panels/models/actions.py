from django.db import models
from django.db.models import Max, Q

from agencies.role_names import CASEWORK, INSPECTORATE, Role
from panelportal.kit import access
from panelportal.kit.access import Can
from panelportal.kit.attribution import by_whom, together, when
from panelportal.kit.statuses import Status, StatusField
from panels.models.minutes import MinuteEntry
from panels.models.panels import Panel


class ActionStatus(Status):
    PROPOSED = "proposed", "grey", "Proposed"
    ACCEPTED = "accepted", "green", "Accepted"
    DISPUTED = "disputed", "magenta", "Disputed"
    HANDED_ON = "handed-on", "grey", "Handed on"
    IN_PROGRESS = "in-progress", "blue", "In progress"
    AWAITING_CHECK = "awaiting-check", "purple", "Awaiting check"
    DONE = "done", "plain", "Done"
    NOT_DONE = "not-done", "orange", "Not done"
    OVERTAKEN = "overtaken", "grey", "Overtaken"
    IMPACT_DUE = "impact-due", "yellow", "Impact due"
    WITHDRAWN = "withdrawn", "grey", "Withdrawn"


CLOSED = (ActionStatus.DONE, ActionStatus.NOT_DONE, ActionStatus.OVERTAKEN, ActionStatus.WITHDRAWN)


class ActionLevel(models.TextChoices):
    """How far an action, or learning, reaches; the values are those of learning points."""

    TEAM = "team", "One team"
    ORGANISATION = "organisation", "One organisation"
    ACROSS_AGENCIES = "across-agencies", "Across agencies"
    NATIONAL = "national", "National"


class ActionQuerySet(models.QuerySet):
    def open(self):
        return self.exclude(status__in=CLOSED)

    def overdue(self, on):
        """Open ones whose day has passed."""
        return self.open().filter(due_on__lt=on)

    def for_list(self):
        """With owner and the moment of the last update, the first due first."""
        return (
            self.select_related("panel", "case", "owner")
            .annotate(told_at=Max("updates__added_at"))
            .order_by("due_on", "pk")
        )


class Action(models.Model):
    """What an agency will do by when after a panel, and how anyone can tell that it worked."""

    reference = models.CharField(max_length=20, unique=True)
    panel = models.ForeignKey(Panel, models.PROTECT, related_name="actions")
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, blank=True, related_name="+")
    entry = models.OneToOneField(MinuteEntry, models.PROTECT, related_name="action")
    owner = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="actions")
    text = models.TextField()
    measure = models.TextField()
    level = models.CharField(max_length=20, choices=ActionLevel.choices)
    due_on = models.DateField(db_index=True)
    status = StatusField(ActionStatus, default=ActionStatus.PROPOSED)
    version = models.PositiveIntegerField(default=1)
    added_by = by_whom()
    added_at = when()

    objects = ActionQuerySet.as_manager()

    scope_paths = ("panel__cases__reference", "panel__cases__reviews__reference")
    by_role = {Can.AUDIT: INSPECTORATE, Can.READ: CASEWORK, Can.CLOSE: {Role.INSPECTOR, Role.LEAD}}

    class Meta:
        default_permissions = ()
        permissions = access.permissions(Can.AUDIT, Can.READ, Can.UPDATE, Can.CLOSE)
        constraints = [
            together("added"),
            models.CheckConstraint(condition=~Q(text=""), name="panels_action_says_what"),
        ]

    def __str__(self):
        return self.reference

    @property
    def also_seen_by(self):
        return ["HM Inspectorate of Probation", self.owner.name]

    @property
    def is_over(self):
        return self.status in CLOSED

    @property
    def is_new_to_owner(self):
        """Whether its owner has still to accept or dispute it."""
        return self.status == ActionStatus.PROPOSED

    @property
    def is_waiting_for_check(self):
        """Whether its owner waits for the inspectorate: they asked to close it, or dispute it."""
        return self.status in (ActionStatus.AWAITING_CHECK, ActionStatus.DISPUTED)


class ActionUserGrant(access.UserGrant):
    content_object = models.ForeignKey(Action, models.CASCADE, related_name="user_grants")

    class Meta(access.UserGrant.Meta):
        default_permissions = ()


class ActionGroupGrant(access.GroupGrant):
    content_object = models.ForeignKey(Action, models.CASCADE, related_name="group_grants")

    class Meta(access.GroupGrant.Meta):
        default_permissions = ()


class ActionUpdate(models.Model):
    """What the owner of an action, or the inspectorate, told about it, and its status from then on."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="updates")
    text = models.TextField()
    status = StatusField(ActionStatus)
    added_by = by_whom()
    added_at = when()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [together("added")]

    def __str__(self):
        return f"{self.action}: {self.status.label}"
