"""Disclosing: what one agency may see, chosen by an inspector, shown before it is sent, fixed when it is."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from cases.models import AgencyRequest, Case, DisclosedParticular, Disclosure, Kind, Particulars
from cases.models.particulars import FACTS, IDENTIFIERS
from cases.refusals import AlreadyAnswered, NotInThisCase
from panelportal.kit import clock
from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record, verb

HEALTH = frozenset({"health", "ambulance"})
JUSTICE = frozenset({"police", "prison", "youth-justice"})
ONLY_FOR = {Kind.NHS_NUMBER: HEALTH, Kind.PNC: JUSTICE, Kind.CRN: JUSTICE}


@dataclass(frozen=True)
class Shown:
    """What an agency sees of a case, field for field; `cases/what_you_see.html` prints it."""

    why_asked: str
    identifiers: list
    facts: list
    lines_of_enquiry: str
    period_from: date
    period_to: date
    purpose: str
    legal_basis: str
    corrected_on: date | None

    @property
    def rows(self):
        """The identifiers, as rows of a summary list."""
        return [{"key": label, "value_paragraphs": text} for label, text in self.identifiers]


@verb
def choose(request, *, particulars, by):
    """Choose which particulars and facts an agency may see; choosing again replaces what is not yet sent.

    After the request was sent this prepares a correction, which goes when
    `correcting.send_correction` sends it. Raises NotInThisCase for versions
    that are not current ones of the case, AlreadyAnswered once the agency
    has replied or the request was withdrawn.
    """
    Case.objects.select_for_update(of=("self",)).get(requests=request.pk)  # so that no new version comes in between
    request = AgencyRequest.objects.select_for_update(of=("self",)).select_related("case").get(pk=request.pk)
    if request.is_answered or request.is_withdrawn:
        raise AlreadyAnswered
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
    """Return those particulars that an agency of this kind needs to search its records, and the facts.

    NHS number only for health bodies, PNC number and CRN only for police, prisons and youth justice.
    """
    return [one for one in particulars if agency.kind_id in ONLY_FOR.get(one.kind, {agency.kind_id})]


def shown(request):
    """Return what the agency sees: the last disclosure sent, or before the first the one to be sent; else None."""
    disclosures = list(request.disclosures.all())
    sent = [one for one in disclosures if one.sent_at]
    return show((sent or disclosures)[-1]) if disclosures else None


def to_be_shown(request):
    """Return what the agency will see when what has been chosen is sent; else what it sees now."""
    last = request.disclosures.last()
    return show(last) if last else None


def disclosed(request):
    """Return the versions of the identifiers that the agency was shown last, to be ticked in its reply."""
    last = request.disclosures.sent().last()
    return Particulars.objects.filter(shown_in__disclosure=last).identifiers().in_order()


def show(disclosure):
    """Return what a disclosure shows."""
    request = disclosure.request
    lines = list(disclosure.particulars.in_order())
    return Shown(
        why_asked=request.why_asked,
        identifiers=[(one.get_kind_display(), one.shown) for one in lines if one.kind in IDENTIFIERS],
        facts=[(one.get_kind_display(), one.shown) for one in lines if one.kind in FACTS],
        lines_of_enquiry=request.case.lines_of_enquiry,
        period_from=request.case.period_from,
        period_to=request.case.period_to,
        purpose=request.purpose,
        legal_basis=request.legal_basis,
        corrected_on=_day_of(disclosure) if disclosure.version > 1 else None,
    )


def fix(disclosure, *, by):
    """Fix a disclosure as sent, with the digest of exactly what it shows, inside a verb that sends it."""
    stamp(disclosure, "sent", by=by)
    disclosure.digest = digest_of(show(disclosure))
    disclosure.save(update_fields=["digest", "sent_by", "sent_at"])


def digest_of(what):
    """Return the digest of what an agency was shown: the same fields and words give the same digest."""
    text = json.dumps(what.__dict__, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _to_send(request, *, by):
    waiting = request.disclosures.not_sent().first()
    if waiting is None:
        last = request.disclosures.last()
        waiting = Disclosure(request=request, version=last.version + 1 if last else 1)
    stamp(waiting, "made", by=by)
    waiting.save()
    return waiting


def _day_of(disclosure):
    return timezone.localdate(disclosure.sent_at) if disclosure.sent_at else clock.today()
