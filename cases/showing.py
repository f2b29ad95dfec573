"""Showing: what an agency sees of a case, as it was sent or would be sent now, with what corrections changed."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from cases.models import Kind
from cases.models.particulars import FACTS, IDENTIFIERS
from cases.parallel import may_attach
from panelportal.kit import clock
from panelportal.kit.words import listed, lowered

FRAMED = {  # the words around the particulars, and what each is called when it changes
    "why_asked": "why we ask your organisation",
    "lines_of_enquiry": "what we want to learn",
    "period_from": "the period to check",
    "period_to": "the period to check",
    "purpose": "how we use it",
    "legal_basis": "the legal basis",
    "terms_of_reference": "the terms of reference",
    "documents": "the documents",
    "may_attach": "what you may attach",
}


@dataclass(frozen=True)
class Shown:
    """What an agency sees of a case, field for field; `cases/what_you_see.html` prints it.

    `documents` have a title, a name, a key and a digest; `corrections` are
    pairs of a day and what changed on it, in words, oldest first;
    `may_attach` names the other reviews that the agency has answered.
    """

    why_asked: str
    identifiers: list
    facts: list
    lines_of_enquiry: str
    period_from: date
    period_to: date
    purpose: str
    legal_basis: str
    terms_of_reference: str = ""
    documents: list = field(default_factory=list)
    may_attach: list = field(default_factory=list)
    corrections: list = field(default_factory=list)

    @property
    def rows(self):
        """The identifiers, as rows of a summary list."""
        return [{"key": label, "value_paragraphs": text} for label, text in self.identifiers]


def show(disclosure):
    """Return what a disclosure shows: as it was sent, or as it would be sent now."""
    lines = list(disclosure.particulars.in_order())
    framing = disclosure.framing or framing_of(disclosure.request)
    days = {name: date.fromisoformat(framing[name]) for name in ("period_from", "period_to")}
    return Shown(
        identifiers=_texts(lines, IDENTIFIERS),
        facts=_texts(lines, FACTS),
        corrections=_corrections(disclosure),
        **framing | days,
    )


def framing_of(request):
    """Return the words around the particulars as they stand now, ready to be kept as JSON."""
    case = request.case
    documents = [
        {"key": one.pk, "title": one.title, "name": one.file.name, "digest": one.file.sha256}
        for one in request.documents.all()
    ]
    return {
        "why_asked": request.why_asked,
        "lines_of_enquiry": case.lines_of_enquiry,
        "period_from": case.period_from.isoformat(),
        "period_to": case.period_to.isoformat(),
        "purpose": request.purpose,
        "legal_basis": request.legal_basis,
        "terms_of_reference": request.terms_of_reference,
        "documents": documents,
        "may_attach": may_attach(case, request.agency),
    }


def digest_of(what):
    """Return the digest of what an agency was shown: the same fields and words give the same digest."""
    text = json.dumps(what.__dict__, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _texts(lines, kinds):
    """Return label and text for each of these kinds that is shown, several of one kind under one label."""
    texts = {}
    for one in lines:
        if one.kind in kinds:
            texts.setdefault(one.get_kind_display(), []).append(one.shown)
    return [(label, "\n\n".join(shown)) for label, shown in texts.items()]


def _corrections(disclosure):
    """Return day and words for each version after the first, up to this one."""
    if disclosure.version == 1:
        return []
    versions = list(disclosure.request.disclosures.filter(version__lte=disclosure.version))
    pairs = zip(versions, versions[1:], strict=False)
    return [(_day_of(after), _difference(before, after)) for before, after in pairs]


def _difference(before, after):
    """Return in words what a correction changed; earlier values are not told again, since they may have been wrong."""
    old, new = _versions_by_kind(before), _versions_by_kind(after)
    changed = [_named(kind) for kind in Kind if kind in old and kind in new and old[kind] != new[kind]]
    earlier, now = before.framing or {}, after.framing or framing_of(after.request)
    reframed = [words for name, words in FRAMED.items() if earlier and earlier.get(name) != now.get(name)]
    changed += dict.fromkeys(reframed)
    parts = [
        (changed, "changed"),
        ([_named(kind) for kind in Kind if kind in new and kind not in old], "added"),
        ([_named(kind) for kind in Kind if kind in old and kind not in new], "no longer shown"),
    ]
    return "; ".join(f"{listed(names)} {what}" for names, what in parts if names) or "nothing changed"


def _versions_by_kind(disclosure):
    versions = {}
    for key, kind in disclosure.particulars.values_list("pk", "kind"):
        versions.setdefault(Kind(kind), set()).add(key)
    return versions


def _named(kind):
    return lowered(kind.label)


def _day_of(disclosure):
    return timezone.localdate(disclosure.sent_at) if disclosure.sent_at else clock.today()
