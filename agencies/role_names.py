"""The roles of `docs/architecture.md` section 4, and where each may be held."""

from django.db import models


class Role(models.TextChoices):
    INSPECTOR = "inspector", "Inspector"
    LEAD = "lead", "Lead inspector"
    COORDINATOR = "coordinator", "Panel coordinator"
    AUDITOR = "auditor", "Auditor"
    SFO_TEAM = "sfo-team", "HMPPS SFO team"
    REVIEW_TEAM = "review-team", "Region's SFO review team"
    SPOC = "spoc", "Single point of contact (SPOC)"
    DEPUTY = "deputy", "Deputy"
    REPRESENTATIVE = "representative", "Representative"
    CONTRIBUTOR = "contributor", "Contributor"
    APPROVER = "approver", "Approver"
    SENIOR_CONTACT = "senior-contact", "Senior contact"
    ATTENDEE = "attendee", "Attendee"


INSPECTORATE = frozenset({Role.INSPECTOR, Role.LEAD, Role.COORDINATOR, Role.AUDITOR})
CASEWORK = frozenset({Role.INSPECTOR, Role.LEAD, Role.COORDINATOR})
ACT_FOR_THEIR_AGENCY = frozenset({Role.SPOC, Role.DEPUTY, Role.REVIEW_TEAM})

_HELD_IN = {
    "inspectorate": INSPECTORATE,
    "hmpps-sfo-team": frozenset({Role.SFO_TEAM}),
    "probation-region": frozenset({Role.REVIEW_TEAM, Role.SENIOR_CONTACT, Role.ATTENDEE}),
}
_ELSEWHERE = frozenset(Role) - INSPECTORATE - {Role.SFO_TEAM, Role.REVIEW_TEAM}


def held_in(kind):
    """Return the roles that may be held in an agency of a kind (its slug).

    A role of the inspectorate held anywhere else would open nothing: it is not offered, and not honoured.
    """
    return _HELD_IN.get(kind, _ELSEWHERE)
