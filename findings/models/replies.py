from django.db import models

from panelportal.kit.attribution import by_whom, together, when


class ReplyQuerySet(models.QuerySet):
    def sent(self):
        return self.filter(sent_at__isnull=False)


class Reply(models.Model):
    """An agency's answer to its request: what its people drafted together until one of them sent it."""

    request = models.OneToOneField("cases.AgencyRequest", models.PROTECT, related_name="reply")
    confirmed_by = by_whom()
    confirmed_at = when()
    ask_instead = models.TextField(blank=True)
    redirected_by = by_whom()
    redirected_at = when()
    no_learning = models.TextField(blank=True)
    agreed_by_role = models.CharField(max_length=200, blank=True)
    sent_by = by_whom()
    sent_at = when()

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "replies"
        default_permissions = ()
        constraints = [together("confirmed"), together("redirected"), together("sent")]

    def __str__(self):
        return f"Reply to request {self.request_id}"
