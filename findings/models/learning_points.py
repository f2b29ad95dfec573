from django.db import models
from django.db.models import Q

from agencies.models import AgencyKind
from cases.models import RequestStatus
from findings.models.release import Releasable, ReleaseTo, release_rules
from panelportal.kit.attribution import by_whom, together, when
from panelportal.kit.statuses import Status, StatusField
from ratings.models import Theme


class PointKind(models.TextChoices):
    WORKED_WELL = "worked-well", "What worked well"
    SHOULD_IMPROVE = "should-improve", "What should improve"


class Level(models.TextChoices):
    TEAM = "team", "Our team"
    ORGANISATION = "organisation", "Our organisation"
    ACROSS_AGENCIES = "across-agencies", "Across agencies"
    NATIONAL = "national", "National"


class Acted(models.TextChoices):
    YES = "yes", "Yes"
    PLANNED = "planned", "Planned"
    NO = "no", "No"


class Reason(models.TextChoices):
    """Why something happened: what comparable reviews look for behind it (section 1.2 of the consultation asks why)."""

    INFORMATION = "information", "Information"
    SYSTEMS = "systems", "Systems"
    WORKLOAD = "workload", "Workload"
    POLICY = "policy", "Policy"
    SKILLS = "skills", "Skills"
    CULTURE = "culture", "Culture"


class PointStatus(Status):
    NOT_SENT = "not-sent", "grey", "Not sent"
    SUBMITTED = "submitted", "blue", "Submitted"
    GROUPED = "grouped", "purple", "Grouped"
    AGREED = "agreed", "green", "Agreed"
    NOT_AGREED = "not-agreed", "magenta", "Not agreed"
    PARKED = "parked", "grey", "Parked"
    USED = "used", "plain", "Used in report"


class PointQuerySet(models.QuerySet):
    def submitted(self):
        """Those whose reply was sent and stands: drafts are their agency's alone, what was set aside is nobody's.

        One that was grouped or parked is a draft, too, while its reply is written anew.
        """
        sent = self.exclude(status=PointStatus.NOT_SENT).filter(request__reply__sent_at__isnull=False)
        return sent.exclude(request__status=RequestStatus.WITHDRAWN)

    def of_case(self, case):
        return self.filter(request__case=case)

    def for_the_panel(self):
        """Those submitted that their agency lets the panel read."""
        return self.submitted().filter(release=ReleaseTo.PANEL)

    def for_list(self):
        """With everything that a page prints of them, by agency and number."""
        return (
            self.select_related("request__agency__kind")
            .prefetch_related("touches", "themes")
            .order_by("request__agency__name", "reference")
        )


class LearningPoint(Releasable):
    """One thing that an agency learned. It is the agency's own, whoever may read it."""

    reference = models.CharField(max_length=30, unique=True)
    request = models.ForeignKey("cases.AgencyRequest", models.PROTECT, related_name="learning_points")
    kind = models.CharField(max_length=20, choices=PointKind.choices, db_index=True)
    what = models.TextField()
    why = models.TextField(blank=True, help_text="Empty when the agency does not know yet.")
    reasons = models.JSONField(default=list, blank=True)
    would_help = models.TextField()
    themes = models.ManyToManyField(Theme, blank=True, related_name="learning_points")
    level = models.CharField(max_length=20, choices=Level.choices, db_index=True)
    touches = models.ManyToManyField(AgencyKind, blank=True, related_name="+")
    acted = models.CharField(max_length=10, choices=Acted.choices, default=Acted.NO)
    acted_detail = models.TextField(blank=True)
    status = StatusField(PointStatus, default=PointStatus.NOT_SENT)
    version = models.PositiveIntegerField(default=1)
    added_by = by_whom()
    added_at = when()
    changed_by = by_whom()
    changed_at = when()

    objects = PointQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["reference"]
        constraints = [
            together("added"),
            together("changed"),
            *release_rules("point"),
            models.CheckConstraint(
                condition=Q(acted="no") | ~Q(acted_detail=""), name="findings_what_was_done_is_told"
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def agency(self):
        return self.request.agency

    @property
    def is_with_the_panel(self):
        """Whether a pack that went out shows its text: not while it is written anew, nor once it was withdrawn."""
        reply = getattr(self.request, "reply", None)
        stands = reply is not None and reply.sent_at is not None and not self.request.is_withdrawn
        return stands and super().is_with_the_panel

    @property
    def why_in_words(self):
        return self.why or "We do not know yet"

    @property
    def reasons_in_words(self):
        return [Reason(reason).label for reason in self.reasons]


class PointCounter(models.Model):
    """The last number given to a learning point of a case; a number that was removed is not given again."""

    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="+")
    last = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.case_id}: {self.last}"
