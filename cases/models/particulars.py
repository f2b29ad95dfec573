from django.db import models
from django.db.models import Q

from cases import partial_dates
from panelportal.kit.attribution import by_whom, together, when


class Kind(models.TextChoices):
    """What may be told of a case to an agency: identifiers to search for, then facts."""

    NAME = "name", "Name"
    OTHER_NAMES = "other-names", "Other names"
    DATE_OF_BIRTH = "date-of-birth", "Date of birth"
    PNC = "pnc", "PNC number"
    CRN = "crn", "Case reference number (CRN)"
    NHS_NUMBER = "nhs-number", "NHS number"
    PRISON_NUMBER = "prison-number", "Prison number"
    ADDRESS = "address", "Address"
    SUMMARY = "summary", "What we can tell agencies about the case"
    OFFENCE_PERIOD = "offence-period", "Date or period of the further offence"


FACTS = (Kind.SUMMARY, Kind.OFFENCE_PERIOD)
IDENTIFIERS = tuple(kind for kind in Kind if kind not in FACTS)
SEVERAL = {Kind.OTHER_NAMES: "Other name", Kind.ADDRESS: "Address"}  # a case may have more than one: what one is called


class ParticularsQuerySet(models.QuerySet):
    def current(self):
        return self.filter(is_current=True)

    def searchable(self, case):
        """The name that agencies search for, without which no request makes sense."""
        return self.current().filter(case=case, kind=Kind.NAME)

    def identifiers(self):
        return self.filter(kind__in=IDENTIFIERS)

    def in_order(self):
        places = [models.When(kind=kind, then=place) for place, kind in enumerate(Kind)]
        return self.order_by(models.Case(*places, output_field=models.IntegerField()), "place")


class Particulars(models.Model):
    """One version of one identifier of the person, or of one fact of the case.

    The only table that stores them; everything else points at a version.
    `place` tells several of a kind apart, such as three addresses; `since`
    and `until` say, as far as is known, when an address was theirs
    (`partial_dates`). A version that was erased has no value any more.
    """

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="particulars")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    place = models.PositiveSmallIntegerField(default=1)
    value = models.TextField()
    since = models.CharField(max_length=11, blank=True)
    until = models.CharField(max_length=11, blank=True)
    version = models.PositiveSmallIntegerField()
    is_current = models.BooleanField(default=True)
    added_by = by_whom()
    added_at = when()
    erased_by = by_whom()
    erased_at = when()

    objects = ParticularsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "particulars"
        constraints = [
            together("added"),
            together("erased"),
            models.UniqueConstraint(fields=["case", "kind", "place", "version"], name="cases_each_version_once"),
            models.UniqueConstraint(
                fields=["case", "kind", "place"], condition=Q(is_current=True), name="cases_one_current_version"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=list(SEVERAL)) | Q(place=1), name="cases_several_only_of_names_and_addresses"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, version {self.version}"

    @property
    def title(self):
        """What it is called beside others of its kind: "Address 2", but "Name"."""
        return f"{SEVERAL[self.kind]} {self.place}" if self.kind in SEVERAL else self.get_kind_display()

    @property
    def shown(self):
        """The value as people read it, an address with the time when it was theirs."""
        if self.kind == Kind.DATE_OF_BIRTH:
            return partial_dates.shown(self.value)
        return f"{self.value}\n({self.lived})" if self.lived else self.value

    @property
    def lived(self):
        """When an address was theirs, such as "from March 2023 to about May 2024"; empty when nothing is known."""
        since = f"from {partial_dates.shown(self.since)}" if self.since else ""
        until = f"to {partial_dates.shown(self.until)}" if self.until else ""
        return " ".join(filter(None, [since, until]))
