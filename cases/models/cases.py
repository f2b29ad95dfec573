from django.db import models
from django.db.models import Count, Exists, F, Min, OuterRef, Q

from agencies.models import Agency
from agencies.role_names import CASEWORK, INSPECTORATE, Role
from cases import steps
from cases.models.particulars import Particulars
from cases.models.proceedings import Stage
from cases.models.requests import ANSWERED, OPEN, AgencyRequest, RequestStatus
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


class UnderWay(models.TextChoices):
    """What else may look at the same events."""

    CRIMINAL_PROCEEDINGS = "criminal-proceedings", "Criminal proceedings"
    INQUEST = "inquest", "Inquest"
    DOMESTIC_HOMICIDE_REVIEW = "domestic-homicide-review", "Domestic homicide review"
    CHILD_SAFEGUARDING = "child-safeguarding", "Child safeguarding practice review"
    SAFEGUARDING_ADULTS = "safeguarding-adults", "Safeguarding adults review"
    MAPPA = "mappa", "MAPPA serious case review"


class CaseQuerySet(models.QuerySet):
    def of_review(self, review):
        """Those that a review was flagged into, unless they were withdrawn."""
        return self.filter(reviews=review).exclude(status=CaseStatus.WITHDRAWN)

    def with_progress(self, on=None):
        """With how far its requests are: what `next_step` and the list of cases read."""
        today = on or clock.today()
        drafts = AgencyRequest.objects.filter(case=OuterRef("pk"), status=RequestStatus.NOT_SENT)
        return self.annotate(
            is_described=Exists(Particulars.objects.searchable(OuterRef("pk"))),
            has_unchosen=Exists(drafts.filter(disclosures=None)),
            asked=Count("requests", filter=~Q(requests__status=RequestStatus.WITHDRAWN)),
            not_sent=Count("requests", filter=Q(requests__status=RequestStatus.NOT_SENT)),
            answered=Count("requests", filter=Q(requests__status__in=ANSWERED)),
            more_detail=Count("requests", filter=Q(requests__status=RequestStatus.MORE_DETAIL_NEEDED)),
            redirected=Count("requests", filter=Q(requests__status=RequestStatus.REDIRECTED)),
            waiting=Count("requests", filter=Q(requests__status__in=OPEN)),
            overdue=Count("requests", filter=Q(requests__status__in=OPEN, requests__reply_by__lt=today)),
            next_reply_by=Min("requests__reply_by", filter=Q(requests__status__in=OPEN)),
        )

    def for_list(self, on=None):
        """For the page that lists cases: those with the earliest reply due first, then the newest."""
        return self.with_progress(on).order_by(F("next_reply_by").asc(nulls_last=True), "-pk")


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

    objects = CaseQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        permissions = access.permissions(Can.AUDIT, Can.READ, Can.ADD, Can.EDIT, Can.SEND, Can.CLEAR)
        constraints = [
            together("flagged"),
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


class ParallelReview(models.Model):
    """Another review or proceeding that looks at the same events, so that agencies are not asked twice."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="parallel_reviews")
    kind = models.CharField(max_length=40, choices=UnderWay.choices)
    contact_and_status = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "kind"], name="cases_each_kind_under_way_once")]

    def __str__(self):
        return self.get_kind_display()


class NotAsked(models.Model):
    """An agency that was considered and is not asked, and why."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="not_asked")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    because = models.TextField()
    decided_by = by_whom()
    decided_at = when()

    class Meta:
        verbose_name_plural = "not asked"
        ordering = ["agency__name"]
        constraints = [
            together("decided"),
            models.UniqueConstraint(fields=["case", "agency"], name="cases_not_asked_once"),
        ]

    def __str__(self):
        return f"{self.agency}, not asked"
