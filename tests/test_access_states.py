"""What the table of tests/test_access.py becomes when somebody's standing changes, with the same addresses open.

Each state is a change to the world of the table: it names the people whom it shuts out, and asks again for every
address that they had. Nobody else may lose anything by it.
"""

from collections import namedtuple
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from agencies import declaring, leaving
from agencies.models import Membership, User
from agencies.role_names import Role
from cases import withdrawing
from cases.models import AgencyRequest, Case
from findings import signing_off
from panelportal.kit import access, clock
from ratings.models import Review
from tests.factories import findings
from tests.factories.people import enter
from tests.test_access import ANYBODY, OF_THE_POLICE, ROWS, _ask, _signed_in, world  # noqa: F401

pytestmark = pytest.mark.django_db

# What is opened by a grant, and not by a role or because it is one's own.
GRANTED = (
    "request point document recorded reported panel closed_panel report action withdrawn_request draft_panel "
    "draft_report part replied helper"
).split()
State = namedtuple("State", "change shut_out others of_what answer")


def _leave_yesterday(cast, places):
    yesterday = clock.today() - timedelta(days=1)
    held = Membership.objects.filter(user__in=[cast.police, cast.police_deputy, cast.reviewer])
    held.update(starts_on=yesterday - timedelta(days=300), ends_on=yesterday)


def _leave_now(cast, places):
    for person in (cast.police, cast.police_deputy):
        leaving.end_membership(person.memberships.get(), by=cast.lead)


def _declare(cast, places):
    scopes = [*Case.objects.values_list("reference", flat=True), *Review.objects.values_list("reference", flat=True)]
    for person in (cast.police, cast.inspector, cast.auditor, cast.attendee, cast.reviewer):
        for scope in scopes:
            declaring.declare_conflict(person, scope=scope, by=person)


def _expire(cast, places):
    for table in (*access.grants.tables_of(access.UserGrant), *access.grants.tables_of(access.GroupGrant)):
        table.objects.update(until=clock.now() - timedelta(seconds=1))


def _withdraw(cast, places):
    part = AgencyRequest.objects.get(reference=places["request"]["reference"])
    withdrawing.withdraw_request(part, because="Asked by mistake.", by=cast.inspector)


def _switch_off(cast, places):
    User.objects.filter(pk__in=[cast.police.pk, cast.lead.pk]).update(is_active=False)


def _move_elsewhere(cast, places):
    """The police's people do the same for another police force from today."""
    Membership.objects.filter(user__in=[cast.police, cast.police_deputy]).update(agency=cast.landlord)


OTHERS = {"health", "lead", "coordinator"}
CONFLICTED = {"police", "inspector", "auditor", "attendee", "reviewer"}
STATES = {
    "left yesterday": State(_leave_yesterday, {"police_deputy", "reviewer"}, OTHERS, GRANTED, 404),
    "left just now": State(_leave_now, {"police_deputy"}, OTHERS, GRANTED, 404),
    "conflict declared": State(_declare, CONFLICTED, OTHERS, GRANTED, 404),
    "grants expired": State(_expire, OF_THE_POLICE | {"reviewer", "attendee", "health"}, {"lead"}, GRANTED, 404),
    "request withdrawn": State(_withdraw, OF_THE_POLICE, {"lead"}, ["request", "document"], 404),
    "same role in another agency": State(_move_elsewhere, {"police_deputy"}, OTHERS, GRANTED, 404),
    "switched off": State(_switch_off, {"police", "lead"}, {"health", "coordinator"}, GRANTED, 302),
}


@pytest.fixture
def asked_again(world, cast):  # noqa: F811
    """Return a function that makes a change, asks again for what some people had, and undoes both."""

    def ask(change, people, of_what):
        with transaction.atomic():
            clients = {name: _signed_in(getattr(cast, name)) for name in sorted(people)}
            change(cast, world)
            answers = [
                (one, name, _ask(client, one, reverse(one.name, kwargs=world[one.of] | one.extra)))
                for one in ROWS
                if one.of in of_what and one.who != ANYBODY
                for name, client in clients.items()
                if name in one.who
            ]
            transaction.set_rollback(True)
        return answers

    return ask


def test_each_change_shuts_its_people_out_at_once_and_nobody_else(asked_again):
    asked, wrong = 0, []
    for name, state in STATES.items():
        answers = asked_again(state.change, state.shut_out | state.others, state.of_what)
        asked += len(answers)
        for one, who, code in answers:
            is_right = code == state.answer if who in state.shut_out else code in one.answers
            if not is_right and (one.method == "get" or who in state.shut_out):
                wrong.append(f"{name}: {who} got {code} at {one.name} of {one.of}")

    assert asked > 200
    assert not wrong, "\n" + "\n".join(wrong)


def test_the_same_role_in_an_agency_of_the_same_kind_opens_nothing(world, cast):  # noqa: F811
    from agencies import directory
    from agencies.models import AgencyKind

    other_force = directory.add_agency(name="Southshire Police", kind=AgencyKind.objects.get(pk="police"), by=None)
    client = _signed_in(enter("Sol Southshire", other_force, Role.SPOC))
    opened = [
        one.name
        for one in ROWS
        if one.of in GRANTED and _ask(client, one, reverse(one.name, kwargs=world[one.of] | one.extra)) != one.refusal
    ]

    assert opened == []


OF_THOSE_WHO_ANSWER = {  # pages of a request that are not for a colleague who only helps with its reply
    *"organisation submitted readers colleagues remove_colleague withdraw_sign_off add_to_reply".split(),
    *"take_back_reply accept_reply return_reply looked_at confirm_recorded correct_recorded".split(),
    *"ask_instead sign_off".split(),
}


def test_a_helper_gets_the_tasks_of_one_request_and_an_approver_its_reply(world, cast):  # noqa: F811
    helper = User.objects.get(pk=world["helper"]["pk"])
    part = AgencyRequest.objects.get(reference=world["request"]["reference"])
    approver = enter("Abe Approver", cast.police_force, Role.APPROVER)
    waiting = findings.ready(findings.part(cast), by=cast.police)
    signing_off.hand_over(waiting, by=cast.police)
    here = {name for name, kwargs in world.items() if kwargs.get("reference") == part.reference}

    of_helper = _opened(helper, world)
    of_approver = _opened(approver, world | dict.fromkeys(["request", "replied"], {"reference": waiting.reference}))

    assert {of for of, _ in of_helper} <= here | {"document"}  # which was sent with the request
    assert {name.removeprefix("findings:") for _, name in of_helper} & OF_THOSE_WHO_ANSWER == set()
    tasks = "request record_check learning check reply".split()
    assert of_helper >= {("request", f"findings:{name}") for name in tasks}
    assert {name for of, name in of_approver if of in ("request", "replied")} == {
        f"findings:{name}" for name in ("request", "reply", "reply_version", "sign_off")
    }
    assert {of for of, _ in of_approver} <= {"request", "replied"}


def _opened(person, places):
    """Return what opens to a person of all that is about some thing: which thing, and the page."""
    client = _signed_in(person)
    about = [one for one in ROWS if one.of in places and one.who != ANYBODY and one.refusal == 404]
    asked = [(one, _ask(client, one, reverse(one.name, kwargs=places[one.of] | one.extra))) for one in about]
    return {(one.of, one.name) for one, code in asked if code in (200, 202, 302)}
