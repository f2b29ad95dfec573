from datetime import timedelta

import pytest

from agencies import declaring
from cases.models import AgencyRequest, AgencyRequestGroupGrant, AgencyRequestUserGrant
from panelportal.kit import access, clock, trail
from panelportal.kit.access import Can, Reader
from panelportal.kit.models import TrailEntry
from tests.kit.guarded import add_case, add_request

pytestmark = pytest.mark.django_db


@pytest.fixture
def requests(cast):
    case = add_case("MAC-2026-001")
    return [add_request(case, agency) for agency in (cast.police_force, cast.trust, cast.jail)]


@pytest.fixture
def give(cast):
    def give(can, obj, to, until=None):
        access.grant(can, obj, to=to, by=cast.lead, because="the request was sent", until=until)

    return trail.verb(give)


revoke, revoke_all, move = (trail.verb(function) for function in (access.revoke, access.revoke_all, access.move))


def _seen_by(person):
    access.forget(person)
    return list(access.visible(AgencyRequest.objects.order_by("pk"), person, Can.READ))


def _acts():
    return [(e.act, e.about, e.facts) for e in TrailEntry.objects.filter(act__contains="access").order_by("pk")]


def test_a_grant_says_who_gave_it_when_and_why_and_so_does_the_trail(cast, requests, give):
    now, end = clock.now(), clock.now() + timedelta(days=30)

    with clock.at(now):
        give(Can.READ, requests[0], cast.police_force.group, until=end)

    held = AgencyRequestGroupGrant.objects.get()
    assert (held.given_by, held.given_by_key) == ("Leda Lead", f"person:{cast.lead.pk}")
    assert (held.given_at, held.until, held.because) == (now, end, "the request was sent")
    facts = {"permission": "read", "to": "group:agency:northshire-police", "because": "the request was sent"}
    assert _acts() == [("access given", "REQ-2026-0001", facts)]


def test_granting_what_is_held_renews_its_end(cast, requests, give):
    give(Can.READ, requests[0], cast.attendee, until=clock.now() - timedelta(days=1))
    expired = _seen_by(cast.attendee)

    give(Can.READ, requests[0], cast.attendee)

    assert (expired, _seen_by(cast.attendee)) == ([], [requests[0]])
    assert AgencyRequestUserGrant.objects.count() == 1


def test_access_is_neither_given_nor_renewed_outside_a_verb(cast, requests):
    with pytest.raises(trail.OutsideAVerb):
        access.grant(Can.READ, requests[0], to=cast.attendee, by=cast.lead, because="outside a verb")

    assert not AgencyRequestUserGrant.objects.exists()


def test_revoking_takes_one_permission_on_one_object_from_one_holder(cast, requests, give):
    for can in (Can.READ, Can.ANSWER):
        give(can, requests[0], cast.police_force.group)
    give(Can.READ, requests[1], cast.police_force.group)
    give(Can.READ, requests[0], cast.attendee)

    revoke(Can.READ, requests[0], of=cast.police_force.group, by=cast.lead, because="withdrawn")

    assert (_seen_by(cast.police), _seen_by(cast.attendee)) == ([requests[1]], [requests[0]])
    assert access.may(cast.police, Can.ANSWER, requests[0])
    facts = {"permission": "read", "of": "group:agency:northshire-police", "because": "withdrawn"}
    assert _acts()[-1] == ("access taken", "REQ-2026-0001", facts)


def test_revoking_what_is_not_held_leaves_no_act(cast, requests):
    revoke(Can.READ, requests[0], of=cast.attendee, by=cast.lead, because="withdrawn")

    assert _acts() == []


def test_revoking_all_takes_what_a_person_holds_themselves_and_leaves_their_agencys(cast, requests, give):
    give(Can.READ, requests[0], cast.police)
    give(Can.ANSWER, requests[1], cast.police)
    give(Can.READ, requests[1], cast.police_deputy)
    give(Can.READ, requests[2], cast.police_force.group)

    taken = revoke_all(cast.police, by=cast.lead, because="left")

    assert taken == 2
    assert (_seen_by(cast.police), _seen_by(cast.police_deputy)) == ([requests[2]], requests[1:])
    assert _acts()[-1] == ("all access taken", f"person:{cast.police.pk}", {"grants": 2, "because": "left"})


def test_moving_hands_every_grant_of_a_group_to_another(cast, requests, give):
    give(Can.READ, requests[0], cast.police_force.group)
    give(Can.READ, requests[1], cast.police_force.group)
    give(Can.READ, requests[1], cast.trust.group)
    give(Can.READ, requests[2], cast.jail.group)

    moved = move(cast.police_force.group, cast.trust.group, by=cast.lead, because="merged")

    assert moved == 1
    assert (_seen_by(cast.police), _seen_by(cast.health), _seen_by(cast.prison)) == ([], requests[:2], requests[2:])
    facts = {"of": "group:agency:northshire-police", "grants": 1, "because": "merged"}
    assert _acts()[-1] == ("access moved", "group:agency:northshire-mental-health-trust", facts)


@pytest.mark.parametrize(("from_days", "to_days", "kept"), [(5, -1, 5), (None, 5, None), (5, None, None), (2, 5, 5)])
def test_of_two_grants_of_the_same_the_longer_one_survives_a_move(cast, requests, give, from_days, to_days, kept):
    now = clock.now()

    def day(number):
        return None if number is None else now + timedelta(days=number)

    give(Can.READ, requests[0], cast.police_force.group, until=day(from_days))
    give(Can.READ, requests[0], cast.trust.group, until=day(to_days))

    move(cast.police_force.group, cast.trust.group, by=cast.lead, because="merged")

    held = AgencyRequestGroupGrant.objects.get()
    assert (held.group, held.until) == (cast.trust.group, day(kept))


def test_the_readers_of_an_object_are_its_live_grants_groups_first(cast, requests, give):
    end = clock.now() + timedelta(days=1)
    give(Can.READ, requests[0], cast.attendee, until=end)
    give(Can.READ, requests[0], cast.trust.group)
    give(Can.READ, requests[0], cast.police_force.group)
    give(Can.READ, requests[0], cast.stranger, until=clock.now() - timedelta(days=1))
    give(Can.ANSWER, requests[0], cast.jail.group)

    assert access.readers(requests[0], Can.READ) == [
        Reader("agency:northshire-mental-health-trust", "the request was sent"),
        Reader("agency:northshire-police", "the request was sent"),
        Reader("Ada Attendee", "the request was sent", end),
    ]


def test_why_somebody_may_see_an_object_is_said_in_a_sentence(cast, requests, give):
    give(Can.READ, requests[0], cast.police_force.group)
    give(Can.READ, requests[0], cast.attendee)
    declaring.declare_conflict(cast.other_lead, scope="MAC-2026-001", by=cast.other_lead)

    people = (cast.lead, cast.police, cast.attendee, cast.housing, cast.other_lead)
    said = [access.why(person, requests[0], Can.READ) for person in people]

    assert said == [
        "Your role at the inspectorate lets you see this.",
        "Your organisation was given access: the request was sent.",
        "You were given access: the request was sent.",
        "",
        "",
    ]
