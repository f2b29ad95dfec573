"""Taking back: an agency takes a reply that it sent back to change it, until the inspectorate has accepted it."""

from django.urls import reverse

from agencies.directory import the_inspectorate
from agencies.role_names import Role
from agencies.roles import holders
from cases import returning
from cases.models import AgencyRequest
from cases.models.request_statuses import REPLIES
from findings import attention, contributing, drafting, versioning
from panelportal.kit import letters
from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record, verb

LETTER = "reply-taken-back"


@verb
def take_back(part, *, because, by):
    """Take a reply back, saying why: it is a draft again, and the version that was sent stays readable.

    The coordinators are told. Raises what `cases.returning.mark_taken_back` raises.
    """
    part = returning.mark_taken_back(part, by=by)
    version = versioning.received(part, by=by)
    stamp(version, "taken_back", by=by)
    version.taken_back_because = because
    version.save(update_fields=["taken_back_by", "taken_back_at", "taken_back_because"])
    drafting.draft(part, by=by)
    attention.mark_looked_at(part, by=by)
    contributing.call_back(part, by=by)
    for person in holders(Role.COORDINATOR, agency=the_inspectorate()):
        _write(part, version, to=person)
    record("reply taken back by its agency", about=part.reference, by=by)
    return part


def may_be_taken_back(part):
    """Tell whether the agency may take its reply back: it is its own, not accepted, and no panel has it."""
    return part.status in REPLIES and not part.is_unsigned and returning.may_open_again(part)


def still_out(letter):
    """Tell whether a reply that was taken back has not come again; asked when the letter leaves."""
    part = AgencyRequest.objects.filter(reference=letter.about).first()
    return bool(part and part.is_open_for_reply)


def _write(part, version, *, to):
    letters.write(
        LETTER,
        key=f"{part.reference}:{version.number}",
        to=to,
        about=part.reference,
        context={"reference": part.reference, "path": reverse("findings:reply", args=[part.reference])},
    )
