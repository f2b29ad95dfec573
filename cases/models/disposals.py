from django.db import models
from django.db.models import F, Q

from panelportal.kit import traces
from panelportal.kit.attribution import by_whom, together, when
from panelportal.kit.statuses import Status, StatusField


class DisposalStatus(Status):
    PROPOSED = "proposed", "yellow", "Proposed"
    DECLINED = "declined", "grey", "Declined"
    SEARCHING = "searching", "blue", "Removed, being searched"
    TRACES_LEFT = "traces-left", "orange", "Traces left"
    DONE = "done", "plain", "Done"


OPEN = (DisposalStatus.PROPOSED, DisposalStatus.SEARCHING, DisposalStatus.TRACES_LEFT)


class DisposalQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status__in=OPEN)

    def latest_of(self, case):
        """The one that counts: the newest that was not declined, or None."""
        return self.filter(case=case).exclude(status=DisposalStatus.DECLINED).order_by("-pk").first()


class Disposal(models.Model):
    """The disposal of a case: proposed by one lead inspector, confirmed by another, proved by a search.

    `sealed_markers` is what is searched for, readable by the portal alone,
    and empty from the moment when nothing was found any more. `removed` says
    how many rows of what went, `looked` what was searched.
    """

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="disposals")
    status = StatusField(DisposalStatus, default=DisposalStatus.PROPOSED)
    because = models.TextField()
    declined_because = models.TextField(blank=True)
    sealed_markers = models.TextField(blank=True)
    removed = models.JSONField(default=dict, blank=True)
    looked = models.JSONField(default=list, blank=True)
    proposed_by = by_whom()
    proposed_at = when()
    declined_by = by_whom()
    declined_at = when()
    confirmed_by = by_whom()
    confirmed_at = when()
    searched_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = DisposalQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            together("proposed"),
            together("declined"),
            together("confirmed"),
            models.UniqueConstraint(fields=["case"], condition=Q(status__in=OPEN), name="cases_one_open_disposal"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")),
                name="cases_disposal_takes_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(status=DisposalStatus.DONE) | Q(sealed_markers="", done_at__isnull=False),
                name="cases_done_disposal_has_forgotten",
            ),
        ]

    def __str__(self):
        return f"Disposal of {self.case}"

    @property
    def is_proposed(self):
        return self.status == DisposalStatus.PROPOSED

    @property
    def is_done(self):
        return self.status == DisposalStatus.DONE


class TraceQuerySet(models.QuerySet):
    def undecided(self):
        return self.filter(decided_at__isnull=True)


class DisposalTrace(models.Model):
    """A place in which the search found a marker of the person, and what a lead inspector decided about it.

    Holds where, never what. Decided without being removed, it may stay: it tells of somebody else, or goes with
    another case; `because` says how that is known.
    """

    disposal = models.ForeignKey(Disposal, models.CASCADE, related_name="traces")
    place = models.CharField(max_length=150)
    label = models.CharField(max_length=100, blank=True)
    row = models.CharField(max_length=100)
    column = models.CharField(max_length=100)
    was_removed = models.BooleanField(default=False)
    because = models.TextField(blank=True)
    decided_by = by_whom()
    decided_at = when()

    objects = TraceQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["place", "pk"]
        constraints = [
            together("decided"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | Q(was_removed=True) | ~Q(because=""),
                name="cases_trace_set_aside_why",
            ),
        ]

    def __str__(self):
        return f"{self.place}, {self.row}, {self.column}"

    @property
    def found(self):
        """The trace as the search gave it."""
        return traces.Trace(self.place, self.label, self.row, self.column)
