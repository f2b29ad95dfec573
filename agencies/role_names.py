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
CHASE = frozenset({Role.COORDINATOR, Role.INSPECTOR})
ACT_FOR_THEIR_AGENCY = frozenset({Role.SPOC, Role.DEPUTY, Role.REVIEW_TEAM})

MEANING = {
    Role.INSPECTOR: "You rate reviews, flag cases, and take panels to their learning report.",
    Role.LEAD: "You allocate and countersign, and you issue reports that others wrote.",
    Role.COORDINATOR: "You keep requests and panels moving, and the contacts of agencies right.",
    Role.AUDITOR: "You read the trail of what was done and read, never what a case is about.",
    Role.SFO_TEAM: "You see which reviews the inspectorate quality assures.",
    Role.REVIEW_TEAM: "You read the quality assurance reports on the reviews of your region.",
    Role.SPOC: "You answer requests to your organisation, and say who else acts for it.",
    Role.DEPUTY: "You do what the single point of contact does, whenever they cannot.",
    Role.REPRESENTATIVE: "You may be invited to a panel to speak for your organisation.",
    Role.CONTRIBUTOR: "You help to answer the requests that you were invited to.",
    Role.APPROVER: "You agree to replies before they leave, where your organisation wants that.",
    Role.SENIOR_CONTACT: "We write to you when a reply of your organisation is long overdue. You see no case.",
    Role.ATTENDEE: "You see the panels that you were invited to, and nothing else.",
}

_HELD_IN = {
    "inspectorate": INSPECTORATE,
    "hmpps-sfo-team": frozenset({Role.SFO_TEAM}),
    "probation-provider": frozenset(),  # there are none any more
    "probation-region": frozenset({Role.REVIEW_TEAM, Role.SENIOR_CONTACT, Role.ATTENDEE}),
}
_ELSEWHERE = frozenset(Role) - INSPECTORATE - {Role.SFO_TEAM, Role.REVIEW_TEAM}


def held_in(kind):
    """Return the roles that may be held in an agency of a kind (its slug).

    A role of the inspectorate held anywhere else would open nothing: it is not offered, and not honoured.
    """
    return _HELD_IN.get(kind, _ELSEWHERE)
