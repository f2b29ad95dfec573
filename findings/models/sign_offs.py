from django.db import models
from django.db.models import F, Q

from cases.models import RequestStatus
from panelportal.kit.attribution import by_whom, together, when


class SignOffQuerySet(models.QuerySet):
    def waiting(self):
        """Those that the approver has not decided, and that were not withdrawn, nor the request with them."""
        undecided = self.filter(approved_at__isnull=True, returned_at__isnull=True, withdrawn_at__isnull=True)
        return undecided.filter(request__status=RequestStatus.AWAITING_SIGN_OFF)

    def for_page(self):
        return self.select_related("version", "handed_by", "approved_by", "returned_by", "withdrawn_by")


class SignOff(models.Model):
    """That the author of a reply handed it to an approver of the same agency, with what came of it.

    `declaration` is what the author declared, in the words that were ticked.
    """

    request = models.ForeignKey("cases.AgencyRequest", models.PROTECT, related_name="sign_offs")
    version = models.OneToOneField("findings.ReplyVersion", models.PROTECT, related_name="sign_off")
    declaration = models.TextField()
    returned_because = models.TextField(blank=True)
    handed_by = by_whom()
    handed_at = when()
    approved_by = by_whom()
    approved_at = when()
    returned_by = by_whom()
    returned_at = when()
    withdrawn_by = by_whom()
    withdrawn_at = when()

    objects = SignOffQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            together("handed"),
            together("approved"),
            together("returned"),
            together("withdrawn"),
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(approved_at__isnull=True, returned_at__isnull=True, withdrawn_at__isnull=True),
                name="findings_one_sign_off_waits",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("handed_by")),
                name="findings_nobody_approves_their_own_reply",
            ),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True) | ~Q(returned_because=""),
                name="findings_what_is_returned_says_why",
            ),
        ]

    def __str__(self):
        return f"Sign-off of {self.version}"
