"""Purposes and legal bases that a request may name, by kind of agency: data to choose from, not legal advice (pure).

Gathered from the sources that each names. Which of them holds for a request is decided by the data protection
officer of HM Inspectorate of Probation, and every text that is shown says so. To change the list, change it here:
requests keep the words that they were sent with.
"""

from dataclasses import dataclass

from cases.agency_kinds import COUNCIL, HEALTH

TO_BE_CONFIRMED = "To be confirmed by the data protection officer of HM Inspectorate of Probation."
PURPOSE = (
    "To learn what agencies can do better together, and what they already do well, before a serious further offence. "
    "The panel looks for learning, not blame."
)


@dataclass(frozen=True)
class Basis:
    """One legal basis that a request may name."""

    slug: str
    name: str
    says: str
    source: str
    only: frozenset = frozenset()  # the kinds of agency it is offered for; all when there is none

    @property
    def text(self):
        """What the agency reads."""
        return f"{self.name}. {self.says} {TO_BE_CONFIRMED}" if self.says else TO_BE_CONFIRMED


BASES = (
    Basis("to-be-confirmed", "Not named yet", "", "Section 2.10 of the consultation names none"),
    Basis(
        "crime-and-disorder-act-115",
        "Crime and Disorder Act 1998, section 115",
        "It lets organisations disclose to probation and others for the purposes of that Act; it does not oblige them.",
        "legislation.gov.uk",
        COUNCIL | HEALTH | {"police"},
    ),
    Basis(
        "offender-management-act-14",
        "Offender Management Act 2007, section 14",
        "It is about disclosure between probation and the organisations that the section lists, "
        "where it is necessary or expedient.",
        "legislation.gov.uk",
        COUNCIL | {"police", "prison"},
    ),
    Basis(
        "criminal-justice-act-325",
        "Criminal Justice Act 2003, section 325",
        "It is about co-operation in multi-agency public protection arrangements (MAPPA), for those purposes only.",
        "legislation.gov.uk",
        COUNCIL | HEALTH | {"police", "prison"},
    ),
    Basis(
        "public-interest",
        "Common law duty of confidence: the public interest",
        "The organisation weighs for itself whether the public interest allows it to disclose.",
        "Department of Health, Confidentiality: NHS code of practice (2003)",
    ),
)
NOT_ADVICE = (
    "These are possible bases, from named sources. The list is not legal advice: "
    "the data protection officer confirms the basis of each request."
)


def offered_to(agency_kind: str) -> list[Basis]:
    """Return the bases that may be named to a kind of agency."""
    return [basis for basis in BASES if not basis.only or agency_kind in basis.only]


def of_text(text: str) -> str:
    """Return the slug of the basis whose words a request carries, or an empty text for words of one's own."""
    return next((basis.slug for basis in BASES if basis.text == text), "")


def text_of(slug: str) -> str:
    """Return the words of a basis. Raises KeyError for one that is not listed."""
    return {basis.slug: basis.text for basis in BASES}[slug]
