"""The events of one case, as many as the portal promises its speed for, from all of its agencies that have answered."""

from datetime import time, timedelta
from itertools import cycle, islice

from agencies.models import AgencyKind
from cases.models import RequestStatus
from findings.models import EventKind, KeyEvent, Precision
from panelportal.scale.cases import MUCH_TOLD
from panelportal.scale.sizes import EVENTS
from panelportal.scale.world import World, fill, pour, stamped

WHAT = "Made up for measuring: somebody saw somebody, and somebody else was told of it by telephone on the same day."
DAYS = 730
VAGUE = 10  # of so many events one has no exact day


def enter(world: World):
    """Enter key events of two years, a tenth of them known to the month only, half of the others with a time."""
    case = world.cases[MUCH_TOLD]
    told_by = [one for one in world.requests if one.case_id == case.pk and one.status == RequestStatus.SUBMITTED]
    requests = cycle(told_by)
    events = fill(KeyEvent, (_event(world, request, number) for number, request in enumerate(islice(requests, EVENTS))))
    through, kinds = KeyEvent.with_kinds.through, list(AgencyKind.objects.filter(takes_requests=True))
    of_information = (one for one in events if one.kind in (EventKind.SHARED, EventKind.NOT_SHARED))
    pour(through, (through(keyevent=one, agencykind=world.random.choice(kinds)) for one in of_information))


def _event(world, request, number):
    day = request.case.period_from + timedelta(days=world.random.randrange(DAYS))
    is_vague = number % VAGUE == 0
    return KeyEvent(
        request=request,
        kind=world.random.choice(EventKind.values),
        precision=Precision.RANGE if is_vague else Precision.EXACT,
        earliest=day,
        latest=day + timedelta(days=30) if is_vague else day,
        at=time(world.random.randrange(24), 30) if number % 2 and not is_vague else None,
        place_in_day=1,
        what=WHAT,
        why_it_mattered=WHAT,
        source="Made up",
        changed_risk=number % VAGUE == 1,
        **stamped("added", request.submitted_by, request.submitted_at),
    )
