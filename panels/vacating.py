"""Vacating: somebody leaves their agency, so the seats that they held for it are free again."""

from agencies import duties
from agencies.directory import the_inspectorate
from agencies.role_names import Role
from panelportal.kit.trail import verb
from panels import convening
from panels.inviting import FILL_SEAT
from panels.models import Seat
from panels.models.panels import PLANNED


@verb
def vacate_seats(user, *, agency, by):
    """Take away the seats that a person held for an agency on panels to come, with a cancellation to them.

    Whoever coordinates is asked to find somebody else. The chair and the
    minute-taker keep theirs until another is named: a panel is never without.
    """
    held = Seat.objects.live().filter(person=user, agency__group=agency.group, panel__status__in=PLANNED)
    for seat in held.select_related("panel").order_by("pk"):
        if not seat.runs_the_panel:
            convening.unseat(seat, by=by)
        duties.open_duty(FILL_SEAT, about=seat.panel.reference, agency=the_inspectorate(), role=Role.COORDINATOR, by=by)


@verb
def leave_seats_as_they_are(panel, *, by):
    """Say that nobody else is needed for the seats that became free."""
    return duties.settle(FILL_SEAT, about=panel.reference, by=by, how="nobody else needed")
