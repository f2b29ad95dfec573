from datetime import timedelta

from django.contrib.auth.models import Group
from django.db import models
from django.db.models import F, Q

from panelportal.kit import clock, words
from panelportal.kit.attribution import by_whom, together, when
from panelportal.kit.due import DueTag
from panelportal.kit.models import StoredFile

INSPECTORATE_KIND = "inspectorate"
AGREEMENT_WARNING = timedelta(days=60)  # so long before its end a sharing agreement is warned about
CONFIRMED_FOR = timedelta(days=183)  # six months, after which the details are to be confirmed again


class AgencyKind(models.Model):
    """A kind of agency, as data: police, health body, prison and so on."""

    slug = models.SlugField(primary_key=True)
    name = models.CharField(max_length=60, unique=True)
    position = models.PositiveSmallIntegerField()
    takes_requests = models.BooleanField()

    class Meta:
        ordering = ["position"]

    def __str__(self):
        return self.name


class AgencyQuerySet(models.QuerySet):
    def in_being(self, on=None):
        """Those that exist on a day (today), their first and their last day included."""
        day = on or clock.today()
        begun, not_ended = Q(valid_from__isnull=True) | Q(valid_from__lte=day), _not_ended(day)
        return self.filter(begun, not_ended)

    def ended(self, on=None):
        """Those whose last day has passed on a day (today)."""
        return self.exclude(_not_ended(on or clock.today()))

    def that_can_be_asked(self):
        """Those that a request can be sent to: they exist, and are neither the inspectorate nor probation itself."""
        return self.in_being().filter(kind__takes_requests=True)

    def regions(self):
        return self.filter(kind="probation-region")

    def matching(self, words):
        """Those with each of these words in their name, area or address, which says CRC and NPS for short."""
        found = self
        for word in words.replace(",", " ").split():
            found = found.filter(Q(name__icontains=word) | Q(area__icontains=word) | Q(slug__icontains=word))
        return found

    def to_confirm(self):
        """Those whose details nobody has confirmed for six months."""
        return self.exclude(confirmed_at__gte=clock.now() - CONFIRMED_FOR)

    def for_list(self):
        return self.select_related("kind").order_by("kind__position", "name")


def _not_ended(day):
    return Q(valid_until__isnull=True) | Q(valid_until__gte=day)


class Agency(models.Model):
    """An organisation that takes part, with the group through which its SPOC and deputy hold access.

    Once it is merged into another it shares that one's group: whatever is
    granted to either, then or later, is held by those who act for it now.
    """

    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=150, unique=True)
    kind = models.ForeignKey(AgencyKind, models.PROTECT, related_name="agencies")
    area = models.CharField(max_length=100, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    mailbox = models.EmailField(blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)  # its last day
    sharing_agreement = models.CharField(max_length=200, blank=True)
    agreement_ends_on = models.DateField(null=True, blank=True)
    second_signer = models.BooleanField(default=False)  # whether a full reply of it needs an approver, too
    confirmed_by = by_whom()
    confirmed_at = when()
    version = models.PositiveIntegerField(default=1)
    group = models.ForeignKey(Group, models.PROTECT, related_name="agencies", related_query_name="agency")

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "agencies"
        ordering = ["name"]
        constraints = [
            together("confirmed"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="agencies_agency_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")), name="agencies_agency_is_no_part_of_itself"
            ),
            models.UniqueConstraint(
                fields=["group"], condition=Q(valid_until__isnull=True), name="agencies_one_group_an_agency"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def has_ended(self):
        return self.valid_until is not None and self.valid_until < clock.today()

    @property
    def can_be_asked(self):
        """Whether a request can be sent to it: it exists, and its kind takes requests. Needs its kind."""
        begun = self.valid_from is None or self.valid_from <= clock.today()
        return begun and not self.has_ended and self.kind.takes_requests

    @property
    def acting_now(self):
        """The agency that has its work now: itself, or the one that it was merged into, through however many."""
        if not self.has_ended:
            return self
        return Agency.objects.filter(group=self.group_id).in_being().first() or self

    @property
    def was_merged(self):
        """Whether it was merged into another, whose group it shares since then."""
        return self.has_ended and Agency.objects.filter(group=self.group_id).exclude(pk=self.pk).in_being().exists()

    @property
    def agreement_warning(self):
        """The sentence about a sharing agreement that has ended or ends within 60 days; empty when all is well."""
        ends_on = self.agreement_ends_on
        if ends_on is None or ends_on > clock.today() + AGREEMENT_WARNING:
            return ""
        verb = "ended" if ends_on < clock.today() else "ends"
        return f"The sharing agreement with {self.name} {verb} on {words.short_day(ends_on)}."

    @property
    def agreement_tag(self):
        """The tag for a sharing agreement that has ended or ends within 60 days; None when all is well."""
        if not self.agreement_warning:
            return None
        has_ended = self.agreement_ends_on < clock.today()
        return DueTag("Agreement ended", "red") if has_ended else DueTag("Agreement ends soon", "orange")

    @property
    def confirmation_tag(self):
        """The tag for details that were never confirmed, or last more than six months ago; else None."""
        if self.confirmed_at is None:
            return DueTag("Not confirmed yet", "grey")
        is_old = self.confirmed_at < clock.now() - CONFIRMED_FOR
        return DueTag("To be confirmed", "yellow") if is_old else None


class Succession(models.Model):
    """That one agency took over from another on a day, wholly or for a part of its area.

    An agency may have several successors: the company of an area whose parts
    went to two regions. No chain leads back to where it began; the verbs see to that.
    """

    predecessor = models.ForeignKey(Agency, models.PROTECT, related_name="handed_to")
    successor = models.ForeignKey(Agency, models.PROTECT, related_name="took_from")
    took_over_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    recorded_by = by_whom()
    recorded_at = when()

    class Meta:
        ordering = ["took_over_on", "pk"]
        constraints = [
            together("recorded"),
            models.UniqueConstraint(fields=["predecessor", "successor"], name="agencies_one_succession_of_two"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="agencies_no_agency_succeeds_itself"),
        ]

    def __str__(self):
        return f"{self.predecessor} to {self.successor}"


class DirectoryFile(models.Model):
    """A file of agencies and contacts that somebody sent and has not confirmed yet.

    It is read again when it is confirmed, so that nothing the page carried
    in between is believed. One that is not confirmed goes after a day.
    """

    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    sent_by = by_whom()
    sent_at = when()

    class Meta:
        constraints = [together("sent")]

    def __str__(self):
        return str(self.file)
