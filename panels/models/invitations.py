import secrets

from django.db import models
from django.db.models import Q

from panelportal.kit.attribution import by_whom, together, when
from panelportal.kit.statuses import Status, StatusField
from panels.models.panels import Meeting, Seat


class InvitationStatus(Status):
    NO_REPLY = "no-reply", "grey", "No reply"
    ACCEPTED = "accepted", "green", "Accepted"
    TENTATIVE = "tentative", "yellow", "Tentative"
    DECLINED = "declined", "orange", "Declined"
    ATTENDED = "attended", "plain", "Attended"
    APOLOGIES = "apologies", "grey", "Apologies"


class Answer(models.TextChoices):
    """What somebody can say to an invitation, in the words of the page."""

    ACCEPTED = "accepted", "Yes, I will attend"
    TENTATIVE = "tentative", "Maybe"
    DECLINED = "declined", "No"


class Channel(models.TextChoices):
    LINK = "link", "Reply link"
    SIGNED_IN = "signed-in", "Signed in"
    MAIL = "mail", "Mail"
    PHONE = "phone", "Phone"


def new_token():
    """Return 256 random bits for the address of a reply page, which works without an account."""
    return secrets.token_urlsafe(32)


class InvitationQuerySet(models.QuerySet):
    def live(self):
        return self.filter(cancelled_at__isnull=True)

    def for_reply(self):
        return self.select_related("meeting__panel", "seat__person", "seat__agency")


class Invitation(models.Model):
    """One person's entry for a meeting in their calendar, by its own `uid`, which never changes.

    `sequence` rises by one with each change that is sent and `dtstamp` is the
    time of that change. `address` and `addressee` are those of the first
    sending: a calendar finds the entry again by them.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="invitations")
    seat = models.OneToOneField(Seat, models.PROTECT, related_name="invitation")
    uid = models.CharField(max_length=200, unique=True)
    token = models.CharField(max_length=64, unique=True, default=new_token)
    sequence = models.PositiveIntegerField(default=0)
    dtstamp = models.DateTimeField()
    address = models.EmailField()
    addressee = models.CharField(max_length=150)
    status = StatusField(InvitationStatus, default=InvitationStatus.NO_REPLY)
    sent_by = by_whom()
    sent_at = when()
    cancelled_by = by_whom()
    cancelled_at = when()

    objects = InvitationQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [together("sent"), together("cancelled")]

    def __str__(self):
        return f"{self.seat}: {self.status.label}"

    @property
    def has_accepted(self):
        return self.status in (InvitationStatus.ACCEPTED, InvitationStatus.ATTENDED)


class InvitationReply(models.Model):
    """An answer to an invitation as it was given; the newest counts until the meeting moves."""

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="replies")
    answer = models.CharField(max_length=20, choices=Answer.choices)
    channel = models.CharField(max_length=20, choices=Channel.choices)
    sequence = models.PositiveIntegerField()
    replied_at = models.DateTimeField()
    access_needs = models.TextField(blank=True)
    note = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        verbose_name_plural = "invitation replies"
        constraints = [
            models.CheckConstraint(condition=Q(answer__in=Answer.values), name="panels_answer_is_one_of_three")
        ]

    def __str__(self):
        return f"{self.get_answer_display()} ({self.invitation_id})"
