"""Joining: a person and their role enter the directory; they accept the terms on first arrival."""

from agencies.models import Membership, User
from agencies.role_names import held_in
from panelportal.kit import access, clock
from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record, verb

TERMS_VERSION = "2026-11"


class RoleNotHeldThere(ValueError):
    """A role that may not be held in an agency of that kind."""


@verb
def add_member(*, email, name, agency, role, by, job_title=""):
    """Enter a person's role in an agency, and the person if the directory does not know the address.

    The person gets no mail and sees nothing yet beyond what the role opens:
    the first letter that concerns them is also their way in. A name already
    known is kept. Raises RoleNotHeldThere.
    """
    if role not in held_in(agency.kind_id):
        raise RoleNotHeldThere(f"{role} is not held in {agency}.")
    email = User.objects.normalize_email(email.strip())
    user = User.objects.filter(email__iexact=email).first() or User.objects.create(
        email=email.lower(), name=name.strip(), job_title=job_title.strip()
    )
    membership = Membership.objects.live().filter(user=user, agency=agency, role=role).first()
    if membership:
        return membership
    membership = Membership(user=user, agency=agency, role=role)
    if by is not None:
        stamp(membership, "added", by=by)
    membership.save()
    access.forget(user)
    record("member added", about=agency.slug[:60], by=by, person=f"person:{user.pk}", role=str(role))
    return membership


@verb
def accept_terms(user, *, by):
    """Record that a person accepted the terms and the confidentiality statement, and when."""
    user.terms_accepted_at = clock.now()
    user.terms_version = TERMS_VERSION
    user.save(update_fields=["terms_accepted_at", "terms_version"])
    record("terms accepted", about=f"person:{user.pk}", by=by, version=TERMS_VERSION)
