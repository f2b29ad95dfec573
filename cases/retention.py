"""Retention: how long what identifies somebody is kept once a case is over, and who decides when that time is up.

No statute says how long papers of a panel are kept; the setting
PORTAL_KEEP_YEARS does, and a legal hold stops it.
"""

from django.conf import settings

from agencies import duties
from agencies.directory import the_inspectorate
from agencies.role_names import Role
from cases.models import Case
from panelportal.kit import clock
from panelportal.kit.trail import record, verb

DECIDE = "decide-disposal"
LEAP_DAY = (2, 29)


def default_day(today=None):
    """Return the day on which a case that is over from today is to be disposed of."""
    today = today or clock.today()
    if (today.month, today.day) == LEAP_DAY:
        return today.replace(year=today.year + settings.PORTAL_KEEP_YEARS, month=3, day=1)
    return today.replace(year=today.year + settings.PORTAL_KEEP_YEARS)


@verb
def set_day(case, *, by, day=None):
    """Set when a case that is over is to be disposed of, on the usual day unless another is given."""
    before, case.dispose_on = case.dispose_on, day or default_day()
    case.save(update_fields=["dispose_on"])
    record("disposal date set", about=case.reference, by=by, before=str(before or ""), after=str(case.dispose_on))
    return case


@verb
def keep_open(case, *, by):
    """Take the day away again, and with it the duty to decide, for a case that is opened again."""
    case.dispose_on = None
    case.save(update_fields=["dispose_on"])
    duties.settle(DECIDE, about=case.reference, by=by, how="opened again")
    return case


def due(on=None):
    """Return the cases whose day has come, that are not disposed of and on which there is no legal hold."""
    come = Case.objects.filter(dispose_on__lte=on or clock.today(), disposed_at=None)
    return come.exclude(holds__lifted_at__isnull=True, holds__isnull=False)


@verb
def ask_for_disposals(on=None):
    """Ask the lead inspectors to decide about each case whose day has come; the worker does so daily.

    One who flagged a case is not asked about it. Returns how many were asked about.
    """
    found = list(due(on).exclude(disposals__status__in=["searching", "traces-left"]).select_related("flagged_by"))
    for case in found:
        ask_a_lead(case)
    return len(found)


def ask_a_lead(case, *, by=None, not_for=None):
    """Ask a lead inspector to decide about the disposal of a case, inside a verb."""
    duties.open_duty(
        DECIDE,
        about=case.reference,
        agency=the_inspectorate(),
        role=Role.LEAD,
        not_for=not_for or case.flagged_by,
        due_on=case.dispose_on,
        scope=case.reference,
        by=by,
    )
