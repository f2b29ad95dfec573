"""Who will get a letter and what each agency will see, before anything is sent."""

from collections import defaultdict
from dataclasses import dataclass, field

from agencies.models import Membership
from agencies.role_names import ACT_FOR_THEIR_AGENCY
from cases.models.particulars import FACTS
from cases.steps import counted


@dataclass(frozen=True)
class Row:
    """One request that would be sent: to whom, and how much it shows."""

    request: object
    people: list = field(default_factory=list)
    sees: str = ""


def of(case):
    """Return a row for each drafted request of a case, by name of the agency."""
    drafts = case.requests.drafts().select_related("agency").prefetch_related("disclosures__particulars")
    drafts = list(drafts.order_by("agency__name"))
    people = _people({request.agency_id for request in drafts})
    return [Row(request, people[request.agency_id], _sees(request)) for request in drafts]


def _people(agencies):
    """Return who acts for each agency, in one query for all; as agencies.roles.who_act_for tells for one."""
    live = Membership.objects.live().filter(role__in=ACT_FOR_THEIR_AGENCY, agency__in=agencies, user__is_active=True)
    found = defaultdict(list)
    for membership in live.select_related("user").order_by("user__name", "user__pk"):
        if membership.user not in found[membership.agency_id]:
            found[membership.agency_id].append(membership.user)
    return found


def _sees(request):
    disclosures = list(request.disclosures.all())
    if not disclosures:
        return ""
    kinds = [one.kind for one in disclosures[-1].particulars.all()]
    facts = sum(kind in FACTS for kind in kinds)
    return f"{counted(len(kinds) - facts, 'detail')} to search for, {counted(facts, 'fact')} of the case"
