from django.db import models

from panelportal.kit.attribution import by_whom, together, when


class Addendum(models.Model):
    """What an agency added to a reply that it had sent. The reply stays as it was; several stand in their order."""

    request = models.ForeignKey("cases.AgencyRequest", models.PROTECT, related_name="addenda")
    text = models.TextField()
    added_by = by_whom()
    added_at = when()

    class Meta:
        verbose_name_plural = "addenda"
        default_permissions = ()
        ordering = ["pk"]
        constraints = [together("added")]

    def __str__(self):
        return f"Addendum to {self.request}"
