from django.db import models
from django.db.models import Q

from cases.models.requests import AgencyRequest
from panelportal.kit.attribution import by_whom, together, when


class ExtensionQuerySet(models.QuerySet):
    def undecided(self):
        """Those that an agency asked for and nobody has decided about."""
        return self.filter(decided_at__isnull=True)

    def for_page(self):
        return self.select_related("asked_by", "decided_by").order_by("pk")


class Extension(models.Model):
    """More time to reply: asked for by the agency or not, and what was decided, by whom and why."""

    request = models.ForeignKey(AgencyRequest, models.CASCADE, related_name="extensions")
    asked_until = models.DateField(null=True, blank=True)
    asked_because = models.TextField(blank=True)
    asked_by = by_whom()
    asked_at = when()
    until = models.DateField(null=True, blank=True)
    because = models.TextField(blank=True)
    decided_by = by_whom()
    decided_at = when()

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        constraints = [
            together("asked"),
            together("decided"),
            models.CheckConstraint(
                condition=Q(asked_at__isnull=False) | Q(decided_at__isnull=False), name="cases_extension_asked_or_given"
            ),
            models.UniqueConstraint(
                fields=["request"], condition=Q(decided_at__isnull=True), name="cases_one_undecided_extension"
            ),
        ]

    def __str__(self):
        return f"{self.request_id}: {self.until or self.asked_until}"

    @property
    def is_given(self):
        return self.until is not None
