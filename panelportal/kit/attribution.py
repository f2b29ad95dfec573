"""Who did a thing and when: two columns that stand together or not at all."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from panelportal.kit import clock


def by_whom(**options):
    """Return the column for the person of a who-and-when pair, such as `sent_by`."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        **options,
    )


def when():
    """Return the column for the moment of a who-and-when pair, such as `sent_at`."""
    return models.DateTimeField(null=True, blank=True)


def together(stem):
    """Return the constraint that `<stem>_by` and `<stem>_at` are both there or both absent."""
    both = Q(**{f"{stem}_by__isnull": False, f"{stem}_at__isnull": False})
    neither = Q(**{f"{stem}_by__isnull": True, f"{stem}_at__isnull": True})
    return models.CheckConstraint(condition=both | neither, name=f"%(app_label)s_%(class)s_{stem}_by_and_at")


def stamp(obj, stem, *, by):
    """Set `<stem>_by` and `<stem>_at` of an object that the caller saves."""
    setattr(obj, f"{stem}_by", by)
    setattr(obj, f"{stem}_at", clock.now())
