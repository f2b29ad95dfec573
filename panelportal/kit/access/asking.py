"""Asking: what may this person see, and may they do this?"""

from functools import reduce
from operator import or_

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404

from panelportal.kit.access.grants import (
    GroupGrant,
    UserGrant,
    check,
    guarded_models,
    live,
    permission_id_of,
    table_of,
    takes_grants,
)
from panelportal.kit.access.standings import NOBODY, standing

FEW = 500


def visible(queryset, user, permission, *, only=None):
    """Return those objects of a queryset on which a person holds a permission now.

    With `only`, the one object that a queryset holds, no grant on any other is asked for.
    Grants are resolved to ids first when they are few, and to two IN
    subqueries when they are many; never to a correlated EXISTS, which on
    SQLite walks the whole table for people who see little.
    """
    model = queryset.model
    check(model, permission)
    who = standing(user)
    if who is NOBODY:
        return queryset.none()
    if (model._meta.label_lower, str(permission)) not in who.allowed:
        queryset = queryset.filter(_granted(model, user, who, permission, only))
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
        check(subject, permission)
        return (subject._meta.label_lower, str(permission)) in standing(user).allowed
    return visible(type(subject)._default_manager.filter(pk=subject.pk), user, permission, only=subject).exists()


def require(user, permission, subject):
    """Raise PermissionDenied (403) unless a person may do a thing to an object or a model."""
    if not may(user, permission, subject):
        raise PermissionDenied("This person may not do this.")


def _granted(model, user, who, permission, only):
    if not takes_grants(model):
        return Q(pk__in=[])
    held = live() & Q(permission_id=permission_id_of(model._meta.label_lower, str(permission)))
    if only is not None:  # of somebody's hundreds of grants one is enough to know
        held &= Q(content_object_id=only.pk)
    mine = own_grants(model, user, who).filter(held)
    ours = table_of(model, GroupGrant).objects.filter(held, group_id__in=who.groups)
    mine, ours = (grants.values_list("content_object_id", flat=True) for grants in (mine, ours))
    ids = list(mine.union(ours)[: FEW + 1])
    return Q(pk__in=ids) if len(ids) <= FEW else Q(pk__in=mine) | Q(pk__in=ours)


def own_grants(model, user, who):
    """Return a person's own grants on a model, less those for a group that they belong to no more."""
    belongs = Q(for_group__isnull=True) | Q(for_group__in=who.belongs_to)
    return table_of(model, UserGrant).objects.filter(belongs, user_id=user.pk)


def taken_by_conflict(user):
    """Return the references that a person's conflicts of interest take from them: the scopes, and what is in them."""
    return within(standing(user).conflicts)


def within(scopes):
    """Return the references of scopes, such as a case and its reviews, and of everything guarded that is in them."""
    found = set(scopes)
    for model in guarded_models() if scopes else ():
        if any(field.name == "reference" for field in model._meta.fields):
            inside = (Q(**{f"{path}__in": scopes}) for path in model.scope_paths)
            found.update(model._default_manager.filter(reduce(or_, inside)).values_list("reference", flat=True))
    return found
