"""Representation: which agencies were involved in the cases of a panel, and who could sit for them."""

from dataclasses import dataclass

from agencies.models import Agency, Membership
from agencies.role_names import Role
from cases.models import AgencyRequest
from cases.models.request_statuses import ANSWERED
from findings.models import Outcome, Representative
from panelportal.kit import words
from panels.models.panels import SPEAKS_FOR_AGENCY


@dataclass(frozen=True)
class Representation:
    """How many of the agencies that said they were involved have somebody to speak for them."""

    involved: list
    missing: list

    def __str__(self):
        if not self.involved:
            return "Representation: no agency has told us yet that it was involved"
        seated, agencies = len(self.involved) - len(self.missing), len(self.involved)
        noun, verb = ("agency", "has") if agencies == 1 else ("agencies", "have")
        return f"Representation: {seated} of {agencies} involved {noun} {verb} a seat"

    @property
    def warning(self):
        """The sentence that names each involved agency without a representative; empty when there is none."""
        if not self.missing:
            return ""
        names = words.listed(agency.name for agency in self.missing)
        return f"Nobody has a seat to speak for {names}."


def representation_of(panel):
    """Return the representation of a panel, from the record checks that agencies have sent.

    An agency that was merged into another shares its group, and whoever sits for either speaks for both.
    """
    involved = AgencyRequest.objects.filter(
        case__in=panel.cases.all(), status__in=ANSWERED, record_check__outcome=Outcome.INVOLVED
    )
    agencies = list(Agency.objects.filter(pk__in=involved.values("agency")).order_by("name"))
    spoken_for = set(
        panel.seats.live().filter(capacity__in=SPEAKS_FOR_AGENCY).values_list("agency__group_id", flat=True)
    )
    return Representation(agencies, [agency for agency in agencies if agency.group_id not in spoken_for])


def candidates_for(panel):
    """Return the memberships whose people could be seated, those nominated by their agency first.

    They are the people of each agency that was asked about a case of the
    panel, and the review teams of its regions, less those already seated.
    A person in several roles is there once for each agency, `is_nominated` on each.
    """
    cases = list(panel.cases.all())
    asked = AgencyRequest.objects.sent().filter(case__in=cases)
    named = Representative.objects.filter(request__in=asked, request__reply__sent_at__isnull=False)
    nominated = set(named.values_list("person_id", "request__agency__group_id"))
    seated = panel.seats.live().values("person")
    of_agencies = Membership.objects.live().filter(agency__group__in=asked.values("agency__group"))
    of_regions = Membership.objects.live().filter(agency__reviews__cases__in=cases, role=Role.REVIEW_TEAM)
    pks = [*of_agencies.values_list("pk", flat=True), *of_regions.values_list("pk", flat=True)]
    live = Membership.objects.filter(pk__in=pks, user__is_active=True).exclude(user__in=seated)
    found = {}
    for membership in live.for_directory():
        membership.is_nominated = (membership.user_id, membership.agency.group_id) in nominated
        found.setdefault((membership.user_id, membership.agency_id), membership)
    return sorted(found.values(), key=lambda membership: not membership.is_nominated)
