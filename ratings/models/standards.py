"""The standards that reviews are rated against: published data, loaded from YAML and never changed."""

from django.db import models


class StandardsSetQuerySet(models.QuerySet):
    def current(self):
        """Return the set that new assessments are pinned to: the one loaded last."""
        return self.latest("pk")


class StandardsSet(models.Model):
    """A published set of standards. `digest` covers its wording in its order (`ratings.standards.reading`)."""

    label = models.CharField(max_length=60, unique=True)
    source = models.CharField(max_length=300)
    published = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)

    objects = StandardsSetQuerySet.as_manager()

    def __str__(self):
        return self.label


class Standard(models.Model):
    """One of the four standards, which is what gets a rating."""

    standards_set = models.ForeignKey(StandardsSet, models.PROTECT, related_name="standards")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    statement = models.CharField(max_length=300)

    class Meta:
        ordering = ["standards_set", "number"]
        constraints = [models.UniqueConstraint(fields=["standards_set", "number"], name="ratings_standard_number")]

    def __str__(self):
        return f"{self.number} {self.name}"


class KeyQuestion(models.Model):
    """A question set, which is one page. Two standards have one without a number and text of its own."""

    standards_set = models.ForeignKey(StandardsSet, models.PROTECT, related_name="key_questions")
    standard = models.ForeignKey(Standard, models.PROTECT, related_name="key_questions")
    number = models.CharField(max_length=10, blank=True)
    title = models.CharField(max_length=100)
    slug = models.SlugField(max_length=20)
    text = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["standards_set", "position"]
        constraints = [
            models.UniqueConstraint(fields=["standards_set", "slug"], name="ratings_key_question_slug"),
            models.UniqueConstraint(fields=["standards_set", "position"], name="ratings_key_question_position"),
        ]

    def __str__(self):
        return f"{self.shown_number} {self.title}"

    @property
    def shown_number(self):
        """The published number, or that of the standard whose prompts stand directly under it."""
        return self.number or str(self.standard.number)

    @property
    def shown_text(self):
        """The published question, or the statement of the standard where there is none."""
        return self.text or self.standard.statement


class Prompt(models.Model):
    """A lettered question, in the published words. `may_not_apply` and `partnership` are marks of ours."""

    standards_set = models.ForeignKey(StandardsSet, models.PROTECT, related_name="prompts")
    standard = models.ForeignKey(Standard, models.PROTECT, related_name="prompts")
    key_question = models.ForeignKey(KeyQuestion, models.PROTECT, related_name="prompts")
    letter = models.CharField(max_length=1)
    text = models.CharField(max_length=300)
    may_not_apply = models.BooleanField(default=False)
    partnership = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["standards_set", "position"]
        constraints = [
            models.UniqueConstraint(fields=["key_question", "letter"], name="ratings_prompt_letter"),
            models.UniqueConstraint(fields=["standards_set", "position"], name="ratings_prompt_position"),
        ]

    def __str__(self):
        return f"{self.key_question.shown_number} {self.letter}"
