"""Leaving: a role ends, and its access with it, at the next request."""

from agencies import duties
from agencies.models import Membership
from panelportal.kit import access, clock
from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record, verb


@verb
def end_membership(membership, *, by, because=""):
    """End a person's role in an agency today, take their personal access, hand their open duties on.

    Duties are handed on only when the person has no other live role in
    that agency, personal grants taken only when they have none anywhere,
    since a grant does not tell for which agency it was given.
    """
    membership = Membership.objects.select_for_update().select_related("user", "agency").get(pk=membership.pk)
    if membership.ended_at:
        return membership
    membership.ends_on = max(clock.today(), membership.starts_on)
    stamp(membership, "ended", by=by)
    membership.save(update_fields=["ends_on", "ended_by", "ended_at"])
    user = membership.user
    record("member left", about=membership.agency.slug[:60], by=by, person=f"person:{user.pk}", role=membership.role)
    if not user.memberships.live().exists():
        access.revoke_all(user, by=by, because=because or "left")
    if not user.memberships.live().filter(agency=membership.agency).exists():
        duties.hand_on(user, agency=membership.agency, role=membership.role, by=by)
    access.forget(user)
    return membership
