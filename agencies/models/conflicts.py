from django.conf import settings
from django.db import models
from django.db.models import Q

from panelportal.kit.attribution import by_whom, together, when


class ConflictQuerySet(models.QuerySet):
    def live(self):
        return self.filter(lifted_at__isnull=True)


class Conflict(models.Model):
    """A person's declared conflict of interest: the door subtracts the scope from all they may see."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="conflicts")
    scope = models.CharField(max_length=40, db_index=True)
    declared_by = by_whom()
    declared_at = when()
    lifted_by = by_whom()
    lifted_at = when()

    objects = ConflictQuerySet.as_manager()

    class Meta:
        constraints = [
            together("declared"),
            together("lifted"),
            models.UniqueConstraint(
                fields=["user", "scope"], condition=Q(lifted_at__isnull=True), name="agencies_one_live_conflict"
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.scope}"
