"""Sharing out what is known of the person between a case and the one that was split from it."""

from cases.models import DisclosedParticular, Particulars
from cases.models.splits import Going


def share_out_particulars(case, new, parts, going, *, by):
    """Give the new case its particulars, inside the verb that splits. Returns what became of each that was copied.

    What a request that goes has shown is copied in any case, version by
    version, so that it shows the same as before. Those that stand now are
    copied as well, unless they stay; when they go, the other case knows
    them no more, and its requests that were not sent yet show them no more.
    """
    shown = set(DisclosedParticular.objects.filter(disclosure__request__in=parts).values_list("particulars", flat=True))
    standing = set(case.particulars.current().values_list("pk", flat=True))
    wanted = shown if going == Going.STAYS else shown | standing
    copies = {
        one.pk: _copy(one, new, is_current=one.is_current and going != Going.STAYS)
        for one in case.particulars.filter(pk__in=wanted).order_by("pk")
    }
    for line in DisclosedParticular.objects.filter(disclosure__request__in=parts):
        line.particulars = copies[line.particulars_id]
        line.save(update_fields=["particulars"])
    if going == Going.GOES:
        drafts = DisclosedParticular.objects.filter(disclosure__request__case=case, disclosure__sent_at=None)
        drafts.exclude(disclosure__request__in=parts).filter(particulars__in=standing).delete()
        case.particulars.current().update(is_current=False)
        case.particulars_version += 1
        case.save(update_fields=["particulars_version"])
    new.particulars_version = case.particulars_version
    new.save(update_fields=["particulars_version"])
    return copies


def _copy(one, new, *, is_current):
    kept = ("kind", "place", "value", "since", "until", "version", "added_by", "added_at", "erased_by", "erased_at")
    values = {name: getattr(one, name) for name in kept}
    return Particulars.objects.create(case=new, is_current=is_current, **values)
