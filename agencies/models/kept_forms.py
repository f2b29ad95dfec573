from django.conf import settings
from django.db import models

from panelportal.kit import clock


class KeptForm(models.Model):
    """What a person sent after their session had ended: sealed, theirs alone, for an hour."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="kept_forms")
    path = models.CharField(max_length=300)
    sealed = models.TextField()
    kept_at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        ordering = ["-kept_at", "-pk"]

    def __str__(self):
        return self.path
