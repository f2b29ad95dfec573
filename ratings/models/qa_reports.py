from django.db import models

from agencies.role_names import INSPECTORATE
from panelportal.kit import access
from panelportal.kit.access import Can
from panelportal.kit.attribution import by_whom, together, when
from panelportal.kit.models import Document
from panelportal.kit.statuses import Status, StatusField
from ratings.models.reviews import Review


class QAReportStatus(Status):
    ISSUED = "issued", "teal", "Issued"
    ACKNOWLEDGED = "acknowledged", "plain", "Acknowledged"
    QUERIED = "queried", "magenta", "Queried"
    SUPERSEDED = "superseded", "grey", "Superseded"


class QAReportQuerySet(models.QuerySet):
    def current(self):
        """Those that no later version stands in for."""
        return self.exclude(status=QAReportStatus.SUPERSEDED)

    def for_list(self):
        return self.select_related("review__region").order_by("-issued_at", "-pk")

    def for_page(self):
        return self.select_related("review__region", "document__pdf", "issued_by", "acknowledged_by")


class QAReport(models.Model):
    """A quality assurance report as it was issued to the region: what it says is in its frozen document."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="qa_reports")
    reference = models.CharField(max_length=20)
    version = models.PositiveSmallIntegerField(default=1)
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")
    status = StatusField(QAReportStatus, default=QAReportStatus.ISSUED)
    issued_by = by_whom()
    issued_at = when()
    acknowledged_by = by_whom()
    acknowledged_at = when()

    objects = QAReportQuerySet.as_manager()

    scope_paths = ("reference",)
    by_role = {Can.READ: INSPECTORATE}

    class Meta:
        default_permissions = ()
        permissions = access.permissions(Can.READ, Can.ACKNOWLEDGE)
        verbose_name = "QA report"
        constraints = [
            together("issued"),
            together("acknowledged"),
            models.UniqueConstraint(fields=["reference", "version"], name="ratings_one_report_a_version"),
        ]

    def __str__(self):
        return f"{self.reference}, version {self.version}"


class QAReportUserGrant(access.UserGrant):
    content_object = models.ForeignKey(QAReport, models.CASCADE, related_name="user_grants")

    class Meta(access.UserGrant.Meta):
        default_permissions = ()


class QAReportGroupGrant(access.GroupGrant):
    content_object = models.ForeignKey(QAReport, models.CASCADE, related_name="group_grants")

    class Meta(access.GroupGrant.Meta):
        default_permissions = ()
