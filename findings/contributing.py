"""Contributing: a colleague whom an agency invites to help with one reply; they see that request and no other."""

from django.urls import reverse

from agencies import duties, joining, leaving
from agencies.models import User
from agencies.role_names import Role
from agencies.roles import acts_for
from cases.models import AgencyRequest
from cases.models.requests import AgencyRequestUserGrant
from cases.refusals import NotOpenForReply
from cases.telling import HELP
from panelportal.kit import access, clock, letters
from panelportal.kit.access import Can
from panelportal.kit.trail import record, verb

LETTER = "help-with-reply"
MAY = (Can.READ, Can.CONTRIBUTE)
BECAUSE = "a colleague invited them to help with this reply"


class AnswersAlready(ValueError):
    """Whoever acts for the agency answers its requests without being invited."""


@verb
def invite(part, *, name, email, by):
    """Invite a colleague to help with a reply: they may change its answers, and neither send it nor say it is not ours.

    They hold the role of a contributor in the agency and a personal grant
    on this request. Inviting somebody who helps already writes to them
    again, at most once a day. Raises AnswersAlready, NotOpenForReply and
    agencies.joining.OfTheInspectorate.
    """
    part = _locked().get(pk=part.pk)
    if not part.is_open_for_change:
        raise NotOpenForReply(part)
    agency = part.agency.acting_now
    person = joining.add_member(email=email, name=name, agency=agency, role=Role.CONTRIBUTOR, by=by).user
    if acts_for(person, agency):
        raise AnswersAlready(email)
    for can in MAY:
        access.grant(can, part, to=person, by=by, because=BECAUSE, for_group=agency.group)
    _ask(part, person, by=by)
    _write(part, person, by=by)
    record("colleague invited to help", about=part.reference, by=by, person=f"person:{person.pk}")
    return person


@verb
def remove(part, *, person, by):
    """Let a colleague help no more, at once; with nothing else to help with their role ends too."""
    part = _locked().get(pk=part.pk)
    _take([part], person, by=by, because="they help with this reply no more")
    held = person.memberships.live().filter(role=Role.CONTRIBUTOR, agency=part.agency.acting_now).first()
    if held and not _requests_of(person, held.agency).exists():
        leaving.end_membership(held, by=by, because="Helps with no reply any more.")
    record("colleague helps no more", about=part.reference, by=by, person=f"person:{person.pk}")


@verb
def end_role(membership, *, by):
    """Take from a contributor whose role ends every request of that agency."""
    if membership.role == Role.CONTRIBUTOR:
        helped = _requests_of(membership.user, membership.agency).select_for_update(of=("self",))
        _take(list(helped), membership.user, by=by, because="their role as a contributor ended")


def call_back(part, *, by):
    """Ask those who help with a reply again, once it is open anew, inside a verb."""
    for held in helpers_of(part):
        _ask(part, held.person, by=by)


def helpers_of(part):
    """Return who helps with a reply, as grants with the person, who invited them and when."""
    return [held for held in access.grants_on(part, Can.CONTRIBUTE) if held.person]


def helper(part, key):
    """Return the person of a key who helps with a reply, or None."""
    return User.objects.filter(pk__in=[held.person.pk for held in helpers_of(part)], pk=key).first()


def still_helps(letter):
    """Tell whether somebody is still asked to help with a reply; asked when their letter leaves."""
    return (
        duties.has_open(HELP, about=letter.about)
        and _grants().filter(user__email__iexact=letter.to_email, content_object__reference=letter.about).exists()
    )


def _locked():
    return AgencyRequest.objects.select_for_update(of=("self",)).select_related("case", "agency__group")


def _grants():
    return AgencyRequestUserGrant.objects.filter(permission__codename=str(Can.CONTRIBUTE))


def _requests_of(person, agency):
    helped = _grants().filter(user=person, for_group=agency.group_id)
    return AgencyRequest.objects.filter(pk__in=helped.values("content_object"))


def _take(parts, person, *, by, because):
    for part in parts:
        approves = access.may(person, Can.APPROVE, part)
        for can in (Can.CONTRIBUTE,) if approves else MAY:
            access.revoke(can, part, of=person, by=by, because=because)
        duties.settle(HELP, about=part.reference, by=by, how="withdrawn", person=person)


def _ask(part, person, *, by):
    duties.open_duty(HELP, about=part.reference, agency=part.agency, person=person, scope=part.case.reference, by=by)


def _write(part, person, *, by):
    letters.write(
        LETTER,
        key=f"{part.reference}:{clock.today()}",
        to=person,
        about=part.reference,
        context={
            "reference": part.reference,
            "agency": part.agency,
            "inviter": by,
            "reply_by": part.reply_by,
            "path": reverse("findings:request", args=[part.reference]),
        },
    )
