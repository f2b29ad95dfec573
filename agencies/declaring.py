"""Declaring a conflict of interest: the declared scope vanishes from what the person may see."""

from agencies.models import Conflict
from panelportal.kit import access
from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record, verb

_about_the_same = []


def tell_what_is_the_same(provider):
    """Have a function tell which scopes are about the same matter as given ones; later apps do so when ready."""
    _about_the_same.append(provider)


def scopes_of(user):
    """Return the scopes that a person's live declarations take: those they named, and what is about the same.

    A case is about the same matter as its reviews, whichever of them was named.
    """
    named = frozenset(user.conflicts.live().values_list("scope", flat=True))
    return named.union(*(provider(named) for provider in _about_the_same)) if named else named


def who_is_kept_out(scopes):
    """Return the ids of the people whose live declarations take a thing of these scopes from them.

    It is `scopes_of` the other way round, for everybody at once: what is about the same matter is so both ways.
    """
    related = frozenset(scopes).union(*(provider(frozenset(scopes)) for provider in _about_the_same))
    return set(Conflict.objects.live().filter(scope__in=related).values_list("user_id", flat=True))


class OwnConflict(ValueError):
    """Nobody lifts a conflict of interest that they declared themselves."""


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


@verb
def lift_conflict(conflict, *, by):
    """Lift a declared conflict, so that the person may see its scope again.

    A lead inspector does so, never for themselves. Raises OwnConflict.
    """
    conflict = Conflict.objects.select_for_update().select_related("user").get(pk=conflict.pk)
    if conflict.user_id == by.pk:
        raise OwnConflict(conflict.scope)
    if conflict.lifted_at is None:
        stamp(conflict, "lifted", by=by)
        conflict.save(update_fields=["lifted_by", "lifted_at"])
        access.forget(conflict.user)
        record("conflict lifted", about=conflict.scope, by=by, person=f"person:{conflict.user_id}")
    return conflict
