"""The one door to every guarded object, and the only module that knows django-guardian.

A person sees an object through a grant of their own, through a grant to a
group they hold a live membership of, or through their role, where the
model opens itself to that role; always less the scopes on which they have
declared a conflict of interest. Nothing else opens anything: no superuser,
no permission given to a person for a whole model, no row in `user.groups`.
See `docs/architecture.md` section 4.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, reduce
from operator import or_

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.http import Http404
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from panelportal.kit import clock
from panelportal.kit.trail import actor, record

FEW = 500


class Can(StrEnum):
    """The closed list of what a grant or a role may allow."""

    ADD = "add"
    READ = "read"
    EDIT = "edit"
    ALLOCATE = "allocate"
    RATE = "rate"
    COUNTERSIGN = "countersign"
    ACKNOWLEDGE = "acknowledge"
    FLAG = "flag"
    SEND = "send"
    CLEAR = "clear"
    ANSWER = "answer"
    CONVENE = "convene"
    MINUTE = "minute"
    ATTEND = "attend"
    WRITE = "write"
    ISSUE = "issue"
    UPDATE = "update"
    CLOSE = "close"
    AUDIT = "audit"


class UnknownGrant(ValueError):
    """A permission that the model does not know, or an object that takes no grants."""


def permissions(*allowed):
    """Return `Meta.permissions` for a guarded model, from the closed list."""
    return [(str(can), f"Can {can}") for can in allowed]


class Grant(models.Model):
    """What every grant carries beside guardian's columns."""

    until = models.DateTimeField(null=True, blank=True)
    given_by = models.CharField(max_length=200)
    given_by_key = models.CharField(max_length=60)
    given_at = models.DateTimeField()
    because = models.CharField(max_length=200)

    class Meta:
        abstract = True


class UserGrant(UserObjectPermissionBase, Grant):
    """A grant to a person. Apps subclass it beside their model and add `content_object`."""

    class Meta(UserObjectPermissionBase.Meta):
        abstract = True


class GroupGrant(GroupObjectPermissionBase, Grant):
    """A grant to a group. Apps subclass it beside their model and add `content_object`."""

    class Meta(GroupObjectPermissionBase.Meta):
        abstract = True


# ---- who somebody is at this moment ---------------------------------------------------------------


@dataclass(frozen=True)
class Standing:
    """What a person's live memberships and declarations amount to at this request."""

    groups: dict = field(default_factory=dict)  # id of each live group: its name
    allowed: frozenset = frozenset()  # (model label, permission) that live roles open
    conflicts: frozenset = frozenset()  # scopes, such as a case's reference


NOBODY = Standing()
_standing_of = [lambda user: NOBODY]


def ask_standing_of(provider):
    """Set the function that tells a person's standing; the app of people does, once, when it is ready."""
    _standing_of[0] = provider


def standing(user):
    """Return a person's standing, asked once for each request's user object."""
    if not user.is_authenticated or not user.is_active:
        return NOBODY
    if "_standing" not in user.__dict__:
        user.__dict__["_standing"] = _standing_of[0](user)
    return user.__dict__["_standing"]


def forget(user):
    """Have a person's standing asked again, after a verb changed it."""
    user.__dict__.pop("_standing", None)


# ---- asking ------------------------------------------------------------------------------------------


def visible(queryset, user, permission):
    """Return those objects of a queryset on which a person holds a permission now.

    Grants are resolved to ids first when they are few, and to two IN
    subqueries when they are many; never to a correlated EXISTS, which on
    SQLite walks the whole table for people who see little.
    """
    model = queryset.model
    _check(model, permission)
    who = standing(user)
    if who is NOBODY:
        return queryset.none()
    if (model._meta.label_lower, str(permission)) not in who.allowed:
        queryset = queryset.filter(_granted(model, user, who, permission))
    for path in model.scope_paths if who.conflicts else ():
        queryset = queryset.exclude(**{f"{path}__in": who.conflicts})
    return queryset


def fetch(queryset, user, permission, **lookup):
    """Return the one object that a person may see by its lookup.

    Raises Http404 alike for what does not exist and for what they may not see.
    """
    try:
        return visible(queryset, user, permission).get(**lookup)
    except queryset.model.DoesNotExist:
        raise Http404("There is nothing here for this person.") from None


def may(user, permission, subject):
    """Tell whether a person may do a thing to an object, or to a model at large through their role."""
    if isinstance(subject, type):
        _check(subject, permission)
        return (subject._meta.label_lower, str(permission)) in standing(user).allowed
    return visible(type(subject)._default_manager.filter(pk=subject.pk), user, permission).exists()


def require(user, permission, subject):
    """Raise PermissionDenied (403) unless a person may do a thing to an object or a model."""
    if not may(user, permission, subject):
        raise PermissionDenied("This person may not do this.")


def _granted(model, user, who, permission):
    if not takes_grants(model):
        return Q(pk__in=[])
    live = _live() & Q(permission_id=_permission_id(model._meta.label_lower, str(permission)))
    mine = _table(model, UserGrant).objects.filter(live, user_id=user.pk)
    ours = _table(model, GroupGrant).objects.filter(live, group_id__in=who.groups)
    mine, ours = (grants.values_list("content_object_id", flat=True) for grants in (mine, ours))
    ids = list(mine.union(ours)[: FEW + 1])
    return Q(pk__in=ids) if len(ids) <= FEW else Q(pk__in=mine) | Q(pk__in=ours)


def _live():
    return Q(until__isnull=True) | Q(until__gt=clock.now())


def taken_by_conflict(user):
    """Return the references that a person's conflicts of interest take from them: the scopes, and what is in them."""
    scopes = standing(user).conflicts
    taken = set(scopes)
    for model in guarded_models() if scopes else ():
        if any(field.name == "reference" for field in model._meta.fields):
            inside = (Q(**{f"{path}__in": scopes}) for path in model.scope_paths)
            taken.update(model._default_manager.filter(reduce(or_, inside)).values_list("reference", flat=True))
    return taken


# ---- giving and taking -------------------------------------------------------------------------------


def grant(permission, obj, *, to, by, because, until=None):
    """Let a person or a group do a thing to one object, inside a verb.

    Granting what is held already renews its end and its reason. Raises
    UnknownGrant for a permission that the object's model does not know.
    """
    model = type(obj)
    _check(model, permission)
    who = actor(by)
    table = _table(model, _kind(to))
    record("access given", about=obj.reference, by=by, permission=str(permission), to=_name(to), because=because)
    table.objects.update_or_create(
        permission_id=_permission_id(model._meta.label_lower, str(permission)),
        content_object=obj,
        **{_column(to): to},
        defaults={
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
    _check(model, permission)
    held = _table(model, _kind(of)).objects.filter(
        permission_id=_permission_id(model._meta.label_lower, str(permission)),
        content_object=obj,
        **{_column(of): of},
    )
    taken, _ = held.delete()
    if taken:
        record("access taken", about=obj.reference, by=by, permission=str(permission), of=_name(of), because=because)


def revoke_all(user, *, by, because):
    """Take every grant of a person, on every guarded model, inside a verb. Returns how many."""
    taken = sum(table.objects.filter(user=user).delete()[0] for table in _tables(UserGrant))
    record("all access taken", about=_name(user), by=by, grants=taken, because=because)
    return taken


def move(from_group, to_group, *, by, because):
    """Hand every grant of one group to another, inside a verb. Returns how many moved.

    Where the other holds the same already, the grant that lasts longer stays.
    """
    moved = 0
    for table in _tables(GroupGrant):
        for held in table.objects.filter(group=from_group):
            moved += _hand_over(table, held, to_group)
    record("access moved", about=_name(to_group), by=by, of=_name(from_group), grants=moved, because=because)
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


# ---- explaining ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reader:
    """Somebody who may do a thing to an object, and through what."""

    name: str
    because: str
    until: object = None


def readers(obj, permission):
    """Return who holds a live grant of a permission on an object: groups first, then people."""
    model = type(obj)
    held = {"permission_id": _permission_id(model._meta.label_lower, str(permission)), "content_object": obj}
    if not takes_grants(model):
        return []
    groups = _table(model, GroupGrant).objects.filter(_live(), **held).select_related("group")
    people = _table(model, UserGrant).objects.filter(_live(), **held).select_related("user")
    return [Reader(g.group.name, g.because, g.until) for g in groups.order_by("group__name")] + [
        Reader(str(p.user), p.because, p.until) for p in people.order_by("user__pk")
    ]


def why(user, obj, permission):
    """Say in one sentence why a person may do a thing to an object; empty when they may not."""
    model = type(obj)
    who = standing(user)
    if not may(user, permission, obj):
        return ""
    if (model._meta.label_lower, str(permission)) in who.allowed:
        return "Your role at the inspectorate lets you see this."
    held = {"permission_id": _permission_id(model._meta.label_lower, str(permission)), "content_object": obj}
    mine = _table(model, UserGrant).objects.filter(_live(), user_id=user.pk, **held).first()
    ours = _table(model, GroupGrant).objects.filter(_live(), group_id__in=who.groups, **held).first()
    if mine:
        return f"You were given access: {mine.because}."
    return f"Your organisation was given access: {ours.because}." if ours else ""


# ---- inside ----------------------------------------------------------------------------------------------


def guarded_models():
    """Return every model that the door guards: those that declare `scope_paths`."""
    return [model for model in apps.get_models() if hasattr(model, "scope_paths")]


def _check(model, permission):
    known = dict(model._meta.permissions)
    if str(permission) not in known:
        raise UnknownGrant(f"{model._meta.label} knows no permission “{permission}”.")


def _is_group(holder):
    return isinstance(holder, Group)


def _column(holder):
    return "group" if _is_group(holder) else "user"


def _kind(holder):
    return GroupGrant if _is_group(holder) else UserGrant


def takes_grants(model):
    """Tell whether a guarded model has grant tables; without, only roles open it."""
    return any(table._meta.get_field("content_object").related_model is model for table in _tables(UserGrant))


@cache
def _table(model, kind):
    for table in _tables(kind):
        if table._meta.get_field("content_object").related_model is model:
            return table
    raise UnknownGrant(f"{model._meta.label} takes no grants.")


@cache
def _tables(kind):
    return [model for model in apps.get_models() if issubclass(model, kind)]


def _name(holder):
    return f"group:{holder.name}" if _is_group(holder) else actor(holder).key


@cache
def _permission_id(label, codename):
    app_label, model_name = label.split(".")
    content_type = ContentType.objects.get(app_label=app_label, model=model_name)
    return Permission.objects.get(content_type=content_type, codename=codename).pk


def forget_permission_ids(**_):
    """Drop the remembered ids; called after each migrate, which may renumber them."""
    _permission_id.cache_clear()
