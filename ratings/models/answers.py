import re

from django.db import models
from django.db.models import Q

from panelportal.kit.attribution import by_whom, together, when
from ratings.models.assessments import Assessment
from ratings.models.standards import Prompt, Standard
from ratings.scale import Rating

PARAGRAPH = re.compile(r"\bpara(?:graph)?s?\.?\s*([0-9]+(?:\.[0-9]+)*)", re.IGNORECASE)


class Answer(models.TextChoices):
    YES = "yes", "Yes"
    PARTLY = "partly", "Partly"
    NO = "no", "No"
    NOT_APPLICABLE = "not-applicable", "Not applicable"


NEED_A_NOTE = frozenset({Answer.PARTLY, Answer.NO, Answer.NOT_APPLICABLE})


class PromptAnswer(models.Model):
    """The answer to one prompt, with its evidence note. Empty until it is answered."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="answers")
    prompt = models.ForeignKey(Prompt, models.PROTECT, related_name="answers")
    answer = models.CharField(max_length=20, choices=Answer.choices, blank=True)
    note = models.TextField(blank=True)
    use_in_feedback = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)
    saved_by = by_whom()
    saved_at = when()

    class Meta:
        constraints = [
            together("saved"),
            models.UniqueConstraint(fields=["assessment", "prompt"], name="ratings_one_answer_a_prompt"),
        ]

    def __str__(self):
        return f"{self.prompt_id}: {self.answer or 'not answered'}"

    @property
    def paragraph(self):
        """The first paragraph of the review that the note names, such as "4.12"; empty when it names none."""
        named = PARAGRAPH.search(self.note)
        return named[1] if named else ""


class StandardRating(models.Model):
    """The rating of one standard with its reason. Judged, never computed from the prompts."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="ratings")
    standard = models.ForeignKey(Standard, models.PROTECT, related_name="ratings")
    rating = models.PositiveSmallIntegerField(choices=Rating.choices, null=True, blank=True)
    reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    saved_by = by_whom()
    saved_at = when()

    class Meta:
        constraints = [
            together("saved"),
            models.UniqueConstraint(fields=["assessment", "standard"], name="ratings_one_rating_a_standard"),
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating__in=list(map(int, Rating))), name="ratings_rating_is_known"
            ),
        ]

    def __str__(self):
        return f"{self.standard_id}: {self.rating}"


class FeedbackText(models.Model):
    """A part of the written feedback: on a standard, or, without one, on what was done well."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="feedback")
    standard = models.ForeignKey(Standard, models.PROTECT, null=True, blank=True, related_name="feedback")
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    saved_by = by_whom()
    saved_at = when()

    class Meta:
        constraints = [
            together("saved"),
            models.UniqueConstraint(
                fields=["assessment", "standard"],
                condition=Q(standard__isnull=False),
                name="ratings_one_feedback_a_standard",
            ),
            models.UniqueConstraint(
                fields=["assessment"], condition=Q(standard__isnull=True), name="ratings_one_good_practice"
            ),
        ]

    def __str__(self):
        return f"{self.standard_id or 'good practice'}"

    @property
    def number(self):
        """That of its standard, or 0 for what was done well."""
        return self.standard.number if self.standard else 0
