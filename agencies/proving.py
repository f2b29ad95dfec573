"""Proving: every person who may do a thing to an object now, by name, and through what."""

from dataclasses import dataclass

from django.db.models import Q

from agencies.declaring import who_is_kept_out
from agencies.models import Membership
from agencies.role_names import ACT_FOR_THEIR_AGENCY, Role, held_in
from agencies.roles import group_of
from panelportal.kit import access
from panelportal.kit.trail import PORTAL


@dataclass(frozen=True)
class Way:
    """One way by which a person reaches an object; with `kept_out` it leads nowhere, for a conflict of interest."""

    person: object
    through: str
    since: object  # a date or a moment
    given_by: str
    until: object = None
    because: str = ""
    kept_out: bool = False


def who_may(obj, permission):
    """Return every way by which anybody reaches an object now, by the person's name, kept-out people included.

    It asks what the door asks, the other way round: live memberships that are honoured, what models open to
    roles, live grants, less declared conflicts. The same few queries, however many people there are.
    """
    held = access.grants_on(obj, permission)
    ways = [_own(grant) for grant in _still_own(held)]
    ways += _by_membership(held, access.roles_opening(type(obj), permission))
    kept_out = who_is_kept_out(access.scopes_of(obj))
    ways = [_kept_out(way) if way.person.pk in kept_out else way for way in ways]
    return sorted(ways, key=lambda way: (way.kept_out, way.person.name, way.person.pk))


def _still_own(held):
    """Return the grants of people who are switched on and belong to the group, if any, for which they hold them."""
    own = [grant for grant in held if grant.person and grant.person.is_active]
    live = Membership.objects.live().filter(user__in=[grant.person for grant in own]).select_related("agency")
    belong = {(m.user_id, m.agency.group_id) for m in live if m.role in held_in(m.agency.kind_id)}
    return [grant for grant in own if not grant.group_id or (grant.person.pk, grant.group_id) in belong]


def _own(grant):
    return Way(
        person=grant.person,
        through="A grant of their own",
        since=grant.given_at,
        given_by=grant.given_by,
        until=grant.until,
        because=grant.because,
    )


def _by_membership(held, open_to):
    of_group = {grant.group_id: grant for grant in held if not grant.person}
    opening = [role for role in Role if group_of(role) in open_to]
    reached = Q(role__in=opening) | Q(agency__group__in=of_group, role__in=ACT_FOR_THEIR_AGENCY)
    live = Membership.objects.live().filter(reached, user__is_active=True)
    for membership in live.select_related("user", "agency", "added_by"):
        if membership.role not in held_in(membership.agency.kind_id):
            continue
        if membership.role in opening:
            yield _by_role(membership)
        grant = of_group.get(membership.agency.group_id)
        if grant and membership.role in ACT_FOR_THEIR_AGENCY:
            yield _by_agency(membership, grant)


def _by_role(membership):
    return Way(
        person=membership.user,
        through=_role(membership),
        since=membership.starts_on,
        given_by=str(membership.added_by or PORTAL.label),
        until=membership.ends_on,
        because="The role opens it",
    )


def _by_agency(membership, grant):
    return Way(
        person=membership.user,
        through=_role(membership),
        since=grant.given_at,
        given_by=grant.given_by,
        until=grant.until or membership.ends_on,
        because=f"Given to the agency: {grant.because}",
    )


def _role(membership):
    return f"{membership.get_role_display()}, {membership.agency}"


def _kept_out(way):
    return Way(**{**vars(way), "kept_out": True})
