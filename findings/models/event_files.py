from django.db import models

from panelportal.kit.attribution import by_whom, together, when
from panelportal.kit.models import StoredFile


class EventFile(models.Model):
    """A file of key events that somebody chose for a reply and has not confirmed yet.

    It is read again when it is confirmed, so that nothing the page carried
    in between is believed. One that is not confirmed goes after a day.
    """

    request = models.ForeignKey("cases.AgencyRequest", models.PROTECT, related_name="+")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    sent_by = by_whom()
    sent_at = when()

    class Meta:
        default_permissions = ()
        constraints = [together("sent")]

    def __str__(self):
        return f"Key events for request {self.request_id}"
