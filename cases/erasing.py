"""Erasing: what an agency should not have been shown is removed; digest, version, when and to whom stay."""

from cases.models import DisclosedParticular, Disclosure, Particulars
from cases.requesting import WHY_ASKED
from panelportal.kit import disposal
from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record


def erase_disclosures(request, *, by):
    """Erase every disclosure of a request, and the documents it was given, inside a verb.

    What was chosen and never sent goes without a trace. Returns the keys of
    the particulars that were shown.
    """
    request.disclosures.not_sent().delete()
    shown = set()
    for disclosure in request.disclosures.sent().filter(erased_at=None):
        shown |= _erase(disclosure, by=by)
    request.why_asked = WHY_ASKED
    request.letter_note = request.terms_of_reference = ""
    request.save(update_fields=["why_asked", "letter_note", "terms_of_reference"])
    files = list(request.documents.values_list("file_id", flat=True))
    request.documents.all().delete()
    disposal.let_go_of(files)
    return shown


def erase_particulars(case, *, keys, by):
    """Erase the values of versions of a case's particulars, inside a verb. Returns how many.

    One that another agency still sees stays until it is taken back there, too.
    """
    seen = DisclosedParticular.objects.filter(disclosure__sent_at__isnull=False).values("particulars")
    mine = Particulars.objects.select_for_update().filter(case=case, pk__in=keys, erased_at=None)
    erased = list(mine.exclude(pk__in=seen).order_by("pk"))
    DisclosedParticular.objects.filter(particulars__in=erased).delete()
    for one in erased:
        one.value = one.since = one.until = ""
        one.is_current = False
        stamp(one, "erased", by=by)
        one.save(update_fields=["value", "since", "until", "is_current", "erased_by", "erased_at"])
    if erased:
        case.particulars_version += 1
        case.save(update_fields=["particulars_version"])
        kinds = sorted({str(one.kind) for one in erased})
        record("particulars erased", about=case.reference, by=by, kinds=kinds, version=case.particulars_version)
    return len(erased)


def digests_of(request):
    """Return the disclosures of a request that were sent, oldest first, as the proof of what was shown."""
    return list(Disclosure.objects.sent().filter(request=request).select_related("sent_by"))


def _erase(disclosure, *, by):
    lines = list(disclosure.particulars.in_order())
    disclosure.showed = [one.title for one in lines]
    disclosure.framing = {}
    stamp(disclosure, "erased", by=by)
    disclosure.save(update_fields=["showed", "framing", "erased_by", "erased_at"])
    disclosure.lines.all().delete()
    record(
        "disclosure erased",
        about=disclosure.request.reference,
        by=by,
        version=disclosure.version,
        digest=disclosure.digest,
        kinds=sorted({str(one.kind) for one in lines}),
    )
    return {one.pk for one in lines}
