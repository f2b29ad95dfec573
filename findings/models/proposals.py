from django.db import models
from django.db.models import Q

from agencies.models import AgencyKind
from cases.models.request_statuses import RequestStatus
from findings.models.learning_points import LearningPoint
from panelportal.kit.attribution import by_whom, together, when
from panelportal.kit.statuses import Status, StatusField


class ProposalStatus(Status):
    PROPOSED = "proposed", "grey", "Proposed"
    WITH_AGENCY = "with-agency", "teal", "With the agency"
    ACCEPTED = "accepted", "green", "Accepted"
    AMENDED = "amended", "green", "Accepted with a change"
    DECLINED = "declined", "grey", "Declined"


ANSWERS = (ProposalStatus.ACCEPTED, ProposalStatus.AMENDED, ProposalStatus.DECLINED)


class ProposalQuerySet(models.QuerySet):
    def of_case(self, case):
        return self.filter(point__request__case=case)

    def put_to(self, part):
        """Those that the agency of a request may see, because the pack has been released."""
        return self.filter(to=part).exclude(status=ProposalStatus.PROPOSED)

    def unanswered(self):
        """Those that wait for their agency's answer; what rests on a reply that was set aside waits no more."""
        stands = self.exclude(point__request__status=RequestStatus.WITHDRAWN)
        return stands.filter(status=ProposalStatus.WITH_AGENCY)

    def for_list(self):
        """With everything that a page prints of them, in the order in which they were proposed."""
        return self.select_related(
            "point__request__agency__kind",
            "point__request__reply",
            "for_kind",
            "to__agency",
            "answered_by",
            "directed_by",
        ).order_by("pk")


class ProposalToAgency(models.Model):
    """Learning of one agency that it proposes for the attention of another.

    The agency says for which kind, and a name if it knows one; who else was
    asked about the case is not for it to know. Casework directs the
    proposal to one of the case's requests. That agency sees it when the pack
    is released, and answers it.
    """

    point = models.ForeignKey(LearningPoint, models.PROTECT, related_name="proposals")
    for_kind = models.ForeignKey(AgencyKind, models.PROTECT, related_name="+")
    named = models.CharField(max_length=150, blank=True)
    suggestion = models.TextField()
    to = models.ForeignKey("cases.AgencyRequest", models.PROTECT, null=True, blank=True, related_name="put_to_us")
    status = StatusField(ProposalStatus, default=ProposalStatus.PROPOSED)
    amended = models.TextField(blank=True)
    because = models.TextField(blank=True)
    proposed_by = by_whom()
    proposed_at = when()
    directed_by = by_whom()
    directed_at = when()
    released_by = by_whom()
    released_at = when()
    answered_by = by_whom()
    answered_at = when()

    objects = ProposalQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        verbose_name_plural = "proposals to agencies"
        constraints = [
            together("proposed"),
            together("directed"),
            together("released"),
            together("answered"),
            models.CheckConstraint(
                condition=Q(status=ProposalStatus.PROPOSED) | Q(to__isnull=False, released_at__isnull=False),
                name="findings_proposal_seen_after_release",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[ProposalStatus.AMENDED, ProposalStatus.DECLINED]) | ~Q(because=""),
                name="findings_proposal_answer_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=ANSWERS) | Q(answered_at__isnull=False),
                name="findings_proposal_answered_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.point}, for {self.for_kind}"

    @property
    def reference(self):
        """The learning point that it proposes: the trail knows it by that."""
        return self.point.reference

    @property
    def waits_for_answer(self):
        return self.status == ProposalStatus.WITH_AGENCY and not self.point.request.is_withdrawn

    @property
    def by_agency(self):
        return self.point.request.agency
