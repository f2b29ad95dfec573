"""Roles: a group for each, with the permissions that models open to it, and who holds which now."""

from django.apps import apps
from django.contrib.auth.models import Group, Permission

from agencies.declaring import scopes_of
from agencies.models import Membership
from agencies.role_names import ACT_FOR_THEIR_AGENCY, CASEWORK, Role, held_in
from panelportal.kit import access


def group_of(role):
    """Return the name of a role's group."""
    return f"role:{role}"


def standing_of(user):
    """Return what a person's live memberships and declared conflicts amount to now."""
    memberships = memberships_of(user)
    role_groups = {group_of(membership.role) for membership in memberships}
    groups = {m.agency.group_id: m.agency.slug for m in memberships if m.role in ACT_FOR_THEIR_AGENCY}
    opened = Permission.objects.filter(group__name__in=role_groups).values_list(
        "content_type__app_label", "content_type__model", "codename"
    )
    return access.Standing(
        groups=groups,
        belongs_to=frozenset(membership.agency.group_id for membership in memberships),
        allowed=frozenset((f"{app}.{model}", codename) for app, model, codename in opened),
        conflicts=scopes_of(user),
        capacity=", ".join(f"{membership.get_role_display()}, {membership.agency}" for membership in memberships),
    )


def capacity_of(user):
    """Return as what a person acts now, in words, such as "Deputy, Northshire Police"."""
    return access.standing(user).capacity


def holders(role, *, agency):
    """Return the people who hold a role in an agency now, by name."""
    live = Membership.objects.live().filter(role=role, agency=agency, user__is_active=True)
    return [membership.user for membership in live.select_related("user").order_by("user__name", "user__pk")]


def who_act_for(agency):
    """Return the people who act for an agency now: its SPOC and deputy, or a region's review team.

    For an agency that was merged into another those of the other, with which it shares its group.
    """
    live = Membership.objects.live().filter(role__in=ACT_FOR_THEIR_AGENCY, user__is_active=True)
    live = live.filter(agency__group=agency.group_id)
    people = {m.user_id: m.user for m in live.select_related("user").order_by("user__name", "user__pk")}
    return list(people.values())


def roles_of(user):
    """Return the roles that a person holds now, in any agency."""
    return {Role(membership.role) for membership in memberships_of(user)}


def may_say_roles(user, agency):
    """Tell whether a person may say who holds which role in an agency.

    Roles that see the inspectorate's own work are given and taken by a lead
    inspector only, those of an agency that is asked by casework, and by its
    own SPOC or deputy.
    """
    roles = roles_of(user)
    if not agency.kind.takes_requests:
        return Role.LEAD in roles
    return bool(roles & CASEWORK) or acts_for(user, agency)


def acts_for(user, agency):
    """Tell whether a person acts for an agency now, as its SPOC, its deputy, or a region's review team."""
    return any(held.agency_id == agency.pk and held.role in ACT_FOR_THEIR_AGENCY for held in memberships_of(user))


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


def memberships_of(user):
    """Return a person's roles that open something now: live, held where they may be, in an agency still in being."""
    live = user.memberships.live().select_related("agency")
    return [held for held in live if held.role in held_in(held.agency.kind_id) and not held.agency.has_ended]
