from django.db import models

from agencies.models import Agency
from panelportal.kit.attribution import by_whom, together, when
from ratings.models import Review


class Together(models.TextChoices):
    """Why a review belongs to the case of another."""

    SAME_PERSON = "same-person", "It is about the same person"
    LINKED_INCIDENT = "linked-incident", "It is about a linked incident"


class JoinedReview(models.Model):
    """Why a further review was brought into a case, by whom and when; the case's own is the first of its reviews."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="joined_reviews")
    review = models.ForeignKey(Review, models.PROTECT, related_name="+")
    because = models.CharField(max_length=20, choices=Together.choices)
    joined_by = by_whom()
    joined_at = when()

    class Meta:
        ordering = ["pk"]
        constraints = [
            together("joined"),
            models.UniqueConstraint(fields=["case", "review"], name="cases_each_review_joined_once"),
        ]

    def __str__(self):
        return f"{self.review} in {self.case}"


class NotAsked(models.Model):
    """An agency that was considered and is not asked, and why."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="not_asked")
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


class FlagDraft(models.Model):
    """What somebody has answered so far on the pages of a flag, as typed; gone when they flag or discard it."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="+")
    answers = models.JSONField(default=dict)
    saved_by = by_whom()
    saved_at = when()

    class Meta:
        constraints = [
            together("saved"),
            models.UniqueConstraint(fields=["review", "saved_by"], name="cases_one_flag_draft_each"),
        ]

    def __str__(self):
        return f"Flag of {self.review}, begun by {self.saved_by}"
