from django.db import models

from panelportal.kit.attribution import by_whom, together, when


class Channel(models.TextChoices):
    """How a reply came that the agency did not write in the portal itself."""

    LETTER = "letter", "Letter"
    PHONE = "phone", "Telephone"
    EMAIL = "email", "Email"
    MEETING = "meeting", "In person"


class ReplyQuerySet(models.QuerySet):
    def sent(self):
        return self.filter(sent_at__isnull=False)


class Reply(models.Model):
    """An agency's answer to its request: what its people drafted together until one of them sent it.

    Or what casework recorded for it from a letter or a call: `told` by
    somebody of the agency, and unsigned until the agency confirms it
    (`AgencyRequest.is_unsigned`).
    """

    request = models.OneToOneField("cases.AgencyRequest", models.PROTECT, related_name="reply")
    confirmed_by = by_whom()
    confirmed_at = when()
    ask_instead = models.TextField(blank=True)
    redirected_by = by_whom()
    redirected_at = when()
    no_events = models.TextField(blank=True)
    no_learning = models.TextField(blank=True)
    agreed_by_role = models.CharField(max_length=200, blank=True)
    channel = models.CharField(max_length=10, choices=Channel.choices, blank=True)  # how it came, when it was recorded
    came_on = models.DateField(null=True, blank=True)
    told_by_role = models.CharField(max_length=200, blank=True)
    told = models.TextField(blank=True)
    recorded_by = by_whom()
    recorded_at = when()
    sent_by = by_whom()
    sent_at = when()

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "replies"
        default_permissions = ()
        constraints = [together("confirmed"), together("redirected"), together("recorded"), together("sent")]

    def __str__(self):
        return f"Reply to request {self.request_id}"
