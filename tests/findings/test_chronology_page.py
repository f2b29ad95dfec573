"""The page of the integrated chronology, its questions and its sheets, for casework."""

from datetime import date, time

import pytest

from findings import glossary
from panelportal.kit.models import ReadEntry
from panelportal.kit.sheets import read_rows
from tests.factories import findings as makers
from tests.factories.chronology import happened, involved, reply


@pytest.fixture
def told(cast):
    """The police and the trust have replied, and differ; the prison has only a draft."""
    police, trust, jail = makers.parts(cast, "police_force", "trust", "jail")
    for part, by in ((police, cast.police), (trust, cast.health)):
        reply(part, by=by)
        involved(part, date(2024, 1, 1), by=by)
    reply(jail, by=cast.prison, sent=False)
    happened(jail, date(2024, 3, 6), by=cast.prison, what="Marker-Draft: a decision of the prison.", kind="decision")
    happened(police, date(2024, 3, 5), by=cast.police, at=time(9), what="Visit with Dr Hale.", why_it_mattered="First.")
    happened(police, date(2024, 3, 1), until=date(2024, 3, 31), precision="month", by=cast.police, what="A call.")
    shared = {"kind": "shared", "with_kinds": ["health"], "with_whom": "Dr Hale's clinic"}
    happened(police, date(2024, 9, 2), by=cast.police, what="A letter was sent.", **shared)
    not_shared = {"kind": "not-shared", "with_kinds": ["police"]}
    happened(trust, date(2024, 9, 2), by=cast.health, what="No letter came.", **not_shared)
    return police.case


def page_of(client, case, more=""):
    return client.get(f"/cases/{case.reference}/chronology/{more}")


def order_in(text, *parts):
    places = [text.index(part) for part in parts]
    return places == sorted(places)


def test_what_was_submitted_stands_in_one_order_and_nothing_of_a_draft_shows_or_counts(cast, client_of, told):
    text = page_of(client_of(cast.coordinator), told).content.decode()

    assert "4 key events from 2 agencies, oldest first" in text
    assert order_in(text[text.index("<tbody") :], ">March 2024</th>", ">5 March 2024 at 9am", ">2 September 2024")
    assert "1 agency is still checking." in text
    assert "Marker-Draft" not in text
    assert "<desc" in text
    assert "Northmoor" not in text[text.index("<h1") : text.index("</main>")]


def test_a_gap_and_accounts_that_differ_are_shown_where_they_are_and_asked_about(cast, client_of, told):
    text = page_of(client_of(cast.inspector), told).content.decode()
    table = text[text.index("<tbody") :]

    assert order_in(table, "A call.", "No agency contact recorded from 1 April 2024", "A letter was sent.")
    assert table.count("Accounts differ") == 2
    assert "What did each understand to have been shared, and how?" in text


def test_the_filter_narrows_events_by_agency_kind_and_day_and_counts_what_is_left(cast, client_of, told):
    client = client_of(cast.inspector)

    by_kind = page_of(client, told, "?kind=contact&order=newest").content.decode()
    by_agency = page_of(client, told, f"?agency={cast.trust.slug}").content.decode()
    by_day = page_of(
        client, told, "?begins_day=20&begins_month=3&begins_year=2024&ends_day=1&ends_month=9&ends_year=2024"
    )
    nothing = page_of(client, told, f"?agency={cast.trust.slug}&kind=decision").content.decode()

    assert "2 of 4 key events from 1 agency, newest first" in by_kind
    assert order_in(by_kind[by_kind.index("<tbody") :], "Visit with", "A call.")
    assert "1 of 4 key events from 1 agency" in by_agency
    assert "A call." in by_day.content.decode()
    assert "Visit with" not in by_day.content.decode()
    assert "No event matches this filter." in nothing


def test_a_wrong_day_is_said_and_everything_stays(cast, client_of, told):
    answer = page_of(
        client_of(cast.inspector), told, "?begins_day=31&begins_month=2&begins_year=2024&ends_day=&ends_month="
    )

    assert "From must be a real date" in answer.content.decode()
    assert "4 key events from 2 agencies" in answer.content.decode()


def test_names_are_ciphers_until_they_are_asked_for_and_both_readings_are_recorded(cast, client_of, told):
    glossary.add_name(told, name="Dr Hale", role="General practitioner", by=cast.coordinator)
    client = client_of(cast.inspector)

    with_ciphers = page_of(client, told).content.decode()
    with_names = page_of(client, told, "?names=written").content.decode()

    assert "Visit with GP1." in with_ciphers
    assert "GP1&#x27;s clinic" in with_ciphers
    assert "Hale" not in with_ciphers
    assert "Visit with Dr Hale." in with_names
    reads = ReadEntry.objects.filter(what__startswith="chronology", about=told.reference)
    assert list(reads.order_by("pk").values_list("what", flat=True)) == [
        "chronology read",
        "chronology read with names",
    ]


def test_before_anything_is_submitted_the_page_says_who_is_still_checking(cast, client_of):
    (part,) = makers.parts(cast, "jail")
    reply(part, by=cast.prison, sent=False)
    happened(part, date(2024, 3, 6), by=cast.prison)

    text = page_of(client_of(cast.lead), part.case).content.decode()

    assert "No events submitted yet. 1 agency is still checking." in text
    assert "<svg" not in text


def test_every_question_is_listed_with_links_to_its_events(cast, client_of, told):
    client = client_of(cast.lead)
    answer = client.get(f"/cases/{told.reference}/chronology/questions/").content.decode()

    assert order_in(answer, "Accounts that differ (1)", "Times without contact (1)")
    link = answer[answer.index("chronology/?event=") :].partition("#")[0].removeprefix("chronology/")
    assert page_of(client, told, link).status_code == 200
    assert ReadEntry.objects.filter(what="questions of the chronology read").count() == 1


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_whole_is_handed_out_as_a_sheet_with_ciphers_and_recorded(cast, client_of, told, form):
    glossary.add_name(told, name="Dr Hale", role="General practitioner", by=cast.coordinator)
    client = client_of(cast.inspector)

    answer = client.get(f"/cases/{told.reference}/chronology/download/{form}/?kind=decision")
    with_names = client.get(f"/cases/{told.reference}/chronology/download/{form}/?names=written")

    rows = [cells for _, cells in read_rows(answer.content, f"chronology.{form}").rows]
    assert [row[0] for row in rows] == ["March 2024", "5 March 2024 at 9am", "2 September 2024", "2 September 2024"]
    assert rows[1][3:9] == ["09:00", str(cast.police_force), "Police", "Contact", "Visit with GP1.", "First."]
    assert [row[-1] for row in rows] == ["", "", "Yes", "Yes"]
    assert "Visit with Dr Hale." in str(read_rows(with_names.content, f"chronology.{form}").rows)
    assert f'filename="{told.reference}-chronology.{form}"' in answer["Content-Disposition"]
    assert set(ReadEntry.objects.filter(what__contains="downloaded").values_list("what", flat=True)) == {
        f"chronology downloaded as {form.upper()}",
        f"chronology downloaded as {form.upper()} with names",
    }


def test_another_kind_of_sheet_is_not_found(cast, client_of, told):
    assert client_of(cast.inspector).get(f"/cases/{told.reference}/chronology/download/pdf/").status_code == 404


def test_the_page_takes_the_same_few_queries_with_1_event_and_with_many(
    cast, client_of, told, django_assert_max_num_queries
):
    client = client_of(cast.inspector)
    page_of(client, told)

    with django_assert_max_num_queries(15):
        page_of(client, told)
    (part,) = told.requests.filter(agency=cast.police_force)
    for day in range(1, 29):
        happened(part, date(2024, 5, day), by=cast.police, with_kinds=["health"], kind="shared")
    with django_assert_max_num_queries(15):
        page_of(client, told)


def test_a_long_chronology_comes_in_pages_or_on_one_to_print(cast, client_of, told):
    (part,) = told.requests.filter(agency=cast.police_force)
    last = [happened(part, date(2024, 6, 1), by=cast.police, place_in_day=number) for number in range(120)][-1]
    client = client_of(cast.inspector)

    first, whole = page_of(client, told).content.decode(), page_of(client, told, "?page=all").content.decode()
    with_last = page_of(client, told, f"?event={last.pk}").content.decode()

    assert first.count('id="event-') < 100 + 1 < whole.count('id="event-') == 124
    assert "Page 1 of 2" in first
    assert f'id="event-{last.pk}"' in with_last
    assert "Page 2 of 2" in with_last


def test_what_a_request_that_was_withdrawn_told_is_left_out(cast, client_of, told):
    told.requests.filter(agency=cast.trust).update(status="withdrawn")

    text = page_of(client_of(cast.inspector), told).content.decode()

    assert "3 key events from 1 agency" in text
    assert "No letter came." not in text


def test_the_case_page_counts_the_events_of_each_agency_and_leads_to_them(cast, client_of, told):
    text = client_of(cast.coordinator).get(f"/cases/{told.reference}/").content.decode()

    assert f'href="/cases/{told.reference}/chronology/?agency={cast.police_force.slug}">3</a>' in text
    assert f'href="/cases/{told.reference}/chronology/">Chronology 4</a>' in text
    assert f"?agency={cast.jail.slug}" not in text
