"""Holding: nothing of a case is disposed of while a court, an inquest or an inquiry may ask for it."""

from agencies import duties
from cases import retention
from cases.models import Case, LegalHold
from cases.refusals import Refusal
from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record, verb


class HeldAlready(Refusal):
    def __init__(self):
        super().__init__("There is a legal hold on this case already")


class NotHeld(Refusal):
    def __init__(self):
        super().__init__("There is no legal hold on this case any more")


class GoneAlready(Refusal):
    def __init__(self):
        super().__init__("The case has been disposed of, so there is nothing left to hold")


@verb
def put_hold(case, *, because, by):
    """Put a legal hold on a case, open or over: until it is lifted nothing of it goes.

    Raises HeldAlready, and GoneAlready once its disposal was carried out.
    """
    case = Case.objects.select_for_update().get(pk=case.pk)
    if hold_on(case):
        raise HeldAlready
    if case.disposals.filter(confirmed_at__isnull=False).exists():
        raise GoneAlready
    hold = LegalHold(case=case, because=because)
    stamp(hold, "put", by=by)
    hold.save()
    duties.settle(retention.DECIDE, about=case.reference, by=by, how="a legal hold was put on the case")
    record("legal hold put", about=case.reference, by=by)
    return hold


@verb
def lift_hold(case, *, because, by):
    """Lift the legal hold on a case; a lead is asked again to decide when its day has come. Raises NotHeld."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    hold = hold_on(case)
    if hold is None:
        raise NotHeld
    hold.lifted_because = because
    stamp(hold, "lifted", by=by)
    hold.save(update_fields=["lifted_because", "lifted_by", "lifted_at"])
    record("legal hold lifted", about=case.reference, by=by)
    return hold


def hold_on(case):
    """Return the legal hold that stands on a case, or None."""
    return case.holds.filter(lifted_at=None).select_related("put_by").first()
