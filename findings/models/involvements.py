from django.db import models
from django.db.models import F, Q

from cases.models import RequestStatus
from findings.models.record_checks import Outcome
from panelportal.kit.attribution import by_whom, together, when


class InvolvementQuerySet(models.QuerySet):
    def submitted(self):
        """Those whose reply was sent and says that the agency was involved: anything else is a draft of its own.

        Not those of a request that was withdrawn since.
        """
        sent = self.filter(request__reply__sent_at__isnull=False, request__record_check__outcome=Outcome.INVOLVED)
        return sent.exclude(request__status=RequestStatus.WITHDRAWN)

    def of_case(self, case):
        return self.filter(request__case=case)

    def in_order(self):
        """By the day on which they began; of those, the ones that ended first."""
        return self.order_by("began_on", F("ended_on").asc(nulls_last=True), "pk")

    def for_list(self):
        """With everything that a page prints of them."""
        return self.select_related("request__agency__kind").in_order()


class Involvement(models.Model):
    """One service of an agency, from when to when it was involved, and in what way. Without an end it is still open."""

    request = models.ForeignKey("cases.AgencyRequest", models.PROTECT, related_name="involvements")
    service = models.CharField(max_length=200)
    nature = models.TextField()
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    added_by = by_whom()
    added_at = when()
    changed_by = by_whom()
    changed_at = when()

    objects = InvolvementQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            together("added"),
            together("changed"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("began_on")),
                name="findings_involvement_ends_after_start",
            ),
        ]

    def __str__(self):
        return f"Involvement from {self.began_on.isoformat()}"

    @property
    def agency(self):
        return self.request.agency

    @property
    def is_open(self):
        return self.ended_on is None
