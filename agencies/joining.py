"""Joining: a person and their role enter the directory; they accept the terms on first arrival.

The letter that concerns them first is also their way in: a request, an
invitation to a panel, or the joining letter. None holds anything that a
mail scanner could use up, and none expires before the role ends.
"""

from django.urls import reverse

from agencies import marks
from agencies.models import Membership, User
from agencies.models.directory import INSPECTORATE_KIND
from agencies.role_names import INSPECTORATE, held_in
from panelportal.kit import access, clock, letters
from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record, verb

TERMS_VERSION = "2026-11"
_also = []


class RoleNotHeldThere(ValueError):
    """A role that may not be held in an agency of that kind."""


class OfTheInspectorate(ValueError):
    """Whoever works at the inspectorate acts for no other agency: they would answer what they ask."""


class RoleEnded(ValueError):
    """A role that has ended invites nobody."""


def when_somebody_joins(act):
    """Have a verb called with the new memberships of each entry and `by`, for what waits for their roles.

    Later apps do so when they are ready.
    """
    _also.append(act)


@verb
def add_member(*, email, name, agency, role, by, job_title=""):
    """Enter a person's role in an agency, and the person if the directory does not know the address.

    The person gets no mail and sees nothing yet beyond what the role opens:
    the first letter that concerns them is also their way in. A name already
    known is kept. In an agency that was merged into another the role is held
    in the other. Raises RoleNotHeldThere and OfTheInspectorate.
    """
    agency = agency.acting_now
    if role not in held_in(agency.kind_id):
        raise RoleNotHeldThere(f"{role} is not held in {agency}.")
    _refuse_our_own([(agency, email)])
    user = _person(email, name=name, job_title=job_title)
    User.objects.select_for_update().get(pk=user.pk)  # of two who enter the same role at once, one waits
    membership = Membership.objects.live().filter(user=user, agency=agency, role=role).first()
    if membership:
        return membership
    membership = Membership(user=user, agency=agency, role=role)
    if by is not None:
        stamp(membership, "added", by=by)
    membership.save()
    access.forget(user)
    record("member added", about=agency.slug[:60], by=by, person=f"person:{user.pk}", role=str(role))
    _tell_of([membership], by=by)
    return membership


@verb
def add_members(wanted, *, by):
    """Enter the roles of many people as `add_member` does, in the same few queries however many there are.

    Each is (agency, role, email, name, job title). Raises RoleNotHeldThere and OfTheInspectorate, and then enters none.
    """
    for agency, role, *_ in wanted:
        if role not in held_in(agency.kind_id):
            raise RoleNotHeldThere(f"{role} is not held in {agency}.")
    _refuse_our_own([(agency, email) for agency, _, email, *_ in wanted])
    people = _people([(email, name, job_title) for _, _, email, name, job_title in wanted])
    live = Membership.objects.live().filter(user__in=[person.pk for person in people.values()])
    held = set(live.values_list("user", "agency", "role"))
    new = []
    for agency, role, email, *_ in wanted:
        user = people[_address(email)]
        if (user.pk, agency.pk, str(role)) in held:
            continue
        held.add((user.pk, agency.pk, str(role)))
        membership = Membership(user=user, agency=agency, role=role)
        stamp(membership, "added", by=by)
        new.append(membership)
        record("member added", about=agency.slug[:60], by=by, person=f"person:{user.pk}", role=str(role))
    _tell_of(Membership.objects.bulk_create(new), by=by)
    return new


def _tell_of(memberships, *, by):
    for act in _also:
        act(memberships, by=by)


@verb
def invite(membership, *, by):
    """Write to a person that they have a role now, with the way in.

    At most one such letter leaves on a day: another is the same one. Raises RoleEnded.
    """
    membership = _locked(membership)
    if not membership.is_live:
        raise RoleEnded(membership.user)
    letter = letters.write(
        "joining",
        key=f"{membership.pk}:{clock.today()}",
        to=membership.user,
        context={
            "agency": membership.agency,
            "role": membership.get_role_display(),
            "inviter": by,
            "path": reverse("agencies:role", args=[membership.pk]),
        },
        about=marks.mark(marks.ROLE, membership.pk),
    )
    record("invited to join", about=membership.agency.slug[:60], by=by, person=f"person:{membership.user_id}")
    return letter


def still_invited(letter):
    """Tell whether a joining letter should still leave: not once the invitation is withdrawn or the role has ended."""
    return Membership.objects.live().filter(pk=marks.number_in(letter.about, marks.ROLE)).exists()


@verb
def change_details(user, *, job_title, phone, days_at_work, by):
    """Change how a person is reached. Their name and the address with which they sign in are the directory's."""
    user = User.objects.select_for_update().get(pk=user.pk)
    user.job_title, user.phone, user.days_at_work = job_title, phone, days_at_work
    user.save(update_fields=["job_title", "phone", "days_at_work"])
    record("details changed", about=f"person:{user.pk}", by=by)
    return user


def addresses_of_the_inspectorate():
    """Return the addresses, in small letters, of those who hold a role at the inspectorate."""
    held = Membership.objects.live().filter(role__in=INSPECTORATE, agency__kind=INSPECTORATE_KIND)
    return {address.lower() for address in held.values_list("user__email", flat=True)}


def _refuse_our_own(wanted):
    elsewhere = {_address(email) for agency, email in wanted if agency.kind_id != INSPECTORATE_KIND}
    if elsewhere and elsewhere & addresses_of_the_inspectorate():
        raise OfTheInspectorate("Whoever works at the inspectorate acts for no other agency.")


def _person(email, *, name, job_title):
    """Return the person of an address, made if nobody knows it; of two at once, both get the same one."""
    values = {"email": _address(email), "name": name.strip(), "job_title": job_title.strip()}
    return User.objects.get_or_create(email__iexact=values["email"], defaults=values)[0]


def _people(wanted):
    """Return the person of each address, those whom nobody knows made."""
    addresses = {_address(email) for email, *_ in wanted}
    known = {user.email.lower(): user for user in User.objects.by_address(addresses)}
    strangers = {
        _address(email): User(email=_address(email), name=name.strip(), job_title=job_title.strip())
        for email, name, job_title in reversed(wanted)
        if _address(email) not in known
    }
    User.objects.bulk_create(strangers.values(), ignore_conflicts=True)  # another may enter them at the same moment
    return known | {user.email.lower(): user for user in User.objects.by_address(strangers)}


def _address(email):
    return User.objects.normalize_email(email.strip()).lower()


def _locked(membership):
    return Membership.objects.select_for_update(of=("self",)).select_related("user", "agency").get(pk=membership.pk)


@verb
def accept_terms(user, *, by):
    """Record that a person accepted the terms and the confidentiality statement, and when."""
    user.terms_accepted_at = clock.now()
    user.terms_version = TERMS_VERSION
    user.save(update_fields=["terms_accepted_at", "terms_version"])
    record("terms accepted", about=f"person:{user.pk}", by=by, version=TERMS_VERSION)
