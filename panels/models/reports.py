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


class SectionNumber(models.IntegerChoices):
    """The sections of a learning report, in their order (docs/screens.md 6.3)."""

    SUMMARY = 1, "Summary"
    BACKGROUND = 2, "Background and scope"
    GATHERING = 3, "How the learning was gathered"
    FINDINGS = 4, "Findings"
    WORKED_WELL = 5, "What worked well"
    ACTIONS = 6, "Actions"
    LEVELS = 7, "Learning by level"


TELL_LEARNING = (SectionNumber.FINDINGS, SectionNumber.WORKED_WELL)


class Section(models.Model):
    report = models.ForeignKey(LearningReport, models.CASCADE, related_name="sections")
    number = models.PositiveSmallIntegerField(choices=SectionNumber.choices)
    title = models.CharField(max_length=100)

    class Meta:
        default_permissions = ()
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="panels_each_section_once")]

    def __str__(self):
        return f"{self.number} {self.title}"

    @property
    def is_generated(self):
        """Whether its text comes from the actions themselves and is not written here."""
        return self.number == SectionNumber.ACTIONS


class ParagraphQuerySet(models.QuerySet):
    def for_list(self):
        """In their order, with case and sources."""
        return (
            self.select_related("section", "case", "written_by")
            .prefetch_related("sources__minute_entry", "sources__learning_point__request__agency")
            .order_by("section__number", "position", "pk")
        )


class Paragraph(models.Model):
    """A numbered paragraph, about one case of the panel or, without one, about all of them."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="paragraphs")
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, blank=True, related_name="+")
    position = models.PositiveIntegerField()
    text = models.TextField()
    version = models.PositiveIntegerField(default=1)
    written_by = by_whom()
    written_at = when()

    objects = ParagraphQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["position", "pk"]
        constraints = [
            together("written"),
            models.CheckConstraint(condition=~Q(text=""), name="panels_paragraph_says_something"),
        ]

    def __str__(self):
        return f"paragraph {self.position} of section {self.section_id}"


class ParagraphSource(models.Model):
    """Where a paragraph comes from: an entry of the minutes, or a learning point of an agency."""

    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="sources")
    minute_entry = models.ForeignKey(
        MinuteEntry, models.PROTECT, null=True, blank=True, related_name="paragraph_sources"
    )
    learning_point = models.ForeignKey(
        "findings.LearningPoint", models.PROTECT, null=True, blank=True, related_name="paragraph_sources"
    )

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minute_entry__isnull=True, learning_point__isnull=False)
                | Q(minute_entry__isnull=False, learning_point__isnull=True),
                name="panels_source_is_an_entry_or_a_point",
            ),
            models.UniqueConstraint(fields=["paragraph", "minute_entry"], name="panels_entry_once_a_paragraph"),
            models.UniqueConstraint(fields=["paragraph", "learning_point"], name="panels_point_once_a_paragraph"),
        ]

    def __str__(self):
        return f"source {self.minute_entry_id or self.learning_point_id} of {self.paragraph_id}"


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
