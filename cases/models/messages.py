from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from cases.models.requests import AgencyRequest
from panelportal.kit.attribution import by_whom, together, when

LONGEST = 5_000  # characters of one message


class Side(models.TextChoices):
    """Who writes: the two ends of the conversation on a request."""

    AGENCY = "agency", "Agency"
    INSPECTORATE = "inspectorate", "HM Inspectorate of Probation"

    @property
    def other(self):
        return Side.INSPECTORATE if self == Side.AGENCY else Side.AGENCY


class MessageQuerySet(models.QuerySet):
    def from_side(self, side):
        return self.filter(side=side)

    def unread(self):
        """Those that nobody at the other end has opened."""
        return self.filter(first_read_at__isnull=True)

    def for_page(self):
        """Oldest first, as a conversation is read."""
        return self.select_related("written_by", "first_read_by", "request__agency").order_by("pk")


class Message(models.Model):
    """One message between an agency and the inspectorate on a request; it takes no attachment and never changes.

    Only those two ends read it: it is reached through its request, and holds no grants of its own.
    """

    request = models.ForeignKey(AgencyRequest, models.CASCADE, related_name="messages")
    side = models.CharField(max_length=20, choices=Side.choices)
    text = models.TextField()
    written_by = by_whom()
    written_at = when()
    first_read_by = by_whom()
    first_read_at = when()

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            together("written"),
            together("first_read"),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("text"), LONGEST), name="cases_message_is_not_too_long"
            ),
        ]

    def __str__(self):
        return f"Message {self.pk} on {self.request_id}"

    @property
    def sender(self):
        """Who wrote it and for whom, such as "Priya Police, Northshire Police"."""
        whose = self.request.agency if self.side == Side.AGENCY else Side.INSPECTORATE.label
        return f"{self.written_by}, {whose}"
