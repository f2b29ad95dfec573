import uuid

from django.db import models

from panelportal.kit.attribution import by_whom, together, when
from panelportal.kit.models import StoredFile


class About(models.TextChoices):
    """Which part of a reply a document belongs to."""

    RECORD_CHECK = "record-check", "The record check"
    EVENTS = "events", "The key events"
    LEARNING = "learning", "The learning"
    REPLY = "reply", "The reply as a whole"


class AttachmentQuerySet(models.QuerySet):
    def kept(self):
        """Those that their agency did not take away again."""
        return self.filter(removed_at__isnull=True)

    def drafts(self):
        """Those that the inspectorate was never sent: their agency's alone."""
        return self.kept().filter(sent_at__isnull=True)

    def submitted(self):
        """Those that came with a reply; nobody takes them away again."""
        return self.filter(sent_at__isnull=False)

    def for_list(self):
        """With everything that a page prints of them, as they were added."""
        return self.select_related("file", "attached_by").order_by("pk")


class Attachment(models.Model):
    """A document that an agency adds to its reply. Its address carries a random key, and is checked all the same."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey("cases.AgencyRequest", models.PROTECT, related_name="attachments")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    title = models.CharField(max_length=100)
    about = models.CharField(max_length=12, choices=About.choices)
    attached_by = by_whom()
    attached_at = when()
    removed_by = by_whom()
    removed_at = when()
    sent_by = by_whom()
    sent_at = when()

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            together("attached"),
            together("removed"),
            together("sent"),
            models.CheckConstraint(
                condition=models.Q(removed_at__isnull=True) | models.Q(sent_at__isnull=True),
                name="findings_sent_attachment_stays",
            ),
        ]

    def __str__(self):
        return self.title
