"""Key events: added with their source, kept in the order of their day, and told from none."""

from datetime import time

import pytest
from django.db import IntegrityError, transaction

from agencies.models import AgencyKind
from findings import events, loading, submitting
from findings.events import NobodyNamed, ThereAreEvents
from findings.models import EventKind, Involvement, KeyEvent, Outcome, Reply
from findings.progress import progress_of
from panelportal.kit.models import TrailEntry
from panelportal.kit.versions import ChangedMeanwhile
from tests.factories import findings as factory
from tests.findings import pages
from tests.findings.pages import page, post, text_of

TEXTS = {"kind": EventKind.CONTACT, "source": "Duty log"}


def order(part):
    return list(KeyEvent.objects.filter(request=part).in_order().values_list("what", flat=True))


def test_an_event_keeps_what_it_is_and_says_nothing_of_itself_in_the_trail(cast):
    part = factory.part(cast)
    prison = list(AgencyKind.objects.filter(pk="prison"))

    event = factory.event(part, by=cast.police, kind=EventKind.NOT_SHARED, with_kinds=prison, with_whom="the wing")
    kept = factory.event(part, by=cast.police, kind=EventKind.CONTACT, with_kinds=prison, with_whom="dropped")

    assert (list(event.with_kinds.all()), event.with_whom, event.added_by) == (prison, "the wing", cast.police)
    assert (list(kept.with_kinds.all()), kept.with_whom) == ([], "")
    acts = TrailEntry.objects.filter(act="key event added")
    assert {act.about for act in acts} == {part.reference}
    assert [act.facts for act in acts] == [{}, {}]


def test_information_that_was_shared_with_nobody_named_is_refused(cast):
    with pytest.raises(NobodyNamed):
        factory.event(factory.part(cast), by=cast.police, kind=EventKind.SHARED)


def test_an_event_without_a_source_cannot_be_kept(cast):
    event = factory.event(factory.part(cast), by=cast.police)

    with pytest.raises(IntegrityError), transaction.atomic():
        KeyEvent.objects.filter(pk=event.pk).update(source="")


def test_a_day_is_in_the_order_of_its_times_and_as_its_agency_moved_the_rest(cast):
    part = factory.part(cast)

    def add(what, at=None, day=1):
        return factory.event(part, by=cast.police, what=what, when=factory.on(2024, 6, day, at), **TEXTS)

    late, _, early = add("late", time(21)), add("no time"), add("early", time(9))
    add("next day", day=2)
    assert order(part) == ["early", "late", "no time", "next day"]

    events.move_event(KeyEvent.objects.get(what="no time"), up=True, by=cast.police)
    assert order(part) == ["early", "no time", "late", "next day"]
    events.move_event(late, up=True, by=cast.police)
    events.move_event(late, up=True, by=cast.police)  # its time says that it came after the early one
    assert order(part) == ["early", "late", "no time", "next day"]
    events.move_event(early, up=True, by=cast.police)
    events.move_event(KeyEvent.objects.get(what="next day"), up=True, by=cast.police)
    assert order(part) == ["early", "late", "no time", "next day"]


def test_there_are_none_only_with_a_reason_and_adding_one_takes_that_back(cast):
    part = factory.part(cast)

    events.say_no_events(part, because="Routine contact only.", by=cast.police)
    assert Reply.objects.get(request=part).no_events == "Routine contact only."
    factory.event(part, by=cast.police)

    assert Reply.objects.get(request=part).no_events == ""
    with pytest.raises(ThereAreEvents):
        events.say_no_events(part, because="Again.", by=cast.police)


def test_more_than_twenty_five_ask_which_changed_risk_before_sending_and_block_no_more(cast, client_of):
    part, client = factory.ready(factory.part(cast), by=cast.police), client_of(cast.police)
    first = KeyEvent.objects.get(request=part)
    for number in range(24):
        factory.event(part, by=cast.police, what=f"Event {number}")
    assert progress_of(part).missing == []
    last = factory.event(part, by=cast.police)

    assert progress_of(part).missing == ["events"]
    asked = text_of(client.get(page(part, "events")))
    form = client.get(page(part, "events/changed-risk")).content.decode()
    mark = form.partition('name="mark" value="')[2].partition('"')[0]
    answer = post(client, part, "events/changed-risk", {"mark": mark, "chosen": [first.pk, last.pk]})
    stale = post(client, part, "events/changed-risk", {"mark": mark, "chosen": []})

    assert "tick which of them changed risk or a decision" in asked
    assert answer.url == page(part, "learning")
    assert "A colleague changed this list meanwhile" in text_of(stale)
    assert set(KeyEvent.objects.filter(changed_risk=True)) == {first, last}
    submitting.submit(part, agreed_by_role="Superintendent", by=cast.police)
    assert "Changed risk or a decision" in text_of(client_of(cast.inspector).get(page(part, "reply")))


def test_a_colleague_who_saved_meanwhile_is_shown_beside_what_was_typed(cast, client_of):
    part = factory.part(cast)
    event = factory.event(part, by=cast.police)
    name = f"events/{event.pk}"
    post(client_of(cast.police_deputy), part, name, pages.EVENT | {"what": "The deputy wrote this.", "version": "1"})

    compared = post(client_of(cast.police), part, name, pages.EVENT | {"what": "The SPOC wrote this.", "version": "1"})

    shown = compared.content.decode()
    assert "What your colleague saved" in shown
    assert "The deputy wrote this." in shown
    assert "The SPOC wrote this.</textarea>" in shown
    with pytest.raises(ChangedMeanwhile):
        events.change_event(event, when=factory.on(2024, 6, 1), what="x", seen=1, by=cast.police, **TEXTS)


def test_a_date_outside_the_period_is_asked_about_once(cast, client_of):
    part, client = factory.part(cast), client_of(cast.police)
    long_ago = pages.EVENT | {"on_year": "2011"}

    asked = post(client, part, "events/add", long_ago)
    taken = post(client, part, "events/add", long_ago | {"is_outside": "on"})

    assert 'name="is_outside"' in asked.content.decode()
    assert taken.url == page(part, "events")
    changing = client.get(page(part, f"events/{KeyEvent.objects.get().pk}")).content.decode()
    assert 'name="is_outside"' in changing
    assert "checked" in changing.partition('name="is_outside"')[2][:200]


def test_the_case_reads_what_was_sent_and_no_draft(cast, django_assert_num_queries):
    police, health = factory.parts(cast, "police_force", "trust")
    factory.replied(police, by=cast.police)
    factory.ready(health, by=cast.health)
    factory.event(health, by=cast.health)

    with django_assert_num_queries(2):
        told = loading.events_of_case(police.case)
        assert [(event.agency, list(event.with_kinds.all())) for event in told] == [(cast.police_force, [])]
    assert [one.agency for one in Involvement.objects.submitted().of_case(police.case)] == [cast.police_force]


def test_an_agency_that_was_not_involved_after_all_sends_no_involvement_and_no_events(cast):
    part = factory.ready(factory.part(cast), by=cast.police)
    factory.check(part, by=cast.police, outcome=Outcome.NOT_KNOWN, seen=1)

    submitting.submit(part, agreed_by_role="Superintendent", by=cast.police)

    assert loading.events_of_case(part.case) == []
    assert not Involvement.objects.submitted().of_case(part.case)


def test_the_list_of_events_asks_the_database_as_often_for_three_as_for_one(
    cast, client_of, django_assert_max_num_queries
):
    part, client = factory.part(cast), client_of(cast.police)
    factory.event(part, by=cast.police)
    client.get(page(part, "events"))
    counts = []
    for _ in range(2):
        with django_assert_max_num_queries(100) as asked:
            client.get(page(part, "events"))
        counts.append(len(asked))
        for _ in range(2):
            factory.event(part, by=cast.police, when=factory.on(2024, 6, 1))

    assert counts[0] == counts[1]
