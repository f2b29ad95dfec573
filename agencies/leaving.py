"""Leaving: a role ends, and its access with it, at the next request."""

from agencies import duties, marks
from agencies.directory import the_inspectorate
from agencies.models import Membership
from agencies.role_names import Role
from panelportal.kit import access, clock
from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record, verb

CHECK_CONTACT = "check-contact"

_also = []
_for_a_role = []


class NotTheirs(ValueError):
    """A role is given back only by the person who holds it."""


def when_somebody_leaves(act):
    """Have a verb called with `user`, `agency` and `by` when a person's last role in an agency ends.

    Later apps do so when they are ready, for what they hold in that person's name.
    """
    _also.append(act)


def when_a_role_ends(act):
    """Have a verb called with the membership and `by` whenever one ends, for what a role alone opened.

    Later apps do so when they are ready.
    """
    _for_a_role.append(act)


@verb
def end_membership(membership, *, by, because=""):
    """End a person's role in an agency today, take their personal access, hand their open duties on.

    Duties are handed on, and what the person held for the agency is taken,
    only when they have no other live role in it; every other grant of theirs
    is taken when they have none anywhere. What was said about why is kept
    with the role, never in the trail.
    """
    membership = Membership.objects.select_for_update().select_related("user", "agency").get(pk=membership.pk)
    if membership.ended_at:
        return membership
    membership.ends_on = max(clock.today(), membership.starts_on)
    membership.ended_because = because
    stamp(membership, "ended", by=by)
    membership.save(update_fields=["ends_on", "ended_by", "ended_at", "ended_because"])
    user = membership.user
    record("member left", about=membership.agency.slug[:60], by=by, person=f"person:{user.pk}", role=membership.role)
    for act in _for_a_role:
        act(membership, by=by)
    if not user.memberships.live().filter(agency=membership.agency).exists():
        _take_what_was_for(user, membership, by=by)
    access.forget(user)
    return membership


def _take_what_was_for(user, membership, *, by):
    for act in _also:
        act(user, agency=membership.agency, by=by)
    has_another = user.memberships.live().exists()
    only = membership.agency.group if has_another else None
    access.revoke_all(user, for_group=only, by=by, because="left")
    duties.hand_on(user, agency=membership.agency, role=membership.role, by=by)


@verb
def say_not_mine(membership, *, because, by):
    """Give a role back: the wrong person or organisation was named, or the person has moved on.

    Ends it at once, with whatever it opened, and asks the coordinators to
    find out who acts for the agency now. Raises NotTheirs.
    """
    if membership.user_id != by.pk:
        raise NotTheirs(membership.pk)
    membership = end_membership(membership, by=by, because=because)
    duties.open_duty(CHECK_CONTACT, about=_mark(membership), agency=the_inspectorate(), role=Role.COORDINATOR, by=by)
    return membership


@verb
def contact_checked(membership, *, by):
    """Note that the coordinators found out who acts for an agency after somebody gave their role back."""
    return duties.settle(CHECK_CONTACT, about=_mark(membership), by=by, how="checked")


def _mark(membership):
    return marks.mark(marks.ROLE, membership.pk)
