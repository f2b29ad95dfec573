from django.db import models
from django.db.models import Count, Exists, F, Min, OuterRef, Q, Subquery

from agencies.role_names import CASEWORK, INSPECTORATE, Role
from cases import steps
from cases.models.incidents import Incident
from cases.models.particulars import Particulars
from cases.models.proceedings import Stage
from cases.models.request_statuses import ANSWERED, OPEN, RequestStatus
from cases.models.requests import AgencyRequest
from cases.models.splits import Split
from cases.refusals import CaseOver
from panelportal.kit import access, clock
from panelportal.kit.access import Can
from panelportal.kit.attribution import by_whom, together, when
from panelportal.kit.statuses import Status, StatusField
from ratings.models import Review


class CaseStatus(Status):
    FLAGGED = "flagged", "grey", "Flagged"
    PAUSED = "paused", "grey", "Paused"
    WITHDRAWN = "withdrawn", "grey", "Withdrawn"
    REQUESTS_SENT = "requests-sent", "teal", "Requests sent"
    READY_FOR_PANEL = "ready-for-panel", "green", "Ready for panel"
    PANEL_HELD = "panel-held", "purple", "Panel held"
    REPORT_IN_PROGRESS = "report-in-progress", "blue", "Report in progress"
    ISSUED = "issued", "teal", "Issued"
    CLOSED = "closed", "plain", "Closed"


class Reason(models.TextChoices):
    """Why there might be further learning between agencies (docs/screens.md 3.3)."""

    NOT_SHARED = "not-shared", "Information was not shared"
    ROLES_UNCLEAR = "roles-unclear", "Roles or thresholds were unclear"
    PLANS_APART = "plans-apart", "Plans did not join up"
    GOOD_JOINT_WORK = "good-joint-work", "Good joint work to spread"
    TRANSFER = "transfer", "Transfer between areas or custody"


TAKE_REVIEWS = (CaseStatus.FLAGGED, CaseStatus.PAUSED, CaseStatus.REQUESTS_SENT, CaseStatus.READY_FOR_PANEL)
OVER = (CaseStatus.WITHDRAWN, CaseStatus.CLOSED)


class CaseQuerySet(models.QuerySet):
    def of_review(self, review):
        """Those that a review was flagged into, unless they were withdrawn."""
        return self.filter(reviews=review).exclude(status=CaseStatus.WITHDRAWN)

    def withdrawn(self):
        return self.filter(status=CaseStatus.WITHDRAWN)

    def that_take_reviews(self):
        """Those that a further review may join: no panel has been held about them yet."""
        return self.filter(status__in=TAKE_REVIEWS)

    def lock_open(self, case):
        """Return a case locked, as it stands. Raises CaseOver when nothing about it changes any more."""
        case = self.select_for_update().get(pk=case.pk)
        if case.is_over:
            raise CaseOver(case)
        return case

    def with_progress(self, on=None):
        """With how far its requests are: what `next_step` and the list of cases read."""
        today = on or clock.today()
        drafts = AgencyRequest.objects.filter(case=OuterRef("pk"), status=RequestStatus.NOT_SENT)
        return self.annotate(
            is_described=Exists(Particulars.objects.searchable(OuterRef("pk"))),
            has_unchosen=Exists(drafts.filter(disclosures=None)),
            asked=Count(
                "requests",
                filter=~Q(requests__status=RequestStatus.WITHDRAWN) & Q(requests__asked_instead__isnull=True),
            ),
            not_sent=Count("requests", filter=Q(requests__status=RequestStatus.NOT_SENT)),
            answered=Count("requests", filter=Q(requests__status__in=ANSWERED, requests__is_unsigned=False)),
            unsigned=Count("requests", filter=Q(requests__status__in=ANSWERED, requests__is_unsigned=True)),
            more_detail=Count("requests", filter=Q(requests__status=RequestStatus.MORE_DETAIL_NEEDED)),
            redirected=Count(
                "requests",
                filter=Q(requests__status=RequestStatus.REDIRECTED, requests__asked_instead__isnull=True),
            ),
            waiting=Count("requests", filter=Q(requests__status__in=OPEN)),
            overdue=Count(
                "requests",
                filter=Q(
                    requests__status__in=OPEN,
                    requests__reply_by__lt=today,
                    requests__clock_stopped_on__isnull=True,
                ),
            ),
            next_reply_by=Min("requests__reply_by", filter=Q(requests__status__in=OPEN)),
        )

    def in_order(self):
        """In the order of the page that lists cases: those with the earliest reply due first, then the newest."""
        awaited = AgencyRequest.objects.awaiting_reply().filter(case=OuterRef("pk")).order_by("reply_by")
        return self.order_by(Subquery(awaited.values("reply_by")[:1]).asc(nulls_last=True), "-pk")

    def with_troubles(self):
        """With whether each was ever split, and whether something that agencies saw was taken back."""
        splits, incidents = (model.objects.filter(case=OuterRef("pk")) for model in (Split, Incident))
        return self.annotate(was_split=Exists(splits), has_incidents=Exists(incidents))

    def for_list(self, keys):
        """The cases of a page of that list with how far each is: asked for them alone, however many there are."""
        return self.filter(pk__in=keys).with_progress().in_order()


class Case(models.Model):
    """A case flagged for multi-agency learning from one or more rated reviews."""

    scope_paths = ("reference", "reviews__reference")
    by_role = {
        Can.AUDIT: INSPECTORATE,
        Can.READ: CASEWORK,
        Can.ADD: CASEWORK,
        Can.EDIT: {Role.INSPECTOR, Role.LEAD},
        Can.SEND: {Role.INSPECTOR, Role.LEAD},
        Can.CLEAR: {Role.LEAD},
        Can.DISPOSE: {Role.LEAD},
    }

    reference = models.CharField(max_length=20, unique=True)
    status = StatusField(CaseStatus, default=CaseStatus.FLAGGED)
    reviews = models.ManyToManyField(Review, related_name="cases")
    reasons = models.JSONField(default=list)
    in_own_words = models.TextField()
    lines_of_enquiry = models.TextField()
    period_from = models.DateField()
    period_to = models.DateField()
    particulars_version = models.PositiveIntegerField(default=0)
    flagged_by = by_whom()
    flagged_at = when()
    withdrawn_by = by_whom()
    withdrawn_at = when()
    withdrawn_because = models.TextField(blank=True)
    dispose_on = models.DateField(null=True, blank=True, db_index=True)  # from when it is over
    disposed_by = by_whom()
    disposed_at = when()

    objects = CaseQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        permissions = access.permissions(Can.AUDIT, Can.READ, Can.ADD, Can.EDIT, Can.SEND, Can.CLEAR, Can.DISPOSE)
        constraints = [
            together("flagged"),
            together("withdrawn"),
            together("disposed"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_because=""), name="cases_flag_withdrawn_why"
            ),
            models.CheckConstraint(
                condition=Q(period_to__gte=F("period_from")), name="cases_period_ends_after_it_starts"
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def reason_labels(self):
        return [Reason(reason).label for reason in self.reasons]

    @property
    def is_paused(self):
        return self.status == CaseStatus.PAUSED

    @property
    def is_withdrawn(self):
        return self.status == CaseStatus.WITHDRAWN

    @property
    def is_over(self):
        """Whether nothing about it changes any more."""
        return self.status in OVER

    @property
    def is_disposed(self):
        """Whether what identified the person is gone, and was proved to be."""
        return self.disposed_at is not None

    def is_cleared_for(self, stage):
        """Tell whether criminal proceedings leave a stage free: "record checks", "panel" or "report"."""
        proceedings = getattr(self, "proceedings", None)
        return proceedings is None or proceedings.leave_free(Stage(stage))

    @property
    def next_step(self):
        """The one next step of a case that was loaded `with_progress`."""
        return steps.next_step(
            str(self.status),
            is_described=self.is_described,
            has_unchosen=self.has_unchosen,
            not_sent=self.not_sent,
            more_detail=self.more_detail,
            redirected=self.redirected,
            overdue=self.overdue,
            waiting=self.waiting,
            next_reply_by=self.next_reply_by,
        )
