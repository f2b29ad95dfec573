"""Who will get a letter and what each agency will see, before anything is sent."""

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from agencies.models import Membership
from agencies.role_names import ACT_FOR_THEIR_AGENCY
from cases.models.particulars import FACTS
from cases.parallel import may_attach
from cases.showing import framing_of
from cases.steps import counted
from cases.telling import reply_date


@dataclass(frozen=True)
class Row:
    """One request that would be sent: to whom, by when, and how much it shows."""

    request: object
    people: list = field(default_factory=list)
    sees: str = ""
    reply_by: date | None = None

    @property
    def may_attach(self):
        """The other reviews for which the agency wrote already."""
        return may_attach(self.request.case, self.request.agency)


def of(case):
    """Return a row for each drafted request of a case, by name of the agency."""
    drafts = case.requests.drafts().select_related("agency", "case")
    drafts = drafts.prefetch_related("disclosures__particulars", "documents__file")
    drafts = drafts.prefetch_related("case__parallel_reviews__answered_by")
    drafts = list(drafts.order_by("agency__name"))
    people = _people({request.agency.group_id for request in drafts})
    return [Row(request, people[request.agency.group_id], _sees(request), reply_date(request)) for request in drafts]


def mark_of(rows):
    """Return a mark that changes whenever who gets a letter, by when, or what an agency will see changes."""
    parts = [
        [
            row.request.reference,
            [person.pk for person in row.people],
            row.reply_by.isoformat(),
            row.request.letter_note,
            sorted(one.pk for disclosure in row.request.disclosures.all() for one in disclosure.particulars.all()),
            framing_of(row.request),
        ]
        for row in rows
    ]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _people(groups):
    """Return who acts for each agency's group, in one query for all; as agencies.roles.who_act_for tells for one."""
    live = Membership.objects.live().filter(role__in=ACT_FOR_THEIR_AGENCY, agency__group__in=groups)
    found = defaultdict(list)
    for held in live.filter(user__is_active=True).select_related("user", "agency").order_by("user__name", "user__pk"):
        if held.user not in found[held.agency.group_id]:
            found[held.agency.group_id].append(held.user)
    return found


def _sees(request):
    disclosures = list(request.disclosures.all())
    if not disclosures:
        return ""
    kinds = [one.kind for one in disclosures[-1].particulars.all()]
    facts = sum(kind in FACTS for kind in kinds)
    return f"{counted(len(kinds) - facts, 'detail')} to search for, {counted(facts, 'fact')} of the case"
