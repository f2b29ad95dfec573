from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from agencies.models import Agency
from agencies.role_names import CASEWORK, Role
from cases.models.places import place_of
from cases.models.request_statuses import ANSWERED, OPEN, UNOPENED, RequestStatus
from panelportal.kit import access, clock, due, working_days
from panelportal.kit.access import Can
from panelportal.kit.attribution import by_whom, together, when
from panelportal.kit.letters import BATCH_PAUSE
from panelportal.kit.statuses import StatusField

LONGEST_NOTE = 500  # characters


class Step(models.TextChoices):
    """What an agency is asked: at once for its full reply, or first only whether it was involved."""

    FIRST = "first", "First question: were you involved?"
    FULL = "full", "Full reply"


class AgencyRequestQuerySet(models.QuerySet):
    def drafts(self):
        return self.filter(status=RequestStatus.NOT_SENT)

    def sent(self):
        """Those that went to their agency and were not withdrawn."""
        return self.exclude(status__in=[RequestStatus.NOT_SENT, RequestStatus.WITHDRAWN])

    def awaiting_reply(self):
        return self.filter(status__in=OPEN)

    def answered(self):
        return self.filter(status__in=ANSWERED)

    def overdue(self, on):
        """Open ones whose clock goes and whose day has passed. Nothing is overdue on the day it is due."""
        return self.awaiting_reply().filter(reply_by__lt=on, clock_stopped_on__isnull=True)

    def latest(self):
        """Of several requests to one agency in one case (all but one withdrawn), the last."""
        later = AgencyRequest.objects.filter(case=OuterRef("case"), agency=OuterRef("agency"), pk__gt=OuterRef("pk"))
        return self.exclude(Exists(later))

    def unsigned(self):
        """Those whose reply was recorded for the agency, which has not confirmed it yet."""
        return self.answered().filter(is_unsigned=True)

    def just_sent(self):
        """Those that were sent so lately that they can still be stopped."""
        return self.filter(status=RequestStatus.SENT, sent_at__gt=clock.now() - BATCH_PAUSE)

    def for_page(self):
        return self.select_related("case", "agency__kind", "agency__group", "sent_by", "submitted_by", "withdrawn_by")

    def for_board(self, case):
        """The requests of a case's response board; `cases.boards` puts them in its order."""
        return self.filter(case=case).latest().select_related("agency")


class AgencyRequest(models.Model):
    """One agency's part of a case, the narrowest thing that an agency is granted."""

    scope_paths = ("case__reference", "case__reviews__reference")
    by_role = {Can.READ: CASEWORK, Can.EDIT: {Role.INSPECTOR, Role.LEAD}}

    reference = models.CharField(max_length=20, unique=True)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="requests")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="requests")
    status = StatusField(RequestStatus, default=RequestStatus.NOT_SENT)
    why_asked = models.TextField()
    purpose = models.TextField()
    legal_basis = models.TextField()
    terms_of_reference = models.TextField(blank=True)
    letter_note = models.CharField(max_length=LONGEST_NOTE, blank=True)  # of the inspector, for the letter
    step = models.CharField(max_length=10, choices=Step.choices, default=Step.FULL)
    first_days = models.PositiveSmallIntegerField(null=True, blank=True)  # working days for the first question
    reply_days = models.PositiveSmallIntegerField(null=True, blank=True)  # for the full reply; else the setting's
    reply_until = models.DateField(null=True, blank=True)  # or a day instead
    reply_by = models.DateField(null=True, blank=True)
    clock_stopped_on = models.DateField(null=True, blank=True)
    drafted_by = by_whom()
    drafted_at = when()
    sent_by = by_whom()
    sent_at = when()
    opened_by = by_whom()
    opened_at = when()
    first_answered_by = by_whom()
    first_answered_at = when()
    submitted_by = by_whom()
    submitted_at = when()
    is_unsigned = models.BooleanField(default=False)  # recorded for the agency, which has not confirmed it
    asked_instead = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="asked_instead_of")
    withdrawn_by = by_whom()
    withdrawn_at = when()
    withdrawn_because = models.TextField(blank=True)

    objects = AgencyRequestQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        permissions = access.permissions(Can.READ, Can.EDIT, Can.ANSWER, Can.CONTRIBUTE, Can.APPROVE)
        constraints = [
            together("drafted"),
            together("sent"),
            together("opened"),
            together("first_answered"),
            together("submitted"),
            together("withdrawn"),
            models.UniqueConstraint(
                fields=["case", "agency"],
                condition=~Q(status=RequestStatus.WITHDRAWN),
                name="cases_one_request_an_agency",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(reply_by__isnull=False), name="cases_sent_request_has_reply_date"
            ),
        ]
        indexes = [
            models.Index(
                fields=["status", "reply_by", "clock_stopped_on", "asked_instead", "case"],
                name="cases_requests_by_reply_date",
            ),
            models.Index(fields=["case", "reply_by", "status"], name="cases_requests_of_case_by_date"),
        ]

    def __str__(self):
        return self.reference

    @property
    def is_draft(self):
        return self.status == RequestStatus.NOT_SENT

    @property
    def is_unopened(self):
        """Whether it went out and nobody of the agency has looked at it."""
        return self.status in UNOPENED

    @property
    def is_open_for_reply(self):
        """Whether the agency may still answer: it was sent, and neither answered nor withdrawn; late counts too."""
        return self.status in OPEN

    @property
    def is_open_for_change(self):
        """Whether its reply may be changed: not while it lies with an approver of the agency."""
        return self.is_open_for_reply and not self.is_awaiting_sign_off

    @property
    def is_awaiting_sign_off(self):
        return self.status == RequestStatus.AWAITING_SIGN_OFF

    @property
    def is_first_question(self):
        """Whether it asks only whether the agency was involved, for now."""
        return self.step == Step.FIRST

    @property
    def is_answered(self):
        return self.status in ANSWERED

    @property
    def is_withdrawn(self):
        return self.status == RequestStatus.WITHDRAWN

    @property
    def is_set_aside(self):
        """Whether what it showed was taken back, so that nobody works with its reply any more."""
        return self.is_withdrawn and hasattr(self, "retraction")

    @property
    def place(self):
        """Where it stands on the response board today."""
        return place_of(
            self.status,
            self.reply_by,
            is_stopped=self.clock_stopped_on is not None,
            is_asked_instead=self.asked_instead_id is not None,
        )

    @property
    def is_late(self):
        """Whether the reply came, or still has not come, after the day it was due. Not while the clock stands still."""
        if self.reply_by is None or self.clock_stopped_on or not (self.submitted_at or self.is_open_for_reply):
            return False
        day = timezone.localdate(self.submitted_at) if self.submitted_at else clock.today()
        return day > self.reply_by

    @property
    def late_tag(self):
        """The tag of a reply that came after its day, such as "Late by 3 working days"; else None.

        One that came on a day off after it was due is late by no working day, and says only that it was late.
        """
        if not (self.is_late and self.submitted_at):
            return None
        days = working_days.between(self.reply_by, timezone.localdate(self.submitted_at))
        return due.DueTag(f"Late by {days} working {'day' if days == 1 else 'days'}" if days else "Late", "grey")

    @property
    def lateness(self):
        """The tag of the reply date while a reply still waits, such as "Overdue 3 days"; else None."""
        if self.is_open_for_reply and self.clock_stopped_on:
            return due.CLOCK_PAUSED
        return due.due_tag(self.reply_by, clock.today()) if self.is_open_for_reply else None


class AgencyRequestUserGrant(access.UserGrant):
    content_object = models.ForeignKey(AgencyRequest, models.CASCADE, related_name="user_grants")

    class Meta(access.UserGrant.Meta):
        default_permissions = ()


class AgencyRequestGroupGrant(access.GroupGrant):
    content_object = models.ForeignKey(AgencyRequest, models.CASCADE, related_name="group_grants")

    class Meta(access.GroupGrant.Meta):
        default_permissions = ()
