"""Replies across all cases: what to act on first, narrowed, a page at a time, and nobody else's to see."""

import re
from datetime import UTC, datetime

import pytest

from agencies import declaring
from cases import progressing, requesting, unflagging
from panelportal import board
from panelportal.kit import clock
from tests.factories import panels, ratings
from tests.factories.cases import chosen_case, request_to, sent_case
from tests.factories.people import the_cast

pytestmark = pytest.mark.django_db

URL = "/cases/board/"


def _text(page):
    return " ".join(page.content.decode().split())


def _rows(page):
    body = re.search(r"<tbody.*</tbody>", _text(page))
    return re.findall(r'page_of|href="/cases/(MAC-[\d-]+)/agencies/([\w-]+)/"', body[0]) if body else []


@pytest.fixture
def cast(db):
    with clock.at(datetime(2024, 1, 8, 9, tzinfo=UTC)):
        return the_cast()


@pytest.fixture
def three_cases(cast):
    """A case that is overdue, one whose replies are awaited, one not sent yet; in the order in which to act."""
    with clock.at(datetime(2025, 3, 3, 9, tzinfo=UTC)):
        late = sent_case(cast, agencies=[cast.police_force])
    return [late, sent_case(cast, agencies=[cast.trust, cast.jail]), chosen_case(cast, agencies=[cast.police_force])]


def test_what_to_act_on_first_comes_first_whichever_the_case(cast, client_of, three_cases):
    late, waiting, draft = three_cases
    requesting.mark_redirected(request_to(waiting, cast.trust), by=cast.health)

    page = client_of(cast.coordinator).get(URL)

    assert [case for case, _ in _rows(page)] == [one.reference for one in (waiting, late, waiting, draft)]
    assert "4 requests" in _text(page)


def test_the_first_screen_says_who_is_late_what_is_next_and_which_cases_are_ready(cast, client_of, three_cases):
    ready = progressing.mark_ready_for_panel(three_cases[1], by=cast.coordinator)

    text = _text(client_of(cast.coordinator).get(URL))

    assert 'number">1</span> <a class="govuk-link" href="/cases/board/?group=1">Overdue</a>' in text
    assert '<a class="govuk-link" href="/chasing/">Next: chase 1 overdue reply.</a>' in text
    assert f'Ready for a panel: <a class="govuk-link portal-reference" href="/cases/{ready.reference}/">' in text


def test_a_number_leads_to_its_rows_and_keeps_what_was_asked(cast, client_of, three_cases):
    client = client_of(cast.coordinator)

    page = client.get(URL, {"group": "1", "kind": "police"})

    assert [case for case, _ in _rows(page)] == [three_cases[0].reference]
    assert 'href="/cases/board/?group=4&amp;kind=police">Not sent<' in _text(page)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"kind": "health"}, 1),
        ({"whose": "mine"}, 0),
        ({"case": "mac-1999-001"}, 0),
        ({"group": "4"}, 1),
        ({"group": "99"}, 4),
        ({"region": "x"}, 4),
        ({"page": "99"}, 4),
    ],
)
def test_the_board_is_narrowed(cast, client_of, three_cases, asked, found):
    assert len(_rows(client_of(cast.coordinator).get(URL, asked))) == found


def test_it_is_narrowed_to_a_region_and_to_a_case(cast, client_of, three_cases):
    client = client_of(cast.inspector)

    assert len(_rows(client.get(URL, {"region": cast.region.pk, "whose": "mine"}))) == 4
    assert not _rows(client.get(URL, {"region": cast.other_region.pk}))
    assert len(_rows(client.get(URL, {"case": three_cases[1].reference.lower()}))) == 2


def test_a_page_holds_so_many_and_leads_on(cast, client_of, three_cases, monkeypatch):
    monkeypatch.setattr(board, "ON_A_PAGE", 3)
    client = client_of(cast.coordinator)

    first, second = client.get(URL), client.get(URL, {"page": "2"})

    assert (len(_rows(first)), len(_rows(second))) == (3, 1)
    assert "Page 1 of 2" in _text(first)


def test_a_case_that_is_over_is_not_on_the_board(cast, client_of):
    case = chosen_case(cast)
    unflagging.withdraw_flag(case, because="Not what it seemed.", by=cast.inspector)

    assert "No agency has been named in an open case yet." in _text(client_of(cast.coordinator).get(URL))


def test_a_conflict_of_interest_takes_its_rows_and_its_numbers(cast, client_of, three_cases):
    declaring.declare_conflict(cast.inspector, scope=three_cases[0].reference, by=cast.inspector)

    page = client_of(cast.inspector).get(URL)

    assert three_cases[0].reference not in _text(page)
    assert "Nobody is late." in _text(page)


def test_a_person_is_named_on_no_row(cast, client_of):
    case = panels.replied_case(cast)

    text = _text(client_of(cast.coordinator).get(URL))

    assert case.reference in text
    assert "Priya Police" not in text


@pytest.mark.parametrize("number", [1, 3])
def test_the_board_takes_the_same_queries_for_one_row_and_for_three(cast, client_of, number, django_assert_num_queries):
    for place in range(number):
        sent_case(cast, agencies=[cast.police_force], review=ratings.rated_review(cast, their_reference=f"X/{place}"))
    client = client_of(cast.coordinator)
    client.get(URL)

    with django_assert_num_queries(12):
        client.get(URL)
