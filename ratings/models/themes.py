from django.db import models
from django.db.models import F, Q

from panelportal.kit.attribution import by_whom, together, when


class ThemeQuerySet(models.QuerySet):
    def current(self):
        """Those that may be chosen: neither merged into another nor retired."""
        return self.filter(merged_into__isnull=True, retired_at__isnull=True)

    def for_list(self):
        """Those that stand for themselves, retired ones last, with those that were merged into each."""
        standing = self.filter(merged_into__isnull=True).prefetch_related("merged")
        return standing.order_by(F("retired_at").asc(nulls_first=True), "name")


class Theme(models.Model):
    """What learning is about, from a managed list; evidence notes, learning points and reports are counted by it.

    A theme that was merged keeps what it marks and is read as the theme it
    was merged into, which is never merged itself; `synonyms` are other words
    for it, one a line.
    """

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=100, unique=True)
    meaning = models.TextField(blank=True)
    synonyms = models.TextField(blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    version = models.PositiveIntegerField(default=1)
    added_by = by_whom()
    added_at = when()
    merged_by = by_whom()
    merged_at = when()
    retired_by = by_whom()
    retired_at = when()

    objects = ThemeQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["name"]
        constraints = [
            together("added"),
            together("merged"),
            together("retired"),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True, merged_at__isnull=True)
                | Q(merged_into__isnull=False, merged_at__isnull=False),
                name="ratings_theme_merged_into_another",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def words(self):
        """Every word for it: its name, then its synonyms."""
        return [self.name, *self.synonyms.splitlines()]

    @property
    def is_current(self):
        return self.merged_into_id is None and self.retired_at is None
