"""Disclosing: what one agency may see, chosen by an inspector, shown before it is sent, fixed when it is."""

from cases import suggestions
from cases.models import AgencyRequest, Case, DisclosedParticular, Disclosure, Particulars
from cases.refusals import AlreadyAnswered, NotInThisCase
from cases.showing import digest_of, framing_of, show
from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record, verb
from panelportal.kit.versions import ChangedMeanwhile


@verb
def choose(request, *, particulars, by, seen=None):
    """Choose which particulars and facts an agency may see; choosing again replaces what is not yet sent.

    After the request was sent this prepares a correction, which goes when
    `correcting.send_correction` sends it. Raises ChangedMeanwhile when
    `seen` is not its mark (`mark_of`), NotInThisCase for versions that are
    not current ones of the case, AlreadyAnswered once the agency has
    replied or the request was withdrawn, and CaseOver.
    """
    Case.objects.lock_open(request.case)  # so that no new version comes in between
    request = AgencyRequest.objects.select_for_update(of=("self",)).select_related("case").get(pk=request.pk)
    if request.is_answered or request.is_withdrawn:
        raise AlreadyAnswered
    if seen is not None and seen != mark_of(request):
        raise ChangedMeanwhile(request)
    chosen = list(particulars)
    if any(one.case_id != request.case_id or not one.is_current for one in chosen):
        raise NotInThisCase
    disclosure = _to_send(request, by=by)
    disclosure.lines.all().delete()
    DisclosedParticular.objects.bulk_create(DisclosedParticular(disclosure=disclosure, particulars=p) for p in chosen)
    kinds = sorted(str(one.kind) for one in chosen)
    record("disclosure chosen", about=request.reference, by=by, version=disclosure.version, kinds=kinds)
    return disclosure


@verb
def choose_suggested(case, *, by):
    """Choose the suggested particulars for each request that has no choice yet. Returns those requests."""
    without = list(case.requests.drafts().filter(disclosures=None).select_related("agency"))
    current = list(case.particulars.current())
    for request in without:
        choose(request, particulars=suggested(request.agency, current), by=by)
    return without


def suggested(agency, particulars):
    """Return those particulars that are suggested for an agency of this kind (`cases.suggestions`)."""
    return [one for one in particulars if suggestions.suggests(one.kind, agency.kind_id)]


def beyond_suggestion(disclosure):
    """Return the titles of the details that a disclosure shows although they are not suggested to such an agency."""
    kind = disclosure.request.agency.kind_id
    return [one.title for one in disclosure.particulars.in_order() if not suggestions.suggests(one.kind, kind)]


def mark_of(request):
    """Return a mark that changes whenever the case's details, or what is chosen for this agency, change."""
    last = request.disclosures.last()
    return f"{request.case.particulars_version}.{last.version if last else 0}.{last.revision if last else 0}"


def shown(request):
    """Return what the agency sees: the last disclosure sent, or before the first the one to be sent; else None.

    Of what was erased nobody sees anything.
    """
    disclosures = list(request.disclosures.all())
    sent = [one for one in disclosures if one.sent_at]
    return _show((sent or disclosures)[-1]) if disclosures else None


def to_be_shown(request):
    """Return what the agency will see when what has been chosen is sent; else what it sees now."""
    last = request.disclosures.last()
    return _show(last) if last else None


def disclosed(request):
    """Return the versions of the identifiers that the agency was shown last, to be ticked in its reply."""
    last = request.disclosures.sent().last()
    return Particulars.objects.filter(shown_in__disclosure=last).identifiers().in_order()


def fix(disclosure, *, by):
    """Fix a disclosure as sent, with its words and the digest of exactly what it shows, inside a verb that sends it."""
    disclosure.framing = framing_of(disclosure.request)
    stamp(disclosure, "sent", by=by)
    disclosure.digest = digest_of(show(disclosure))
    disclosure.save(update_fields=["framing", "digest", "sent_by", "sent_at"])


def unfix(disclosure):
    """Make a disclosure that was stopped on its way one that can be chosen again, inside the verb that stops it."""
    disclosure.sent_by = disclosure.sent_at = None
    disclosure.digest, disclosure.framing = "", {}
    disclosure.save(update_fields=["framing", "digest", "sent_by", "sent_at"])


def _show(disclosure):
    return None if disclosure.is_erased else show(disclosure)


def _to_send(request, *, by):
    waiting = request.disclosures.not_sent().first()
    if waiting is None:
        last = request.disclosures.last()
        waiting = Disclosure(request=request, version=last.version + 1 if last else 1)
    else:
        waiting.revision += 1
    stamp(waiting, "made", by=by)
    waiting.save()
    return waiting
