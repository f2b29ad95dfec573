"""Giving and taking: grants to a person or a group, each recorded in the trail."""

from panelportal.kit import clock
from panelportal.kit.access.grants import (
    GroupGrant,
    UserGrant,
    check,
    column_of,
    is_group,
    kind_of,
    permission_id_of,
    table_of,
    tables_of,
)
from panelportal.kit.trail import actor, record


def grant(permission, obj, *, to, by, because, until=None, for_group=None):
    """Let a person or a group do a thing to one object, inside a verb.

    What a person gets `for_group` holds only while they belong to that
    group. Granting what is held already renews its end and its reason.
    Raises UnknownGrant for a permission that the object's model does not know.
    """
    model = type(obj)
    check(model, permission)
    who = actor(by)
    table = table_of(model, kind_of(to))
    record("access given", about=obj.reference, by=by, permission=str(permission), to=name_of(to), because=because)
    table.objects.update_or_create(
        permission_id=permission_id_of(model._meta.label_lower, str(permission)),
        content_object=obj,
        **{column_of(to): to},
        defaults=({} if is_group(to) else {"for_group": for_group})
        | {
            "until": until,
            "given_by": who.label,
            "given_by_key": who.key,
            "given_at": clock.now(),
            "because": because,
        },
    )


def revoke(permission, obj, *, of, by, because):
    """Take a permission on one object from a person or a group, inside a verb; at once."""
    model = type(obj)
    check(model, permission)
    held = table_of(model, kind_of(of)).objects.filter(
        permission_id=permission_id_of(model._meta.label_lower, str(permission)),
        content_object=obj,
        **{column_of(of): of},
    )
    taken, _ = held.delete()
    if taken:
        record("access taken", about=obj.reference, by=by, permission=str(permission), of=name_of(of), because=because)


def revoke_from_all(obj, *, by, because):
    """Take every grant on one object, whoever holds it, inside a verb; at once."""
    for kind in (GroupGrant, UserGrant):
        held = table_of(type(obj), kind).objects.filter(content_object=obj).select_related("permission").order_by("pk")
        for one in held:
            holder = one.group if kind is GroupGrant else one.user
            revoke(one.permission.codename, obj, of=holder, by=by, because=because)


def revoke_all(user, *, by, because, for_group=None):
    """Take every grant of a person, or those for one group, on every guarded model, inside a verb. Returns how many."""
    which = {"for_group": for_group} if for_group else {}
    taken = sum(table.objects.filter(user=user, **which).delete()[0] for table in tables_of(UserGrant))
    record("all access taken", about=name_of(user), by=by, grants=taken, because=because)
    return taken


def move(from_group, to_group, *, by, because):
    """Hand every grant of one group to another, inside a verb. Returns how many moved.

    Where the other holds the same already, the grant that lasts longer stays.
    What people hold for the one they hold for the other from now on, as far
    as they belong to it.
    """
    moved = 0
    for table in tables_of(UserGrant):
        moved += table.objects.filter(for_group=from_group).update(for_group=to_group)
    for table in tables_of(GroupGrant):
        for held in table.objects.filter(group=from_group):
            moved += _hand_over(table, held, to_group)
    record("access moved", about=name_of(to_group), by=by, of=name_of(from_group), grants=moved, because=because)
    return moved


def _hand_over(table, held, to_group):
    twins = table.objects.filter(
        group=to_group, permission_id=held.permission_id, content_object_id=held.content_object_id
    )
    if any(twin.until is None or (held.until and twin.until >= held.until) for twin in twins):
        held.delete()
        return False
    twins.delete()
    held.group = to_group
    held.save(update_fields=["group"])
    return True


def name_of(holder):
    """Return how the trail names a person or a group: by its key."""
    return f"group:{holder.name}" if is_group(holder) else actor(holder).key
