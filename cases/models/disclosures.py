from django.db import models
from django.db.models import Q

from cases.models.particulars import Particulars
from cases.models.requests import AgencyRequest
from panelportal.kit.attribution import by_whom, together, when
from panelportal.kit.words import listed, lowered


class DisclosureQuerySet(models.QuerySet):
    def sent(self):
        return self.filter(sent_at__isnull=False)

    def not_sent(self):
        return self.filter(sent_at__isnull=True)


class Disclosure(models.Model):
    """What one agency may see of a case, by version; once sent it stays as it was, with its digest.

    `framing` holds the words around the particulars as they were sent: why
    the agency was asked, the period, purpose and basis. `revision` counts
    the choices made until then. One that should not have been sent is erased:
    `showed` then tells which kinds of details it held, and its digest what
    exactly, to whoever has them still.
    """

    request = models.ForeignKey(AgencyRequest, models.CASCADE, related_name="disclosures")
    version = models.PositiveSmallIntegerField()
    revision = models.PositiveIntegerField(default=1)
    digest = models.CharField(max_length=64, blank=True)
    framing = models.JSONField(default=dict, blank=True)
    particulars = models.ManyToManyField(Particulars, through="DisclosedParticular", related_name="+")
    made_by = by_whom()
    made_at = when()
    sent_by = by_whom()
    sent_at = when()
    showed = models.JSONField(default=list, blank=True)
    erased_by = by_whom()
    erased_at = when()

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        ordering = ["version"]
        constraints = [
            together("made"),
            together("sent"),
            together("erased"),
            models.UniqueConstraint(fields=["request", "version"], name="cases_each_disclosure_once"),
            models.UniqueConstraint(
                fields=["request"], condition=Q(sent_at__isnull=True), name="cases_one_disclosure_to_send"
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | ~Q(digest=""), name="cases_sent_disclosure_has_digest"
            ),
        ]

    def __str__(self):
        return f"{self.request}, version {self.version}"

    @property
    def is_erased(self):
        return self.erased_at is not None

    @property
    def showed_in_words(self):
        """Which kinds of details it held before it was erased."""
        return listed(map(lowered, self.showed)) or "nothing"


class DisclosedParticular(models.Model):
    """One version of an identifier or fact that a disclosure shows."""

    disclosure = models.ForeignKey(Disclosure, models.CASCADE, related_name="lines")
    particulars = models.ForeignKey(Particulars, models.PROTECT, related_name="shown_in")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["disclosure", "particulars"], name="cases_shown_once")]

    def __str__(self):
        return str(self.particulars)
