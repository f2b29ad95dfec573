from django.db import models
from django.db.models import Q

from panelportal.kit.attribution import by_whom, together, when


class ReleaseTo(models.TextChoices):
    PANEL = "panel", "The panel may read it"
    INSPECTORATE_ONLY = "inspectorate-only", "Only the inspectorate may read it"


class Releasable(models.Model):
    """An item of a reply that its agency lets the panel read, or not.

    `release` is the agency's choice. What it lets the panel read is released
    with the pack (`released_at`); what it takes back after that is withdrawn,
    and stays in the pack as a line that says so.
    """

    release = models.CharField(max_length=20, choices=ReleaseTo.choices, default=ReleaseTo.PANEL)
    released_by = by_whom()
    released_at = when()
    withdrawn_by = by_whom()
    withdrawn_at = when()

    class Meta:
        abstract = True

    @property
    def is_with_the_panel(self):
        """Whether a pack that went out shows its text."""
        return self.released_at is not None and self.withdrawn_at is None


def release_rules(noun):
    """Return the constraints of an item: pairs together, and only what was released is withdrawn."""
    return [
        together("released"),
        together("withdrawn"),
        models.CheckConstraint(
            condition=Q(withdrawn_at__isnull=True) | Q(released_at__isnull=False, release=ReleaseTo.INSPECTORATE_ONLY),
            name=f"findings_{noun}_withdrawn_after_release",
        ),
    ]
