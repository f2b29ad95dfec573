from django.db import models

from panelportal.kit.statuses import Status, StatusField


class LetterStatus(Status):
    WAITING = "waiting", "grey", "Waiting"
    SENT = "sent", "teal", "Sent"
    FAILED = "failed", "red", "Failed"
    BOUNCED = "bounced", "red", "Bounced"
    STOPPED = "stopped", "grey", "Stopped"


class LetterQuerySet(models.QuerySet):
    def waiting(self, now):
        """Those whose time has come: not sent, not stopped, and not under another worker's lease."""
        free = models.Q(leased_until__isnull=True) | models.Q(leased_until__lte=now)
        return self.filter(free, status=LetterStatus.WAITING, not_before__lte=now)

    def in_turn(self):
        """Without those that an earlier letter of the same lane must precede."""
        earlier = Letter.objects.filter(
            lane=models.OuterRef("lane"), pk__lt=models.OuterRef("pk"), status=LetterStatus.WAITING
        )
        return self.exclude(~models.Q(lane="") & models.Exists(earlier))


class Letter(models.Model):
    """A mail in the outbox: written with the verb that causes it, sent by the worker, kept as sent.

    `leases_lost` counts how often a worker was killed while it had the
    letter: each time it may have left already, and leaves again.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=400, unique=True)
    about = models.CharField(max_length=60, blank=True, db_index=True)
    to_email = models.EmailField(db_index=True)
    to_label = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    calendar = models.BinaryField(null=True)
    method = models.CharField(max_length=10, blank=True)
    lane = models.CharField(max_length=60, blank=True, db_index=True)
    first_in_line = models.BooleanField(default=False)
    keep_text = models.BooleanField(default=True)
    status = StatusField(LetterStatus, default=LetterStatus.WAITING)
    written_at = models.DateTimeField()
    not_before = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    leases_lost = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField(null=True)
    message_id = models.CharField(max_length=200)

    objects = LetterQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["status", "not_before"], name="kit_letters_waiting")]

    def __str__(self):
        return f"{self.subject} ({self.status.label})"

    @property
    def may_have_left_before(self):
        """Whether it may have come twice, with the same Message-ID: a worker was killed while it sent it."""
        return self.leases_lost > 0
