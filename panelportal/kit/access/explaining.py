"""Explaining: who may do a thing to an object, and through what."""

from dataclasses import dataclass

from django.contrib.auth.models import Group

from panelportal.kit.access.asking import may, own_grants
from panelportal.kit.access.grants import GroupGrant, UserGrant, check, live, permission_id_of, table_of, takes_grants
from panelportal.kit.access.standings import standing


@dataclass(frozen=True)
class Reader:
    """Somebody who may do a thing to an object, and through what."""

    name: str
    because: str
    until: object = None


def readers(obj, permission):
    """Return who holds a live grant of a permission on an object: groups first, then people."""
    model = type(obj)
    held = {"permission_id": permission_id_of(model._meta.label_lower, str(permission)), "content_object": obj}
    if not takes_grants(model):
        return []
    groups = table_of(model, GroupGrant).objects.filter(live(), **held).select_related("group")
    people = table_of(model, UserGrant).objects.filter(live(), **held).select_related("user")
    return [Reader(g.group.name, g.because, g.until) for g in groups.order_by("group__name")] + [
        Reader(str(p.user), p.because, p.until) for p in people.order_by("user__pk")
    ]


def why(user, obj, permission):
    """Say in one sentence why a person may do a thing to an object; empty when they may not."""
    model = type(obj)
    who = standing(user)
    by_role = (model._meta.label_lower, str(permission)) in who.allowed
    if not (by_role and not who.conflicts) and not may(user, permission, obj):
        return ""
    if by_role:
        return "Your role at the inspectorate lets you see this."
    held = {"permission_id": permission_id_of(model._meta.label_lower, str(permission)), "content_object": obj}
    mine = own_grants(model, user, who).filter(live(), **held).first()
    ours = table_of(model, GroupGrant).objects.filter(live(), group_id__in=who.groups, **held).first()
    if mine:
        return f"You were given access: {mine.because}."
    return f"Your organisation was given access: {ours.because}." if ours else ""


@dataclass(frozen=True)
class Held:
    """A live grant on an object, as its row tells: held by a group or by a person, never by both."""

    group_id: int | None  # the group that holds it, or for which the person does
    person: object
    given_by: str
    given_at: object
    until: object
    because: str


def grants_on(obj, permission):
    """Return every live grant of a permission on an object; none where only roles open the model."""
    model = type(obj)
    check(model, permission)
    if not takes_grants(model):
        return []
    held = {"permission_id": permission_id_of(model._meta.label_lower, str(permission)), "content_object": obj}
    to_groups = table_of(model, GroupGrant).objects.filter(live(), **held).order_by("pk")
    to_people = table_of(model, UserGrant).objects.filter(live(), **held).select_related("user").order_by("pk")
    return [Held(g.group_id, None, g.given_by, g.given_at, g.until, g.because) for g in to_groups] + [
        Held(g.for_group_id, g.user, g.given_by, g.given_at, g.until, g.because) for g in to_people
    ]


def roles_opening(model, permission):
    """Return the names of the role groups whose holders a model opens itself to, less their conflicts."""
    check(model, permission)
    permission_id = permission_id_of(model._meta.label_lower, str(permission))
    return set(Group.objects.filter(permissions=permission_id).values_list("name", flat=True))


def scopes_of(obj):
    """Return the scopes of an object: a conflict of interest on any of them takes it from whoever declared it."""
    rows = type(obj)._default_manager.filter(pk=obj.pk).values_list(*obj.scope_paths)
    return {scope for row in rows for scope in row if scope}
