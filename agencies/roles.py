"""Roles: a group for each, with the permissions that models open to it, and who holds which now."""

from django.apps import apps
from django.contrib.auth.models import Group, Permission

from agencies.declaring import scopes_of
from agencies.models import Membership
from agencies.role_names import ACT_FOR_THEIR_AGENCY, Role, held_in
from panelportal.kit import access


def group_of(role):
    """Return the name of a role's group."""
    return f"role:{role}"


def standing_of(user):
    """Return what a person's live memberships and declared conflicts amount to now."""
    memberships = _honoured(user)
    role_groups = {group_of(membership.role) for membership in memberships}
    groups = {m.agency.group_id: m.agency.slug for m in memberships if m.role in ACT_FOR_THEIR_AGENCY}
    opened = Permission.objects.filter(group__name__in=role_groups).values_list(
        "content_type__app_label", "content_type__model", "codename"
    )
    return access.Standing(
        groups=groups,
        allowed=frozenset((f"{app}.{model}", codename) for app, model, codename in opened),
        conflicts=scopes_of(user),
    )


def holders(role, *, agency):
    """Return the people who hold a role in an agency now, by name."""
    live = Membership.objects.live().filter(role=role, agency=agency, user__is_active=True)
    return [membership.user for membership in live.select_related("user").order_by("user__name", "user__pk")]


def who_act_for(agency):
    """Return the people who act for an agency now: its SPOC and deputy, or a region's review team."""
    live = Membership.objects.live().filter(role__in=ACT_FOR_THEIR_AGENCY, agency=agency, user__is_active=True)
    people = {m.user_id: m.user for m in live.select_related("user").order_by("user__name", "user__pk")}
    return list(people.values())


def roles_of(user):
    """Return the roles that a person holds now, in any agency."""
    return {Role(membership.role) for membership in _honoured(user)}


def may_say_roles(user, agency):
    """Tell whether somebody of casework may say who holds which role in an agency.

    Roles that see the inspectorate's own work are given and taken by a lead inspector only.
    """
    return agency.kind.takes_requests or Role.LEAD in roles_of(user)


def open_models_to_roles(app_config=None, **_):
    """Give each role's group the permissions that guarded models declare in `by_role`, and no others.

    Called after each migrate, once, when the permissions of every app exist.
    """
    if app_config not in (None, _last_to_migrate()):
        return
    known = {
        (f"{held.content_type.app_label}.{held.content_type.model}", held.codename): held
        for held in Permission.objects.select_related("content_type")
    }
    wanted = {role: [] for role in Role}
    for model in access.guarded_models():
        for permission, roles in model.by_role.items():
            held = known.get((model._meta.label_lower, str(permission)))
            for role in roles if held else ():  # none yet while an app is only partly migrated
                wanted[role].append(held)
    for role, held in wanted.items():
        Group.objects.get_or_create(name=group_of(role))[0].permissions.set(held)


def _last_to_migrate():
    return [app for app in apps.get_app_configs() if app.models_module][-1]


def _honoured(user):
    live = user.memberships.live().select_related("agency")
    return [membership for membership in live if membership.role in held_in(membership.agency.kind_id)]
