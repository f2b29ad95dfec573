"""What panels declare to the kit, and to what stands further down, when the app is ready."""

from agencies import chase_rules, duties, leaving
from cases import closing, splitting, unflagging
from panelportal.kit import letters, references, slots
from panels import calling_off, disposal_rules, inviting, panel_slot, ready_learning, still_going, vacating

INVITATIONS = ("panel-invitation", "panel-updated", "panel-cancelled")


def declare():
    """Declare duties and letters, what stands on other apps' pages, and what follows for the panels of a case."""
    references.give_page("MLP", "panels:panel")
    slots.fill("case-requests", template="panels/slots/convene.html", load=panel_slot.convene_about)
    slots.fill("account", template="panels/slots/feed.html", load=lambda request, person: {})
    _declare_duties()
    for name in INVITATIONS:
        letters.kind(name, still_due=inviting.is_current)
    letters.kind(calling_off.LETTER)
    ready_learning.declare()
    disposal_rules.declare()
    leaving.when_somebody_leaves(vacating.vacate_seats)
    unflagging.when_a_flag_is_withdrawn(calling_off.call_off)
    splitting.ask_before_splitting(calling_off.refuse_while_planned)
    closing.ask_also(still_going.what_waits)


def _declare_duties():
    duties.kind(
        inviting.DUTY,
        title="Reply to the invitation: {about}",
        waiting="Reply to the invitation: {about}",
        done="Invitation to a panel: {about}",
        url_name="panels:panel",
        schedule=chase_rules.INVITATION,
    )
    duties.kind(
        inviting.FILL_SEAT,
        title="A seat is free, check who attends: {about}",
        waiting="A free seat to be filled: {about}",
        done="Free seat seen to: {about}",
        url_name="panels:people",
    )
