"""Extending: an agency asks for more time to reply, or is given it; its clock stops, and goes on again."""

from django.urls import reverse

from agencies import duties
from agencies.directory import the_inspectorate
from agencies.role_names import Role
from agencies.roles import holders, who_act_for
from cases.models import AgencyRequest, Extension
from cases.refusals import NothingAsked, NotLater, NotOpenForReply
from cases.telling import ANSWER, DECIDE_EXTENSION
from panelportal.kit import clock, letters, references, working_days
from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record, verb

DECIDE_DAYS = 2  # working days in which an agency that asks for more time is answered


@verb
def ask_for_more_time(request, *, until, because, by):
    """Ask for more time, for the agency: a coordinator decides within two working days, and is told at once.

    Asking again before the decision replaces what was asked. Raises NotOpenForReply and NotLater.
    """
    request = _open_one(request)
    _refuse_earlier(request, until)
    asked = request.extensions.undecided().first() or Extension(request=request)
    asked.asked_until, asked.asked_because = until, because
    stamp(asked, "asked", by=by)
    asked.save()
    duties.open_duty(
        DECIDE_EXTENSION,
        about=request.reference,
        agency=the_inspectorate(),
        role=Role.COORDINATOR,
        due_on=working_days.add(clock.today(), DECIDE_DAYS),
        scope=request.case.reference,
        by=by,
    )
    for person in holders(Role.COORDINATOR, agency=the_inspectorate()):
        _write("extension-asked", asked, to=person)
    record("more time asked for", about=request.reference, by=by, until=str(until))
    return asked


@verb
def give_more_time(request, *, until, because, by):
    """Move the day by which an agency replies, whether it asked or not; it is told, and chased from the new day only.

    Raises NotOpenForReply and NotLater.
    """
    request = _open_one(request)
    _refuse_earlier(request, until)
    given = _decided(request, because, by=by)
    given.until = until
    given.save()
    before, request.reply_by = request.reply_by, until
    request.save(update_fields=["reply_by"])
    duties.extend(ANSWER, about=request.reference, until=until, by=by)
    _tell("new-reply-date", given)
    record("more time given", about=request.reference, by=by, before=str(before), after=str(until))
    return given


@verb
def decline_more_time(request, *, because, by):
    """Leave the date as it is, and tell the agency that asked. Raises NotOpenForReply and NothingAsked."""
    request = _open_one(request)
    if not request.extensions.undecided().exists():
        raise NothingAsked
    declined = _decided(request, because, by=by)
    declined.save()
    _tell("extension-declined", declined)
    record("more time declined", about=request.reference, by=by)
    return declined


@verb
def stop_clock(request, *, because, by):
    """Stop the clock of a request: the agency may reply, and nobody reminds it. Raises NotOpenForReply."""
    request = _open_one(request)
    if duties.pause(ANSWER, about=request.reference, because=because, by=by):
        request.clock_stopped_on = clock.today()
        request.save(update_fields=["clock_stopped_on"])
    return request


@verb
def start_clock(request, *, by):
    """Start the clock again: the agency has as many more working days as it stood still, and is told the new day.

    Raises NotOpenForReply.
    """
    request = _open_one(request)
    _follow(request, duties.resume(ANSWER, about=request.reference, by=by), by=by)
    return request


@verb
def stop_clocks(case, *, because, by):
    """Stop every clock of a case that is paused: nobody is reminded of anything in it."""
    duties.pause_scope(scope=case.reference, because=because, by=by)
    case.requests.awaiting_reply().filter(clock_stopped_on__isnull=True).update(clock_stopped_on=clock.today())


@verb
def start_clocks(case, *, because, by):
    """Start again the clocks that stopped with a case, less those that somebody stopped by hand."""
    resumed = duties.resume_scope(scope=case.reference, because=because, by=by)
    answering = {duty.about: duty for duty in resumed if duty.kind == ANSWER}
    for request in _locked().filter(case=case, reference__in=answering):
        _follow(request, [answering[request.reference]], by=by)


def still_undecided(letter):
    """Tell whether an agency still waits to hear about more time; asked when the letter leaves."""
    return duties.has_open(DECIDE_EXTENSION, about=letter.about)


def _locked():
    return AgencyRequest.objects.select_for_update(of=("self",)).select_related("case", "agency__kind")


def _open_one(request):
    request = _locked().get(pk=request.pk)
    if not request.is_open_for_reply:
        raise NotOpenForReply(request)
    return request


def _refuse_earlier(request, until):
    if until <= max(request.reply_by, clock.today()):
        raise NotLater(request)


def _decided(request, because, *, by):
    decided = request.extensions.undecided().first() or Extension(request=request)
    decided.because = because
    stamp(decided, "decided", by=by)
    duties.settle(DECIDE_EXTENSION, about=request.reference, by=by, how="decided")
    return decided


def _follow(request, resumed, *, by):
    """Let the date of a request follow that of its duty, whose clock goes again."""
    request.clock_stopped_on = None
    for duty in resumed:
        before, request.reply_by = request.reply_by, duty.due_on
        if before != request.reply_by:
            _write_all("new-reply-date", request, key=f"{request.reference}:{request.reply_by}:{duty.pk}")
    request.save(update_fields=["clock_stopped_on", "reply_by"])


def _tell(kind, extension):
    _write_all(kind, extension.request, key=f"{extension.request.reference}:{extension.pk}")


def _write_all(kind, request, *, key):
    for person in who_act_for(request.agency):
        letters.write(kind, key=key, to=person, about=request.reference, context=_told(request))


def _write(kind, asked, *, to):
    reference = asked.request.reference
    context = {"reference": reference, "path": reverse("cases:extension", args=[reference])}
    letters.write(kind, key=f"{reference}:{asked.pk}:{asked.asked_until}", to=to, about=reference, context=context)


def _told(request):
    return {
        "reference": request.reference,
        "reply_by": request.reply_by,
        "agency": request.agency,
        "path": references.page_of(request.reference),
    }
