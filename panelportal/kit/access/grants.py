"""Grants: what may be allowed, the tables that hold it, and the only module that knows django-guardian."""

from enum import StrEnum
from functools import cache

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from panelportal.kit import clock


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
    CONTRIBUTE = "contribute"
    APPROVE = "approve"
    CONVENE = "convene"
    MINUTE = "minute"
    ATTEND = "attend"
    WRITE = "write"
    ISSUE = "issue"
    UPDATE = "update"
    CLOSE = "close"
    AUDIT = "audit"
    DISPOSE = "dispose"


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
    """A grant to a person. Apps subclass it beside their model and add `content_object`.

    Given to somebody who acts for a group, it holds only while they belong to it.
    """

    for_group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(UserObjectPermissionBase.Meta):
        abstract = True


class GroupGrant(GroupObjectPermissionBase, Grant):
    """A grant to a group. Apps subclass it beside their model and add `content_object`."""

    class Meta(GroupObjectPermissionBase.Meta):
        abstract = True


def guarded_models():
    """Return every model that the door guards: those that declare `scope_paths`."""
    return [model for model in apps.get_models() if hasattr(model, "scope_paths")]


def check(model, permission):
    """Raise UnknownGrant unless a model knows a permission."""
    known = dict(model._meta.permissions)
    if str(permission) not in known:
        raise UnknownGrant(f"{model._meta.label} knows no permission “{permission}”.")


def is_group(holder):
    return isinstance(holder, Group)


def column_of(holder):
    """Return the column of a grant table that names its holder."""
    return "group" if is_group(holder) else "user"


def kind_of(holder):
    """Return the kind of grant table that a holder stands in."""
    return GroupGrant if is_group(holder) else UserGrant


def takes_grants(model):
    """Tell whether a guarded model has grant tables; without, only roles open it."""
    return any(table._meta.get_field("content_object").related_model is model for table in tables_of(UserGrant))


@cache
def table_of(model, kind):
    """Return a guarded model's table of grants to people or to groups. Raises UnknownGrant when it has none."""
    for table in tables_of(kind):
        if table._meta.get_field("content_object").related_model is model:
            return table
    raise UnknownGrant(f"{model._meta.label} takes no grants.")


@cache
def tables_of(kind):
    """Return every table of grants to people, or to groups."""
    return [model for model in apps.get_models() if issubclass(model, kind)]


@cache
def permission_id_of(label, codename):
    """Return the id of a permission; remembered, because it never changes between two migrates."""
    app_label, model_name = label.split(".")
    content_type = ContentType.objects.get(app_label=app_label, model=model_name)
    return Permission.objects.get(content_type=content_type, codename=codename).pk


def forget_permission_ids(**_):
    """Drop the remembered ids; called after each migrate, which may renumber them."""
    permission_id_of.cache_clear()


def live():
    """Return the condition for a grant that holds now."""
    return Q(until__isnull=True) | Q(until__gt=clock.now())
