from datetime import date

from django.db import models
from django.db.models import Q

from panelportal.kit.attribution import by_whom, together, when
from panelportal.kit.words import short_day


class Kind(models.TextChoices):
    """What may be told of a case to an agency: identifiers to search for, then facts."""

    NAME = "name", "Name"
    OTHER_NAMES = "other-names", "Other names"
    DATE_OF_BIRTH = "date-of-birth", "Date of birth"
    PNC = "pnc", "PNC number"
    CRN = "crn", "Case reference number (CRN)"
    NHS_NUMBER = "nhs-number", "NHS number"
    ADDRESS = "address", "Last known address"
    SUMMARY = "summary", "What we can tell agencies about the case"
    OFFENCE_PERIOD = "offence-period", "Date or period of the further offence"


FACTS = (Kind.SUMMARY, Kind.OFFENCE_PERIOD)
IDENTIFIERS = tuple(kind for kind in Kind if kind not in FACTS)


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
        return self.order_by(models.Case(*places, output_field=models.IntegerField()))


class Particulars(models.Model):
    """One version of one identifier of the person, or of one fact of the case.

    The only table that stores them; everything else points at a version.
    """

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="particulars")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    value = models.TextField()
    version = models.PositiveSmallIntegerField()
    is_current = models.BooleanField(default=True)
    added_by = by_whom()
    added_at = when()

    objects = ParticularsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "particulars"
        constraints = [
            together("added"),
            models.UniqueConstraint(fields=["case", "kind", "version"], name="cases_each_version_once"),
            models.UniqueConstraint(
                fields=["case", "kind"], condition=Q(is_current=True), name="cases_one_current_version"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, version {self.version}"

    @property
    def shown(self):
        """The value as people read it."""
        if self.kind == Kind.DATE_OF_BIRTH:
            return short_day(date.fromisoformat(self.value))
        return self.value
