from django.conf import settings
from django.db import models
from django.utils.functional import cached_property

from agencies.role_names import Role
from panelportal.kit import access
from panelportal.kit.access import Can
from panelportal.kit.attribution import by_whom, together, when
from panelportal.kit.statuses import Status, StatusField
from ratings.models.reviews import Review
from ratings.models.standards import StandardsSet


class AssessmentStatus(Status):
    NOT_STARTED = "not-started", "grey", "Not yet started"
    IN_PROGRESS = "in-progress", "blue", "In progress"
    WITH_LEAD = "with-lead", "purple", "With lead inspector"
    RETURNED = "returned", "yellow", "Returned"
    COUNTERSIGNED = "countersigned", "green", "Countersigned"
    ISSUED = "issued", "plain", "Issued"
    WITHDRAWN = "withdrawn", "grey", "Withdrawn"


WITH_THE_RATER = frozenset({AssessmentStatus.NOT_STARTED, AssessmentStatus.IN_PROGRESS, AssessmentStatus.RETURNED})
WITH_A_LEAD = frozenset({AssessmentStatus.WITH_LEAD, AssessmentStatus.COUNTERSIGNED})
RATED = frozenset({AssessmentStatus.COUNTERSIGNED, AssessmentStatus.ISSUED})


class AssessmentQuerySet(models.QuerySet):
    def with_a_lead(self):
        """Those that a lead inspector has to countersign or to issue."""
        return self.filter(status__in=WITH_A_LEAD)

    def for_page(self):
        return self.select_related(
            "review__region", "review__offence_type", "review__document", "standards_set", "rater", "sent_by"
        )

    def for_moderation(self):
        return self.select_related("review__region", "rater").order_by("review__due_on", "pk")


class Assessment(models.Model):
    """The inspectorate's judgement of one review, pinned to the set of standards it was begun with.

    The inspector to whom the review is allocated holds the grant RATE.
    """

    review = models.OneToOneField(Review, models.PROTECT, related_name="assessment")
    standards_set = models.ForeignKey(StandardsSet, models.PROTECT, related_name="assessments")
    rater = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="assessments")
    status = StatusField(AssessmentStatus, default=AssessmentStatus.NOT_STARTED)
    sent_by = by_whom()
    sent_at = when()

    objects = AssessmentQuerySet.as_manager()

    scope_paths = ("review__reference",)
    by_role = {
        Can.READ: {Role.INSPECTOR, Role.LEAD},
        Can.COUNTERSIGN: {Role.LEAD},
        Can.ISSUE: {Role.LEAD},
    }

    class Meta:
        default_permissions = ()
        permissions = access.permissions(Can.READ, Can.RATE, Can.COUNTERSIGN, Can.ISSUE)
        constraints = [together("sent")]

    def __str__(self):
        return self.reference

    @property
    def reference(self):
        """An assessment is known by the reference of its review."""
        return self.review.reference

    @property
    def also_seen_by(self):
        """Who sees it, in words: the region only gets the report that is made from it."""
        return ["The other inspectors and lead inspectors, unless they declared a conflict of interest"]

    @property
    def is_with_rater(self):
        return self.status in WITH_THE_RATER

    @property
    def is_rated(self):
        return self.status in RATED

    @property
    def good_practice(self):
        """What was done well, in the words of the feedback."""
        return next((part.text for part in self.feedback_parts if part.standard_id is None), "")

    @cached_property
    def prompt_answers(self):
        """The answers in published order, with their prompts."""
        rows = self.answers.select_related("prompt__key_question__standard", "saved_by")
        return list(rows.order_by("prompt__position"))

    @cached_property
    def standard_ratings(self):
        """The four rows of ratings, in the order of the standards."""
        return list(self.ratings.select_related("standard", "saved_by").order_by("standard__number"))

    @cached_property
    def feedback_parts(self):
        """The parts of the written feedback, good practice first."""
        rows = self.feedback.select_related("standard", "saved_by")
        return list(rows.order_by(models.F("standard__number").asc(nulls_first=True)))

    def ratings_so_far(self):
        """Return the four ratings as `ratings.scale` takes them: None where there is none yet."""
        return [row.rating for row in self.standard_ratings]

    def partnership_notes(self):
        """Return the answers with an evidence note to prompts about work with other agencies."""
        return [answer for answer in self.prompt_answers if answer.prompt.partnership and answer.note]


class AssessmentUserGrant(access.UserGrant):
    content_object = models.ForeignKey(Assessment, models.CASCADE, related_name="user_grants")

    class Meta(access.UserGrant.Meta):
        default_permissions = ()


class AssessmentGroupGrant(access.GroupGrant):
    content_object = models.ForeignKey(Assessment, models.CASCADE, related_name="group_grants")

    class Meta(access.GroupGrant.Meta):
        default_permissions = ()
