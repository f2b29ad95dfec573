from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agencies.role_names import CASEWORK, INSPECTORATE, Role
from panelportal.kit import access
from panelportal.kit.access import Can
from panelportal.kit.attribution import by_whom, together, when
from panelportal.kit.statuses import Status, StatusField
from panels.models.minutes import MinuteEntry
from panels.models.panels import Panel


class ReportStatus(Status):
    DRAFTING = "drafting", "blue", "Drafting"
    ACCURACY_CHECK = "accuracy-check", "yellow", "Accuracy check"
    WITH_LEAD = "with-lead", "purple", "With lead inspector"
    COUNTERSIGNED = "countersigned", "green", "Countersigned"
    ISSUED = "issued", "plain", "Issued"


class LearningReportQuerySet(models.QuerySet):
    def for_list(self):
        return self.select_related("panel", "drafted_by", "countersigned_by").order_by("-pk")


class LearningReport(models.Model):
    """What agencies learned at a panel, brought together: a draft of the inspectorate until it is issued.

    `version` counts how often it was sent to a lead inspector, so that a lead
    countersigns the text that they read. Whoever wrote in it is among
    `writers` and may not countersign it.
    """

    reference = models.CharField(max_length=20, unique=True)
    panel = models.OneToOneField(Panel, models.PROTECT, related_name="learning_report")
    status = StatusField(ReportStatus, default=ReportStatus.DRAFTING)
    version = models.PositiveSmallIntegerField(default=0)
    writers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    returned_because = models.TextField(blank=True)
    drafted_by = by_whom()
    drafted_at = when()
    sent_by = by_whom()
    sent_at = when()
    returned_by = by_whom()
    returned_at = when()
    countersigned_by = by_whom()
    countersigned_at = when()

    objects = LearningReportQuerySet.as_manager()

    scope_paths = ("panel__cases__reference", "panel__cases__reviews__reference")
    by_role = {
        Can.AUDIT: INSPECTORATE,
        Can.READ: CASEWORK,
        Can.WRITE: {Role.INSPECTOR, Role.LEAD},
        Can.COUNTERSIGN: {Role.LEAD},
    }

    class Meta:
        default_permissions = ()
        permissions = access.permissions(Can.AUDIT, Can.READ, Can.WRITE, Can.COUNTERSIGN)
        constraints = [
            together("drafted"),
            together("sent"),
            together("returned"),
            together("countersigned"),
            models.CheckConstraint(
                condition=Q(countersigned_by__isnull=True) | ~Q(countersigned_by=F("drafted_by")),
                name="panels_drafter_does_not_countersign",
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def is_draft(self):
        return self.status == ReportStatus.DRAFTING

    @property
    def also_seen_by(self):
        """Who sees it, in words: of agencies, only that those who took part can."""
        agencies = ["The agencies that took part in the panel"] if self.is_issued else []
        return ["HM Inspectorate of Probation", *agencies]

    @property
    def is_with_lead(self):
        return self.status == ReportStatus.WITH_LEAD

    @property
    def is_issued(self):
        return self.status == ReportStatus.ISSUED


class LearningReportUserGrant(access.UserGrant):
    content_object = models.ForeignKey(LearningReport, models.CASCADE, related_name="user_grants")

    class Meta(access.UserGrant.Meta):
        default_permissions = ()


class LearningReportGroupGrant(access.GroupGrant):
    content_object = models.ForeignKey(LearningReport, models.CASCADE, related_name="group_grants")

    class Meta(access.GroupGrant.Meta):
        default_permissions = ()


class LearningNotUsed(models.Model):
    """Learning that the panel agreed and the report leaves out, and why."""

    report = models.ForeignKey(LearningReport, models.CASCADE, related_name="not_used")
    minute_entry = models.ForeignKey(MinuteEntry, models.PROTECT, related_name="+")
    because = models.TextField()
    decided_by = by_whom()
    decided_at = when()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        verbose_name_plural = "learning not used"
        constraints = [
            together("decided"),
            models.UniqueConstraint(fields=["report", "minute_entry"], name="panels_one_reason_an_entry"),
            models.CheckConstraint(condition=~Q(because=""), name="panels_not_used_says_why"),
        ]

    def __str__(self):
        return f"{self.report}: entry {self.minute_entry_id} not used"


class Audience(models.TextChoices):
    AGENCIES = "agencies", "The agencies that took part"


class IssuedReport(models.Model):
    """A learning report as it went to its readers: a frozen document, and its digest."""

    report = models.ForeignKey(LearningReport, models.PROTECT, related_name="issues")
    version = models.PositiveSmallIntegerField()
    audience = models.CharField(max_length=20, choices=Audience.choices)
    document = models.ForeignKey("kit.Document", models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    issued_by = by_whom()
    issued_at = when()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            together("issued"),
            models.UniqueConstraint(fields=["report", "audience", "version"], name="panels_one_issue_an_audience"),
        ]

    def __str__(self):
        return f"{self.report}, version {self.version}"
