import pytest

from agencies import duties, leaving
from agencies.models import Membership
from agencies.your_work import work_of
from panelportal.kit import access
from panelportal.kit.access import Can
from panelportal.kit.models import Letter
from panels import inviting
from tests.factories import panels as make

pytestmark = pytest.mark.django_db


def _leave(person, cast):
    leaving.end_membership(Membership.objects.get(user=person), by=cast.lead)


def test_who_leaves_their_agency_gives_their_seat_back_and_the_coordinators_are_told(cast, case):
    panel = make.invited_panel(cast, cases=[case])

    _leave(cast.police, cast)

    assert not panel.seats.live().of(cast.police).exists()
    assert not access.may(cast.police, Can.ATTEND, panel)
    assert Letter.objects.filter(kind="panel-cancelled", to_email=cast.police.email).count() == 1
    to_do = [(duty.kind, duty.about) for duty in work_of(cast.coordinator).to_do]
    assert (inviting.FILL_SEAT, panel.reference) in to_do


def test_who_keeps_another_role_in_the_agency_keeps_their_seat(cast, case):
    panel = make.invited_panel(cast, cases=[case])
    Membership.objects.create(user=cast.police, agency=cast.police_force, role="representative")

    leaving.end_membership(Membership.objects.get(user=cast.police, role="spoc"), by=cast.lead)

    assert panel.seats.live().of(cast.police).exists()


def test_the_chair_keeps_the_seat_until_another_is_named(cast, case):
    panel = make.invited_panel(cast, cases=[case])

    _leave(cast.inspector, cast)

    assert panel.seats.live().of(cast.inspector).exists()
    assert duties.has_open(inviting.FILL_SEAT, about=panel.reference)


@pytest.mark.parametrize("way", ["seat", "say so", "cancel"])
def test_the_free_seat_is_seen_to(cast, case, client_of, way):
    panel = make.invited_panel(cast, cases=[case])
    _leave(cast.police, cast)
    client, page = client_of(cast.coordinator), f"/panels/{panel.reference}/people/"
    asked = "Somebody with a seat has left" in client.get(page).content.decode()

    if way == "seat":
        make.seat(panel, cast.police_deputy, cast.police_force, cast)
    elif way == "cancel":
        inviting.cancel(panel, because="Too few", by=cast.coordinator)
    else:
        client.post(f"{page}right/")

    assert asked
    assert not duties.has_open(inviting.FILL_SEAT, about=panel.reference)
