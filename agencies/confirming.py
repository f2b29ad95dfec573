"""Confirming: somebody who knows says that an agency's details and contacts are right; asked again after six months."""

from agencies import duties, marks
from agencies.directory import the_inspectorate
from agencies.models import Agency, Duty, Membership
from agencies.models.directory import CONFIRMED_FOR
from agencies.role_names import ACT_FOR_THEIR_AGENCY, Role
from panelportal.kit import clock
from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record, verb

CONFIRM = "confirm-agency"


class HasEnded(ValueError):
    """The details of an agency that has ended stay as they are."""


@verb
def confirm_details(agency, *, by):
    """Note that an agency's details and contacts are right today. Raises HasEnded."""
    agency = Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
    if agency.has_ended:
        raise HasEnded(agency)
    stamp(agency, "confirmed", by=by)
    agency.save(update_fields=["confirmed_by", "confirmed_at"])
    duties.settle(CONFIRM, about=marks.mark(marks.AGENCY, agency.pk), by=by, how="confirmed")
    record("details confirmed", about=agency.slug[:60], by=by)
    return agency


@verb
def ask_for_confirmations():
    """Ask the coordinators to confirm each agency that nobody has for six months. Returns how many are asked about.

    Only agencies that can be asked for something and that have had a contact
    for so long: a new contact is fresh, and one without a contact is told of
    on its own page.
    """
    long_ago = clock.today() - CONFIRMED_FOR
    contacts = Membership.objects.live().filter(role__in=ACT_FOR_THEIR_AGENCY, starts_on__lte=long_ago)
    due = Agency.objects.that_can_be_asked().to_confirm().filter(pk__in=contacts.values("agency"))
    asked = set(Duty.objects.open().filter(kind=CONFIRM).values_list("about", flat=True))
    abouts = [marks.mark(marks.AGENCY, pk) for pk in due.values_list("pk", flat=True)]
    new = [about for about in abouts if about not in asked]
    inspectorate = the_inspectorate() if new else None
    for about in new:
        duties.open_duty(CONFIRM, about=about, agency=inspectorate, role=Role.COORDINATOR, by=None)
    return len(new)
