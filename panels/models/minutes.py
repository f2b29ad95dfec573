from django.db import models
from django.db.models import Q

from panelportal.kit.attribution import by_whom, together, when
from panels.models.panels import Panel


class EntryKind(models.TextChoices):
    NOTE = "note", "Note"
    LEARNING = "learning", "Learning agreed"
    DECISION = "decision", "Decision"
    ACTION = "action", "Action"
    NOT_AGREED = "not-agreed", "Not agreed"


class MinuteEntryQuerySet(models.QuerySet):
    def learning(self):
        return self.filter(kind=EntryKind.LEARNING)

    def for_list(self):
        """In the order of the minutes, with what is printed beside each."""
        return (
            self.select_related("case", "added_by", "action__owner")
            .prefetch_related("learning_points__request__agency")
            .order_by("position", "pk")
        )


class MinuteEntry(models.Model):
    """What was said, learned or decided at a panel, about one of its cases or, without one, in general."""

    panel = models.ForeignKey(Panel, models.PROTECT, related_name="entries")
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=20, choices=EntryKind.choices)
    text = models.TextField()
    rationale = models.TextField(blank=True)
    learning_points = models.ManyToManyField("findings.LearningPoint", blank=True, related_name="minute_entries")
    position = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    added_by = by_whom()
    added_at = when()

    objects = MinuteEntryQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["position", "pk"]
        verbose_name_plural = "minute entries"
        constraints = [
            together("added"),
            models.CheckConstraint(condition=~Q(text=""), name="panels_minute_entry_says_something"),
        ]
        indexes = [models.Index(fields=["panel", "position"], name="panels_entries_in_order")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.position}, {self.panel}"

    @property
    def in_words(self):
        """How a button names it to those who hear the page."""
        return f"entry {self.position}"


class MinutesVersion(models.Model):
    """The minutes as they were circulated: a frozen document."""

    panel = models.ForeignKey(Panel, models.PROTECT, related_name="minutes")
    version = models.PositiveSmallIntegerField()
    document = models.ForeignKey("kit.Document", models.PROTECT, related_name="+")
    circulated_by = by_whom()
    circulated_at = when()

    class Meta:
        default_permissions = ()
        ordering = ["version"]
        constraints = [
            together("circulated"),
            models.UniqueConstraint(fields=["panel", "version"], name="panels_one_version_of_minutes"),
        ]

    def __str__(self):
        return f"{self.panel}, minutes version {self.version}"
