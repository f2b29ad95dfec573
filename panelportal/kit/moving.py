"""The one way to change a status: a row with who and when, and an entry of the trail."""

from panelportal.kit import clock
from panelportal.kit.models import StatusChange
from panelportal.kit.trail import actor, record


def move(obj, to, *, by, because=""):
    """Change the status of an object that has a `reference`, inside a verb.

    The change becomes a row with who and when, and an entry of the trail.
    Moving to the status that already holds changes nothing.
    """
    before = obj.status
    if before == to:
        return
    record("status changed", about=obj.reference, by=by, noun=obj._meta.label, before=str(before), after=str(to))
    obj.status = to
    obj.save(update_fields=["status"])
    who = actor(by)
    StatusChange.objects.create(
        noun=obj._meta.label,
        about=obj.reference,
        before=before,
        after=to,
        because=because,
        moved_at=clock.now(),
        moved_by_key=who.key,
        moved_by_label=who.label,
    )


def history(obj):
    """Return the status changes of an object, oldest first."""
    return StatusChange.objects.filter(noun=obj._meta.label, about=obj.reference).order_by("pk")
