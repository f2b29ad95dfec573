"""Unflagging: a case is given up. Whatever was asked need not be answered any more.

A case that was given up stays readable and is not taken up again: what
agencies could see has been taken from them. Its reviews may be flagged anew,
as a new case.
"""

from agencies import duties
from agencies.role_names import Role
from agencies.roles import roles_of
from cases import retention
from cases.models import Case, CaseStatus
from cases.refusals import NotTheirsToWithdraw, TooLateToWithdraw
from cases.withdrawing import withdraw_request
from panelportal.kit.attribution import stamp
from panelportal.kit.moving import move
from panelportal.kit.trail import record, verb

BEFORE_SENDING = "the inspector who flagged the case, or a lead inspector"
AFTER_SENDING = "a lead inspector, because requests have been sent"

_also = []


def when_a_flag_is_withdrawn(act):
    """Have a verb called with the case and `by` while its flag is withdrawn; it raises a Refusal to prevent that.

    Later apps do so when they are ready, for what they hold about the case.
    """
    _also.append(act)


@verb
def withdraw_flag(case, *, because, by):
    """Withdraw the flag of a case, with a reason.

    Until requests are sent, whoever flagged it or a lead inspector may;
    afterwards only a lead inspector. Every request that was not answered is
    withdrawn, with its letter; replies stay with those who sent them and may
    read them. Every duty in the case ends, less those that outlast it. What
    later apps planned about it ends with it, or they refuse. Raises CaseOver,
    TooLateToWithdraw once the report was issued, and NotTheirsToWithdraw.
    """
    case = Case.objects.lock_open(case)
    if case.status == CaseStatus.ISSUED:
        raise TooLateToWithdraw(case)
    if refused := who_else(case, by):
        raise NotTheirsToWithdraw(refused)
    case.withdrawn_because = because
    stamp(case, "withdrawn", by=by)
    case.save(update_fields=["withdrawn_because", "withdrawn_by", "withdrawn_at"])
    move(case, CaseStatus.WITHDRAWN, by=by)
    retention.set_day(case, by=by)
    for request in case.requests.all():
        if not (request.is_answered or request.is_withdrawn):
            withdraw_request(request, because=because, by=by)
    for act in _also:
        act(case, by=by)
    duties.settle_scope(scope=case.reference, how="the flag was withdrawn", by=by)
    record("flag withdrawn", about=case.reference, by=by)
    return case


def who_else(case, person):
    """Return who may withdraw the flag when this person may not, in words; empty when they may."""
    if Role.LEAD in roles_of(person):
        return ""
    if case.requests.sent().exists():
        return AFTER_SENDING
    return "" if case.flagged_by_id == person.pk else BEFORE_SENDING
