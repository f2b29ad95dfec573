"""Closing: nothing waits in a case any more, so somebody says why it ends and when it is to be disposed of.

What later apps know to be waiting, such as a panel or an action, they say
themselves: each adds a question when it is ready.
"""

from agencies import duties
from agencies.models import Duty
from agencies.role_names import Role
from agencies.roles import roles_of
from cases import retention
from cases.models import Case, CaseStatus, Closing, Disposal, RequestStatus, WhyClosed
from cases.refusals import CasePaused, Refusal
from cases.steps import counted
from panelportal.kit import clock
from panelportal.kit.attribution import stamp
from panelportal.kit.moving import move
from panelportal.kit.trail import record, verb
from panelportal.kit.words import listed

ENDED_BY_CLOSING = ("decide-about-panel", retention.DECIDE)
_questions = []


class StillWaits(Refusal):
    """Something in the case waits; `waiting` names each thing in words."""

    def __init__(self, waiting):
        super().__init__(f"The case cannot be closed yet: {listed(waiting)}")
        self.waiting = waiting


class DisposalDayPassed(Refusal):
    def __init__(self):
        super().__init__("The day of disposal must be in the future")


class NotClosed(Refusal):
    def __init__(self):
        super().__init__("The case is not closed, or has been opened again")


class OnlyALead(Refusal):
    def __init__(self):
        super().__init__("Only a lead inspector can open a closed case again")


class BeingDisposedOf(Refusal):
    def __init__(self):
        super().__init__("The case is being disposed of, or was, so it cannot be opened again")


def ask_also(what_waits):
    """Add a question to those asked before a case is closed: `what_waits(case)` returns what waits, in words."""
    if what_waits not in _questions:
        _questions.append(what_waits)


def what_waits(case):
    """Return what keeps a case from being closed, in words; nothing when it may be."""
    return [*_of_requests(case), *_of_duties(case), *(text for ask in _questions for text in ask(case))]


@verb
def close(case, *, why, because, by, dispose_on=None):
    """Close a case in which nothing waits. From now on nothing about it changes.

    What identifies the person is kept until `dispose_on`, the usual day
    unless another is given. Raises CaseOver, CasePaused, StillWaits and
    DisposalDayPassed.
    """
    case = Case.objects.lock_open(case)
    if case.is_paused:
        raise CasePaused
    if waiting := what_waits(case):
        raise StillWaits(waiting)
    if dispose_on and dispose_on <= clock.today():
        raise DisposalDayPassed
    closing = Closing(case=case, why=WhyClosed(why), because=because, stood_at=str(case.status))
    stamp(closing, "closed", by=by)
    closing.save()
    for kind in ENDED_BY_CLOSING:
        duties.settle(kind, about=case.reference, by=by, how="the case was closed")
    move(case, CaseStatus.CLOSED, by=by)
    retention.set_day(case, day=dispose_on, by=by)
    record("case closed", about=case.reference, by=by, why=str(closing.why))
    return closing


@verb
def reopen(case, *, because, by):
    """Open a closed case again where it stood. A lead inspector does.

    Raises OnlyALead, NotClosed, and BeingDisposedOf once its disposal was
    proposed.
    """
    if Role.LEAD not in roles_of(by):
        raise OnlyALead
    case = Case.objects.select_for_update().get(pk=case.pk)
    closing = case.closings.filter(reopened_at=None).first()
    if case.status != CaseStatus.CLOSED or closing is None:
        raise NotClosed
    if case.is_disposed or Disposal.objects.open().filter(case=case).exists():
        raise BeingDisposedOf
    closing.reopened_because = because
    stamp(closing, "reopened", by=by)
    closing.save(update_fields=["reopened_because", "reopened_by", "reopened_at"])
    retention.keep_open(case, by=by)
    move(case, CaseStatus(closing.stood_at), by=by)
    record("case opened again", about=case.reference, by=by)
    return case


def _of_requests(case):
    asked = case.requests.all()
    drafts, awaited, unsigned = (
        asked.drafts().count(),
        asked.awaiting_reply().count() + asked.filter(status=RequestStatus.MORE_DETAIL_NEEDED).count(),
        asked.unsigned().count(),
    )
    redirected = asked.filter(status=RequestStatus.REDIRECTED, asked_instead=None).count()
    return [
        *[f"{counted(drafts, 'request')} not sent: send or withdraw"] * bool(drafts),
        *[f"{counted(awaited, 'reply', 'replies')} awaited"] * bool(awaited),
        *[f"{counted(unsigned, 'reply', 'replies')} not confirmed by the agency"] * bool(unsigned),
        *[f"{counted(redirected, 'request')} redirected and nobody asked instead"] * bool(redirected),
    ]


def _of_duties(case):
    waiting = Duty.objects.open().filter(scope=case.reference).exclude(kind__in=ENDED_BY_CLOSING)
    waiting = waiting.exclude(kind="answer-request")  # told already as a reply that is awaited
    return [duties.waiting_words(duty) for duty in waiting.order_by("pk")]
