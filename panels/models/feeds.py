from django.conf import settings
from django.db import models
from django.db.models import Q

from panelportal.kit.attribution import by_whom, together, when


class FeedQuerySet(models.QuerySet):
    def live(self):
        return self.filter(closed_at__isnull=True)


class CalendarFeed(models.Model):
    """The private address at which one person's calendar asks for their meetings; only the address's digest is kept."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True)
    made_by = by_whom()
    made_at = when()
    closed_by = by_whom()
    closed_at = when()

    objects = FeedQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            together("made"),
            together("closed"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(closed_at__isnull=True), name="panels_one_live_feed_per_person"
            ),
        ]

    def __str__(self):
        return f"Calendar feed of person {self.person_id}"
