"""Declaring a conflict of interest: the declared scope vanishes from what the person may see."""

from agencies.models import Conflict
from panelportal.kit import access
from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record, verb


@verb
def declare_conflict(user, *, scope, by):
    """Declare that a person has a conflict of interest on a scope, such as a case's reference."""
    existing = Conflict.objects.live().filter(user=user, scope=scope).first()
    if existing:
        return existing
    conflict = Conflict(user=user, scope=scope)
    stamp(conflict, "declared", by=by)
    conflict.save()
    access.forget(user)
    record("conflict declared", about=scope, by=by, person=f"person:{user.pk}")
    return conflict
