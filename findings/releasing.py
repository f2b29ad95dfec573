"""Who may read each item of a reply: chosen by its agency, released with the pack, withdrawn after that."""

from findings import proposing
from findings.models import KeyEvent, LearningPoint
from findings.models.release import ReleaseTo
from panelportal.kit import clock
from panelportal.kit.trail import record, verb

ITEMS = (LearningPoint, KeyEvent)
STATE = "release released_by released_at withdrawn_by withdrawn_at version".split()


@verb
def choose(item, *, release, by):
    """Choose who may read a learning point or a key event. Choosing the same again changes nothing.

    Before the pack is released the choice simply holds. What is taken back
    afterwards is withdrawn: the panel is shown that, and its text no more.
    What is given again after that goes with the next pack.
    """
    item = type(item).objects.select_for_update().get(pk=item.pk)
    if item.release == release:
        return item
    for name, value in follows(item, release, by=by).items():
        setattr(item, name, value)
    item.release = release
    item.version += 1  # so that a page on which a colleague still reads the old choice does not put it back
    item.save(update_fields=STATE)
    withdrawn = item.withdrawn_at is not None
    record("release chosen", about=_reference_of(item), by=by, item=item.pk, release=release, withdrawn=withdrawn)
    return item


def follows(item, release, *, by):
    """Return what else changes of an item when this is chosen: it is withdrawn, or goes with the next pack."""
    if item.release == release:
        return {}
    if release == ReleaseTo.PANEL:
        return dict.fromkeys(("released_by", "released_at", "withdrawn_by", "withdrawn_at"))
    return {"withdrawn_by": by, "withdrawn_at": clock.now()} if item.released_at else {}


@verb
def release(case, *, by):
    """Release to the panel what agencies let it read of their replies to a case, when its pack goes out.

    Releasing again, with a new version of the pack, adds what was chosen
    since. Proposals of released learning are put to their agencies. Returns
    how many learning points and key events were released.
    """
    counts = [_release(model, case, by=by) for model in ITEMS]
    proposing.put_to_agencies(case, by=by)
    record("replies released to the panel", about=case.reference, by=by, points=counts[0], events=counts[1])
    return counts


def _release(model, case, *, by):
    chosen = model.objects.submitted().of_case(case).filter(release=ReleaseTo.PANEL, released_at__isnull=True)
    keys = list(chosen.values_list("pk", flat=True))
    return model.objects.filter(pk__in=keys).update(released_by=by, released_at=clock.now())


def _reference_of(item):
    """Return what the trail knows an item by: a key event by its request."""
    return item.reference if isinstance(item, LearningPoint) else item.request.reference
