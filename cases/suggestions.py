"""Which details are suggested to which kind of agency, and why: data that an inspector can disagree with (pure).

A suggestion is a tick that stands before anybody looks; the page says why it stands or not. Sources: each number
is that of its own service (NHS Data Dictionary "NHS number"; Police National Computer; nDelius case reference
number; NOMIS prison number), so no other kind of agency can search by it; who holds addresses is the working
assumption of this portal, to be confirmed by the data protection officer. Data minimisation: UK GDPR article 5(1)(c).
"""

from dataclasses import dataclass

from cases.agency_kinds import COUNCIL, HEALTH

BY_ADDRESS = COUNCIL | HEALTH | {"police"}


@dataclass(frozen=True)
class Rule:
    """The kinds of agency that a kind of detail is suggested to, all when there is none, and the reason either way."""

    because: str
    only: frozenset = frozenset()
    else_because: str = ""

    def suggests(self, agency_kind: str) -> bool:
        return not self.only or agency_kind in self.only


RULES = {  # by the values of cases.models.Kind
    "name": Rule("every organisation searches by name"),
    "other-names": Rule("a record may stand under another name"),
    "date-of-birth": Rule("it tells people of the same name apart"),
    "pnc": Rule(
        "the police search by it", frozenset({"police"}), "it is for the police, and others do not search by it"
    ),
    "crn": Rule(
        "prisons and probation search by it",
        frozenset({"prison", "probation-region", "probation-provider"}),
        "it is for prisons and probation, and others do not search by it",
    ),
    "nhs-number": Rule(
        "health bodies search by it", HEALTH, "it is for health bodies only, the ambulance service among them"
    ),
    "prison-number": Rule(
        "prisons and the police search by it",
        frozenset({"prison", "police"}),
        "it is for prisons and the police, and others do not search by it",
    ),
    "address": Rule(
        "this kind of organisation finds records by address",
        BY_ADDRESS,
        "this kind of organisation does not need an address to find a record",
    ),
    "summary": Rule("it says what to look for"),
    "offence-period": Rule("it says which part of the period matters most"),
}


def suggests(kind: str, agency_kind: str) -> bool:
    """Tell whether a kind of detail is suggested to a kind of agency."""
    return RULES[str(kind)].suggests(agency_kind)


def why(kind: str, agency_kind: str) -> str:
    """Return the sentence that stands beside the tick: why the detail is suggested, or is not."""
    rule = RULES[str(kind)]
    if rule.suggests(agency_kind):
        return f"Suggested: {rule.because}."
    return f"Not suggested: {rule.else_because}."
