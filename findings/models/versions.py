from django.db import models
from django.db.models import Q

from panelportal.kit.attribution import by_whom, together, when


class ReplyVersionQuerySet(models.QuerySet):
    def sent(self):
        """Those that the inspectorate received: what was only handed over for approval is its agency's alone."""
        return self.filter(sent_at__isnull=False)

    def for_list(self):
        return self.select_related("made_by", "sent_by", "taken_back_by", "receipt", "returned", "sign_off")


class ReplyVersion(models.Model):
    """A reply as it stood when it was handed over for approval, sent, or both: it never changes afterwards.

    `parts` are the cards of `whole_reply.as_data`, `digest` that of their
    text. `due_on` is the day by which that reply was asked for.
    """

    request = models.ForeignKey("cases.AgencyRequest", models.PROTECT, related_name="reply_versions")
    number = models.PositiveSmallIntegerField()
    parts = models.JSONField()
    digest = models.CharField(max_length=64)
    agreed_by_role = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True, blank=True)
    receipt = models.ForeignKey("kit.Document", models.PROTECT, null=True, blank=True, related_name="+")
    taken_back_because = models.TextField(blank=True)
    made_by = by_whom()
    made_at = when()
    sent_by = by_whom()
    sent_at = when()
    taken_back_by = by_whom()
    taken_back_at = when()

    objects = ReplyVersionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["number"]
        constraints = [
            together("made"),
            together("sent"),
            together("taken_back"),
            models.UniqueConstraint(fields=["request", "number"], name="findings_each_version_of_a_reply_once"),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True) | (Q(sent_at__isnull=False) & ~Q(taken_back_because="")),
                name="findings_only_what_was_sent_is_taken_back",
            ),
        ]

    def __str__(self):
        return f"{self.request}, version {self.number}"

    @property
    def is_approved(self):
        """Whether an approver of the agency agreed to it."""
        sign_off = getattr(self, "sign_off", None)
        return bool(sign_off and sign_off.approved_at)
