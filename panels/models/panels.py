from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q

from agencies.role_names import CASEWORK, INSPECTORATE, Role
from panelportal.kit import access
from panelportal.kit.access import Can
from panelportal.kit.attribution import by_whom, together, when
from panelportal.kit.statuses import Status, StatusField


class PanelStatus(Status):
    DRAFT = "draft", "grey", "Draft"
    INVITED = "invited", "teal", "Invited"
    CONFIRMED = "confirmed", "green", "Confirmed"
    IN_PROGRESS = "in-progress", "blue", "In progress"
    CLOSED = "closed", "plain", "Closed"
    POSTPONED = "postponed", "yellow", "Postponed"
    CANCELLED = "cancelled", "grey", "Cancelled"


PLANNED = (PanelStatus.DRAFT, PanelStatus.INVITED, PanelStatus.CONFIRMED, PanelStatus.POSTPONED)
TOLD = (PanelStatus.INVITED, PanelStatus.CONFIRMED)
OVER = (PanelStatus.CLOSED, PanelStatus.CANCELLED)


class PanelQuerySet(models.QuerySet):
    def upcoming(self):
        return self.exclude(status__in=OVER)

    def past(self):
        return self.filter(status__in=OVER)

    def for_list(self):
        """With the meeting and counts of seats and acceptances; soonest first, those without a date last."""
        live = Q(seats__removed_at__isnull=True)
        accepted = live & Q(seats__invitation__status="accepted", seats__invitation__cancelled_at__isnull=True)
        return (
            self.select_related("meeting")
            .prefetch_related("cases")
            .annotate(
                seated=Count("seats", filter=live, distinct=True),
                accepted=Count("seats", filter=accepted, distinct=True),
            )
            .order_by(F("meeting__starts_at").asc(nulls_last=True), "pk")
        )

    def for_page(self):
        return self.select_related("meeting", "chair", "minute_taker", "convened_by")


class Panel(models.Model):
    """A learning panel about one or more cases. A draft is known to nobody but the inspectorate."""

    reference = models.CharField(max_length=20, unique=True)
    cases = models.ManyToManyField("cases.Case", related_name="panels")
    status = StatusField(PanelStatus, default=PanelStatus.DRAFT)
    chair = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    minute_taker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    convened_by = by_whom()
    convened_at = when()

    objects = PanelQuerySet.as_manager()

    scope_paths = ("cases__reference", "cases__reviews__reference")
    by_role = {
        Can.AUDIT: INSPECTORATE,
        Can.READ: CASEWORK,
        Can.CONVENE: {Role.INSPECTOR, Role.COORDINATOR},
        Can.MINUTE: CASEWORK,
    }

    class Meta:
        default_permissions = ()
        permissions = access.permissions(Can.AUDIT, Can.READ, Can.CONVENE, Can.MINUTE, Can.ATTEND)
        constraints = [
            together("convened"),
            models.CheckConstraint(
                condition=~Q(chair=F("minute_taker")), name="panels_chair_does_not_take_the_minutes"
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def is_draft(self):
        return self.status == PanelStatus.DRAFT

    @property
    def also_seen_by(self):
        """Who sees its pages, in words; nobody but the inspectorate knows of a draft."""
        invited = [] if self.is_draft else ["Each person who is invited: its date, place and minutes only"]
        return ["HM Inspectorate of Probation", *invited]

    @property
    def is_planned(self):
        """Whether it is still to come, so that its date and people may change."""
        return self.status in PLANNED

    @property
    def has_told(self):
        """Whether invitations have gone out and the panel has not begun."""
        return self.status in TOLD


class PanelUserGrant(access.UserGrant):
    content_object = models.ForeignKey(Panel, models.CASCADE, related_name="user_grants")

    class Meta(access.UserGrant.Meta):
        default_permissions = ()


class PanelGroupGrant(access.GroupGrant):
    content_object = models.ForeignKey(Panel, models.CASCADE, related_name="group_grants")

    class Meta(access.GroupGrant.Meta):
        default_permissions = ()


class Meeting(models.Model):
    """When and where a panel meets. The link to its call is shown only to those who said that they attend."""

    panel = models.OneToOneField(Panel, models.PROTECT, related_name="meeting")
    starts_at = models.DateTimeField(db_index=True)
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    call_link = models.URLField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    set_by = by_whom()
    set_at = when()

    class Meta:
        default_permissions = ()
        constraints = [
            together("set"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="panels_meeting_ends_after_it_starts"),
        ]

    def __str__(self):
        return f"{self.panel}, {self.starts_at}"


class Capacity(models.TextChoices):
    REPRESENTATIVE = "representative", "Representative"
    DEPUTY = "deputy", "Deputy"
    OBSERVER = "observer", "Observer"
    CHAIR = "chair", "Chair"
    MINUTE_TAKER = "minute-taker", "Minute-taker"


SPEAKS_FOR_AGENCY = (Capacity.REPRESENTATIVE, Capacity.DEPUTY)
RUNS_THE_PANEL = (Capacity.CHAIR, Capacity.MINUTE_TAKER)


class SeatQuerySet(models.QuerySet):
    def live(self):
        return self.filter(removed_at__isnull=True)

    def of(self, person):
        return self.filter(person=person)

    def for_list(self):
        """With person, agency, cases and invitation, those who run the panel first."""
        runs = models.Case(
            models.When(capacity=Capacity.CHAIR, then=0),
            models.When(capacity=Capacity.MINUTE_TAKER, then=1),
            default=2,
        )
        return (
            self.select_related("person", "agency", "invitation")
            .prefetch_related("cases", "invitation__replies")
            .order_by(runs, "agency__name", "person__name", "pk")
        )


class Seat(models.Model):
    """A person's place on a panel: for which agency, in which capacity, about which of its cases.

    A seat that is taken away stays as a row, so that its invitation can be
    cancelled; whoever is seated again gets a new one.
    """

    panel = models.ForeignKey(Panel, models.PROTECT, related_name="seats")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="seats")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="seats")
    capacity = models.CharField(max_length=20, choices=Capacity.choices)
    cases = models.ManyToManyField("cases.Case", related_name="+")
    attended = models.BooleanField(null=True, blank=True)
    seated_by = by_whom()
    seated_at = when()
    removed_by = by_whom()
    removed_at = when()

    objects = SeatQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            together("seated"),
            together("removed"),
            models.UniqueConstraint(
                fields=["panel", "person"], condition=Q(removed_at__isnull=True), name="panels_one_live_seat_a_person"
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.get_capacity_display()}, {self.panel}"

    @property
    def runs_the_panel(self):
        return self.capacity in RUNS_THE_PANEL
