from panels.models.panels import Capacity
from panels.representation import candidates_for, representation_of
from tests.factories import cases, findings
from tests.factories import panels as make


def names(memberships):
    return [(membership.user.name, membership.agency.name) for membership in memberships]


def test_each_involved_agency_without_somebody_to_speak_for_it_is_named(cast):
    panel = make.draft_panel(cast, cases=[make.replied_case(cast)])
    before = representation_of(panel)

    make.seat(panel, cast.police, cast.police_force, cast)
    make.seat(panel, cast.health, cast.trust, cast, capacity=Capacity.OBSERVER)
    after = representation_of(panel)

    assert str(before) == "Representation: 0 of 2 involved agencies have a seat"
    assert before.warning == "Nobody has a seat to speak for Northshire Mental Health Trust and Northshire Police."
    assert str(after) == "Representation: 1 of 2 involved agencies have a seat"
    assert after.warning == "Nobody has a seat to speak for Northshire Mental Health Trust."


def test_while_no_reply_has_come_no_agency_is_involved(cast, case):
    representation = representation_of(make.planned_panel(cast, cases=[case]))

    assert str(representation) == "Representation: no agency has told us yet that it was involved"
    assert representation.warning == ""


def test_those_who_could_be_seated_are_the_people_of_the_agencies_asked_and_of_the_region(cast, case):
    panel = make.draft_panel(cast, cases=[case])
    make.seat(panel, cast.police, cast.police_force, cast)
    findings.replied(cases.request_to(case, cast.trust), by=cast.health)
    findings.ready(cases.request_to(case, cast.jail), by=cast.prison)  # nothing counts before it is sent

    assert names(candidates_for(panel)) == [
        ("Hana Health", "Northshire Mental Health Trust"),
        ("Petra Prison", "HMP Northmoor"),
        ("Rhys Reviewer", "North Region"),
        ("Paul Police", "Northshire Police"),
    ]
    assert [membership.is_nominated for membership in candidates_for(panel)] == [True, False, False, False]
