from datetime import timedelta

from django.db import models
from django.db.models import Q

from agencies.role_names import CASEWORK, Role
from cases.models.requests import AgencyRequest
from panelportal.kit import access
from panelportal.kit.access import Can
from panelportal.kit.attribution import by_whom, together, when

TIME_TO_REPORT = timedelta(hours=72)  # UK GDPR, article 33(1): from when the controller became aware, days off included


class WrongOf(models.TextChoices):
    """What went wrong with what an agency was shown."""

    PERSON = "wrong-person", "The details are of another person"
    TOO_MUCH = "too-much", "More was shown than this organisation should see"
    AGENCY = "wrong-agency", "This organisation should not have been asked"


class Report(models.TextChoices):
    """What a lead inspector decided about reporting an incident."""

    REPORTED = "reported", "Reported to the Information Commissioner’s Office"
    NOT_REPORTED = "not-reported", "Not reported"


class Incident(models.Model):
    """Details went out that should not have: what happened, what was done at once, and whether it is reported.

    It is kept whether or not it is reported (UK GDPR, article 33(5)).
    """

    scope_paths = ("case__reference", "case__reviews__reference")
    by_role = {Can.READ: CASEWORK, Can.CLEAR: {Role.LEAD}}

    reference = models.CharField(max_length=20, unique=True)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="incidents")
    wrong = models.CharField(max_length=20, choices=WrongOf.choices)
    account = models.TextField()
    found_at = models.DateTimeField()
    noted_by = by_whom()
    noted_at = when()
    report = models.CharField(max_length=20, choices=Report.choices, blank=True)
    report_because = models.TextField(blank=True)
    report_decided_by = by_whom()
    report_decided_at = when()

    class Meta:
        default_permissions = ()
        permissions = access.permissions(Can.READ, Can.CLEAR)
        ordering = ["pk"]
        constraints = [
            together("noted"),
            together("report_decided"),
            models.CheckConstraint(
                condition=Q(report="", report_decided_at__isnull=True, report_because="")
                | ~Q(report="") & Q(report_decided_at__isnull=False) & ~Q(report_because=""),
                name="cases_incident_report_decided_with_reason",
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def report_by(self):
        """When the time to report it to the Information Commissioner's Office ends."""
        return self.found_at + TIME_TO_REPORT

    @property
    def is_decided(self):
        return self.report_decided_at is not None


class Deletion(models.TextChoices):
    """What an agency says about what it saved of the details."""

    NOTHING_SAVED = "nothing-saved", "We saved nothing"
    DELETED = "deleted", "We have deleted everything that we saved"
    NOT_YET = "not-yet", "Something is not deleted yet"


class RetractionQuerySet(models.QuerySet):
    def for_page(self):
        return self.select_related("incident__case", "request__agency__group", "answered_by")


class Retraction(models.Model):
    """What one agency was shown, taken back: its request is closed, and it says when nothing of it is left.

    The agency holds ACKNOWLEDGE on this, and nothing else of the case. The
    versions and digests of what it was shown stay with its request.
    """

    scope_paths = ("incident__case__reference", "incident__case__reviews__reference")
    by_role = {Can.READ: CASEWORK}

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="retractions")
    request = models.OneToOneField(AgencyRequest, models.PROTECT, related_name="retraction")
    was_opened = models.BooleanField()  # whether anybody of the agency had looked at the request
    answer = models.CharField(max_length=20, choices=Deletion.choices, blank=True)
    note = models.TextField(blank=True)
    answered_by = by_whom()
    answered_at = when()

    objects = RetractionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        permissions = access.permissions(Can.READ, Can.ACKNOWLEDGE)
        ordering = ["pk"]
        constraints = [
            together("answered"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | ~Q(answer="") & Q(answered_at__isnull=False),
                name="cases_deletion_answered_by_somebody",
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def reference(self):
        """It is known by the reference of the request."""
        return self.request.reference

    @property
    def is_confirmed(self):
        """Whether nothing is left of what was shown: nobody had looked, or the agency says so."""
        return not self.was_opened or self.answer in (Deletion.NOTHING_SAVED, Deletion.DELETED)


class RetractionUserGrant(access.UserGrant):
    content_object = models.ForeignKey(Retraction, models.CASCADE, related_name="user_grants")

    class Meta(access.UserGrant.Meta):
        default_permissions = ()


class RetractionGroupGrant(access.GroupGrant):
    content_object = models.ForeignKey(Retraction, models.CASCADE, related_name="group_grants")

    class Meta(access.GroupGrant.Meta):
        default_permissions = ()
