from django.db import models
from django.db.models import Q

from panelportal.kit.attribution import by_whom, together, when
from panels.models.minutes import MinuteEntry
from panels.models.reports import LearningReport


class SectionNumber(models.IntegerChoices):
    """The sections of a learning report, in their order (docs/screens.md 6.3)."""

    SUMMARY = 1, "Summary"
    BACKGROUND = 2, "Background and scope"
    GATHERING = 3, "How the learning was gathered"
    FINDINGS = 4, "Findings"
    WORKED_WELL = 5, "What worked well"
    ACTIONS = 6, "Actions"
    LEVELS = 7, "Learning by level"


TELL_LEARNING = (SectionNumber.FINDINGS, SectionNumber.WORKED_WELL)


class Section(models.Model):
    report = models.ForeignKey(LearningReport, models.CASCADE, related_name="sections")
    number = models.PositiveSmallIntegerField(choices=SectionNumber.choices)
    title = models.CharField(max_length=100)

    class Meta:
        default_permissions = ()
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="panels_each_section_once")]

    def __str__(self):
        return f"{self.number} {self.title}"

    @property
    def is_generated(self):
        """Whether its text comes from the actions themselves and is not written here."""
        return self.number == SectionNumber.ACTIONS


class ParagraphQuerySet(models.QuerySet):
    def for_list(self):
        """In their order, with case and sources."""
        return (
            self.select_related("section", "case", "written_by")
            .prefetch_related("sources__minute_entry", "sources__learning_point__request__agency")
            .order_by("section__number", "position", "pk")
        )


class Paragraph(models.Model):
    """A numbered paragraph, about one case of the panel or, without one, about all of them."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="paragraphs")
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, blank=True, related_name="+")
    position = models.PositiveIntegerField()
    text = models.TextField()
    version = models.PositiveIntegerField(default=1)
    written_by = by_whom()
    written_at = when()

    objects = ParagraphQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["position", "pk"]
        constraints = [
            together("written"),
            models.CheckConstraint(condition=~Q(text=""), name="panels_paragraph_says_something"),
        ]

    def __str__(self):
        return f"paragraph {self.position} of section {self.section_id}"


class ParagraphSource(models.Model):
    """Where a paragraph comes from: an entry of the minutes, or a learning point of an agency."""

    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="sources")
    minute_entry = models.ForeignKey(
        MinuteEntry, models.PROTECT, null=True, blank=True, related_name="paragraph_sources"
    )
    learning_point = models.ForeignKey(
        "findings.LearningPoint", models.PROTECT, null=True, blank=True, related_name="paragraph_sources"
    )

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minute_entry__isnull=True, learning_point__isnull=False)
                | Q(minute_entry__isnull=False, learning_point__isnull=True),
                name="panels_source_is_an_entry_or_a_point",
            ),
            models.UniqueConstraint(fields=["paragraph", "minute_entry"], name="panels_entry_once_a_paragraph"),
            models.UniqueConstraint(fields=["paragraph", "learning_point"], name="panels_point_once_a_paragraph"),
        ]

    def __str__(self):
        return f"source {self.minute_entry_id or self.learning_point_id} of {self.paragraph_id}"
