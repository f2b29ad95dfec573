"""Disposing: what identifies the person goes, by the decision of two lead inspectors, and a search proves it.

What is looked for is kept sealed from the moment when the particulars go
until the search finds nothing any more; then it is forgotten as well.
Learning, figures, ratings, actions and issued reports stay.
"""

import json
import re

from django.apps import apps

from agencies import duties
from cases import holding, markers, retention
from cases.models import Case, Disposal, DisposalStatus, DisposalTrace
from cases.refusals import Refusal
from panelportal.kit import clock, disposal, fulltext, redacting, traces
from panelportal.kit.attribution import stamp
from panelportal.kit.jobs import job
from panelportal.kit.sealing import seal, unseal
from panelportal.kit.trail import record, verb
from panelportal.kit.words import short_day


class CannotDispose(Refusal):
    """The case is not one that can be disposed of now; the text says why."""


class TakesTwo(Refusal):
    def __init__(self):
        super().__init__("Another lead inspector decides: not the one who proposed it, and not the one who flagged it")


class NothingProposed(Refusal):
    def __init__(self):
        super().__init__("No disposal of this case waits for a decision any more")


class DecidedAlready(Refusal):
    def __init__(self):
        super().__init__("Somebody has decided about this place already")


@verb
def propose(case, *, because, by):
    """Propose that a case whose day has come is disposed of. Nothing goes before another lead confirms it.

    Raises CannotDispose and TakesTwo.
    """
    case = Case.objects.select_for_update().get(pk=case.pk)
    if refused := why_not(case):
        raise CannotDispose(refused)
    if case.flagged_by_id == by.pk:
        raise TakesTwo
    proposed = Disposal(case=case, because=because)
    stamp(proposed, "proposed", by=by)
    proposed.save()
    duties.settle(retention.DECIDE, about=case.reference, by=by, how="proposed")
    retention.ask_a_lead(case, not_for=by, by=by)
    record("disposal proposed", about=case.reference, by=by)
    return proposed


@verb
def decline(case, *, because, by):
    """Turn down a proposal, or take back one's own; the case stays as it is. Raises NothingProposed."""
    proposed = _proposed(case)
    proposed.status, proposed.declined_because = DisposalStatus.DECLINED, because
    stamp(proposed, "declined", by=by)
    proposed.save(update_fields=["status", "declined_because", "declined_by", "declined_at"])
    duties.settle(retention.DECIDE, about=proposed.case.reference, by=by, how="declined")
    record("disposal declined", about=proposed.case.reference, by=by)
    return proposed


@verb
def confirm(case, *, by):
    """Dispose of a case, as the second lead inspector: what goes is gone with this, and the search begins.

    Raises NothingProposed, TakesTwo, and CannotDispose when something has
    come in between, such as a legal hold.
    """
    proposed = _proposed(case)
    case = proposed.case
    if by.pk in (proposed.proposed_by_id, case.flagged_by_id):
        raise TakesTwo
    if refused := _unfit(case):
        raise CannotDispose(refused)
    known = [[str(one.kind), one.value] for one in case.particulars.order_by("pk")]
    proposed.sealed_markers = seal(json.dumps(known))
    proposed.removed = disposal.carry_out(case)
    proposed.status = DisposalStatus.SEARCHING
    stamp(proposed, "confirmed", by=by)
    proposed.save()
    duties.settle(retention.DECIDE, about=case.reference, by=by, how="confirmed")
    record("disposal carried out", about=case.reference, by=by, rows=sum(proposed.removed.values()))
    look.enqueue(proposed.pk)
    return proposed


@job
def look(pk):
    """Search everything for what must be gone, in the worker: it reads every table and every file."""
    found = Disposal.objects.select_related("case").get(pk=pk)
    if found.sealed_markers:
        for model in fulltext.indexed():
            fulltext.forget_removed(model)
        keep_findings(found, places=traces.search(markers_of(found), found.case))


@verb
def keep_findings(done, *, places):
    """Keep what a search found. When nothing is left undecided the disposal is done, and its markers are forgotten.

    A place about which was decided that what stands there may stay is not asked about again.
    """
    done = Disposal.objects.select_for_update(of=("self",)).select_related("case").get(pk=done.pk)
    done.looked = [{"place": one.place, "rows": one.rows, "found": len(one.traces)} for one in places]
    done.searched_at = clock.now()
    done.save(update_fields=["looked", "searched_at"])
    done.traces.undecided().delete()
    set_aside = {trace.found for trace in done.traces.filter(was_removed=False)}
    left = [trace for one in places for trace in one.traces if trace not in set_aside]
    DisposalTrace.objects.bulk_create(
        DisposalTrace(disposal=done, place=one.place, label=one.label, row=one.row, column=one.column) for one in left
    )
    record("disposal searched", about=done.case.reference, by=None, places=len(places), traces=len(left))
    if left:
        _set_status(done, DisposalStatus.TRACES_LEFT)
    else:
        _finish(done)
    return done


@verb
def search_again(case, *, by):
    """Have everything searched anew, after what was found was dealt with. Raises NothingProposed."""
    going = Disposal.objects.select_for_update().filter(case=case).exclude(sealed_markers="").first()
    if going is None:
        raise NothingProposed
    _set_status(going, DisposalStatus.SEARCHING)
    record("disposal searched again", about=case.reference, by=by)
    look.enqueue(going.pk)
    return going


@verb
def redact_trace(trace, *, by):
    """Take the markers out of the text in which they were found. Raises DecidedAlready and redacting.CannotRedact."""
    trace = _undecided(trace)
    if not can_take_out(trace):
        raise redacting.CannotRedact
    pattern = markers_of(trace.disposal).close
    redacting.redact(trace.found, pattern=pattern, about=trace.disposal.case.reference, by=by)
    trace.was_removed = True
    stamp(trace, "decided", by=by)
    trace.save(update_fields=["was_removed", "decided_by", "decided_at"])
    return trace


@verb
def set_aside(trace, *, because, by):
    """Decide that what was found may stay: it tells of somebody else of that name, or goes with another case.

    Raises DecidedAlready.
    """
    trace = _undecided(trace)
    trace.because = because
    stamp(trace, "decided", by=by)
    trace.save(update_fields=["because", "decided_by", "decided_at"])
    record("trace set aside", about=trace.disposal.case.reference, by=by, noun=trace.label, row=trace.row)
    return trace


def can_take_out(trace):
    """Tell whether markers can be taken out of a place. What goes with another case of the person is not touched."""
    if not redacting.can_redact(trace.found):
        return False
    rule = disposal.rule_of(apps.get_model(trace.label))
    if rule is None or not rule.removes:
        return True
    return rule.rows_of(trace.disposal.case).filter(pk=trace.row).exists()


def why_not(case):
    """Return why the disposal of a case cannot be proposed now, in words; nothing when it can be."""
    if Disposal.objects.open().filter(case=case).exists():
        return "The disposal of this case has been proposed already"
    return _unfit(case)


def markers_of(going):
    """Return what is searched for: how the person's particulars may be written. They open for the portal alone."""
    anywhere, close = markers.patterns_of(json.loads(unseal(going.sealed_markers)))
    return traces.Markers(*(re.compile(pattern, re.IGNORECASE) for pattern in (anywhere, close)))


def _unfit(case):
    if case.is_disposed:
        return "The case has been disposed of already"
    if not case.is_over:
        return "Only a case that is closed or withdrawn can be disposed of"
    if holding.hold_on(case):
        return "There is a legal hold on this case: nothing of it may go"
    if case.dispose_on is None or case.dispose_on > clock.today():
        day = short_day(case.dispose_on) if case.dispose_on else "a day that is not set yet"
        return f"The case is kept until {day}"
    return ""


def _proposed(case):
    """Return the proposal that waits, with its case locked first, so that no legal hold comes in between."""
    Case.objects.select_for_update().get(pk=case.pk)
    waiting = Disposal.objects.select_for_update(of=("self",)).select_related("case__flagged_by")
    proposed = waiting.filter(case=case, status=DisposalStatus.PROPOSED).first()
    if proposed is None:
        raise NothingProposed
    return proposed


def _undecided(trace):
    locked = DisposalTrace.objects.select_for_update(of=("self",)).undecided().select_related("disposal__case")
    found = locked.filter(pk=trace.pk).first()
    if found is None:
        raise DecidedAlready
    return found


def _set_status(going, status):
    going.status = status
    going.save(update_fields=["status"])


def _finish(done):
    done.sealed_markers, done.done_at = "", clock.now()
    done.status = DisposalStatus.DONE
    done.save(update_fields=["sealed_markers", "done_at", "status"])
    case = Case.objects.select_for_update().get(pk=done.case_id)
    stamp(case, "disposed", by=done.confirmed_by)
    case.save(update_fields=["disposed_by", "disposed_at"])
    record("case disposed of", about=case.reference, by=done.confirmed_by)
