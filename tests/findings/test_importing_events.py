"""Key events come in from a sheet: judged row by row, shown, and added when their sender says so."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from findings import importing
from findings.event_rules import EXAMPLE, HEADER, Known, judge
from findings.models import EventFile, KeyEvent
from panelportal.kit import clock, sheets
from panelportal.kit.models import StoredFile, TrailEntry
from tests.factories import findings as factory
from tests.findings.pages import page, text_of

TODAY = date(2026, 11, 23)
KNOWN = Known(TODAY, (date(2024, 1, 1), date(2025, 3, 1)), {"police": "police", "prison": "prison"})
ROW = dict.fromkeys(HEADER, "") | {"Date": "14/6/2024", "Type": "Decision", "What happened": "Closed.", "Source": "Log"}


def judged(*rows, header=HEADER):
    return judge(sheets.read_rows(sheets.write_csv(header, [list(row.values()) for row in rows]), "a.csv"), KNOWN)


def send(client, part, data, name="events.csv"):
    return client.post(page(part, "events/import"), {"file": SimpleUploadedFile(name, data)})


def csv(*rows):
    return sheets.write_csv(HEADER, [list((ROW | row).values()) for row in rows])


def the_example():
    return dict(zip(HEADER, EXAMPLE, strict=True))


# ---- the rules, without a database -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"Date": "06/14/2024"}, "14 is not a month. Write the day first, then the month."),
        ({"Date": "31/02/2024"}, "There is no 31 February 2024. Check the date."),
        ({"Date": "16-14 June 2024"}, "The range ends before it starts."),
        ({"Date": "2024", "Time": "14:30"}, "Only an exact day can have a time."),
        ({"Time": "quarter past"}, "‘quarter past’ is not a time."),
        ({"Type": ""}, "Type is empty. Use Contact, Decision,"),
        ({"Type": "Meeting"}, "‘Meeting’ is not a type of event."),
        ({"What happened": ""}, "What happened is empty."),
        ({"Source": ""}, "Source is empty. Say which record tells this."),
        ({"Source": "x" * 301}, "Source must be 300 characters or fewer."),
        ({"Type": "Information shared"}, "Say whom it was shared with."),
        ({"Type": "Not shared", "With (kind of organisation)": "Police; Circus"}, "‘Circus’ is not a kind"),
        ({"What happened": "EXAMPLE, changed"}, "This is the example row, changed in part."),
    ],
)
def test_a_wrong_row_says_what_to_change_and_adds_nothing(cells, message):
    plan = judged(ROW | cells)

    assert [fault.row for fault in plan.faults] == [2]
    assert message in plan.faults[0].text
    assert plan.events == []


def test_every_fault_of_a_row_is_named_at_once():
    plan = judged(ROW | {"Date": "early 2024", "Type": "", "Source": ""})

    assert [fault.row for fault in plan.faults] == [2, 2, 2]


def test_the_example_adds_nothing_and_a_row_that_stands_twice_adds_once():
    plan = judged(the_example(), ROW, ROW | {"What happened": "CLOSED."}, ROW | {"Date": "1/1/2020"})

    assert [(event.row, event.is_outside) for event in plan.events] == [(3, False), (5, True)]
    assert (plan.there, plan.faults) == ([4], [])


def test_an_agencys_own_headings_are_known():
    header = ["Date of event", "Event type", "Description", "Source of information"]
    rows = [{"d": "14 Jun 2024", "t": "not shared", "w": "Nothing was said.", "s": "Log"}]

    plan = judged(*rows, header=header)
    assert [fault.text for fault in plan.faults] == ["Both columns ‘With’ are empty. Say whom it was not shared with."]

    plan = judged(*rows, header=["Date", "Kind", "Details", "Witness"])
    assert [fault.text[:34] for fault in plan.faults] == [
        "The heading ‘Witness’ is not known",
        "There is no heading ‘Source’. Use ",
    ]
    assert plan.is_unreadable


def test_more_rows_than_anybody_reads_are_refused():
    plan = judged(*[ROW | {"What happened": str(number)} for number in range(501)])

    assert (plan.events, plan.faults[0].text[:28]) == ([], "There are more than 500 rows")


# ---- the way in ----------------------------------------------------------------------------------------


def test_a_sheet_is_shown_and_then_added_in_the_order_of_each_day(cast, client_of):
    part, client = factory.part(cast), client_of(cast.police)
    factory.event(part, by=cast.police, when=factory.on(2024, 6, 14), what="There already")
    rows = [
        {"Time": "2.30pm", "What happened": "Later"},
        {"Time": "09:00", "What happened": "Earlier"},
        {"Type": "Information shared", "With (kind of organisation)": "Police; Prison", "Date": "June 2024"},
    ]

    sent = send(client, part, csv(*rows))
    preview = text_of(client.get(sent.url))
    done = client.post(sent.url)

    assert "Add 3 events" in preview
    assert "14 June 2024 at 2:30pm Decision Later Log 2" in preview
    assert done.url == page(part, "events")
    told = KeyEvent.objects.filter(request=part).in_order()
    assert [event.what for event in told] == ["Closed.", "There already", "Earlier", "Later"]
    assert {kind.pk for kind in told[0].with_kinds.all()} == {"police", "prison"}
    assert {event.added_by for event in told} == {cast.police}
    assert TrailEntry.objects.get(act="key events imported").facts["events"] == 3
    assert not EventFile.objects.exists()
    assert not StoredFile.objects.filter(name="events.csv").exists()


def test_wrong_rows_are_left_out_only_when_the_sender_says_so(cast, client_of):
    part, client = factory.part(cast), client_of(cast.police)
    url = send(client, part, csv({"Date": "31/2/2024"}, {})).url

    preview, refused = text_of(client.get(url)), client.post(url)
    assert KeyEvent.objects.count() == 0
    taken = client.post(url, {"leave_out": "1"})

    assert "There is no 31 February 2024" in preview
    assert "Add 1 event, without 1 row" in preview
    assert (refused.status_code, taken.status_code, KeyEvent.objects.count()) == (200, 302, 1)
    again = text_of(client.get(send(client, part, csv({})).url))
    assert "1 row adds nothing, because it is in your list already" in again
    assert "This sheet has nothing to add" in again


def test_a_sheet_is_seen_by_its_sender_only_and_goes_after_a_day(cast, client_of):
    part = factory.part(cast)
    url = send(client_of(cast.police), part, csv({})).url

    assert [client_of(who).get(url).status_code for who in (cast.police_deputy, cast.health, cast.lead)] == [404] * 3
    with clock.at(clock.now() + timedelta(days=1, minutes=1)):
        assert importing.forget_unconfirmed() == 1


def test_a_file_that_is_no_sheet_says_so_on_the_page(cast, client_of):
    part = factory.part(cast)

    answer = send(client_of(cast.police), part, "Datum\nCafé".encode("latin-1"))

    assert "save it as “CSV UTF-8”" in text_of(answer)
    assert not EventFile.objects.exists()


def test_five_hundred_rows_are_added_in_as_many_queries_as_five(cast, django_assert_max_num_queries):
    part = factory.part(cast)

    def enter(count):
        rows = [[f"{1 + n % 28}/6/2024", "Contact", f"Seen {count} {n}.", "Log"] for n in range(count)]
        kept = factory.events_sheet(part, by=cast.police, rows=rows)
        with django_assert_max_num_queries(700) as asked:
            importing.enter_file(kept, by=cast.police)
        return len(asked)

    few, many = enter(5), enter(500)

    assert KeyEvent.objects.count() == 505
    assert many <= few + 520  # one for the place of each within its day, and nothing else


# ---- the template --------------------------------------------------------------------------------------


def test_the_template_comes_back_as_it_was_handed_out_and_adds_nothing_but_what_was_filled_in(cast, client_of):
    part, client = factory.part(cast), client_of(cast.police)
    answer = client.get(f"/requests/{part.reference}/events/template/xlsx/")
    book = load_workbook(BytesIO(answer.content))
    sheet = book["Key events"]

    assert [cell.value for cell in sheet[1]] == list(HEADER)
    assert (sheet["A1"].protection.locked, sheet["A2"].protection.locked, sheet.protection.sheet) == (True, False, True)
    assert {str(rule.sqref) for rule in sheet.data_validations.dataValidation} == {"C2:C1001", "G2:G1001"}
    assert "How to fill this in" in book.sheetnames
    for place, cell in enumerate(["14 June 2024", "", "Decision", "Closed.", "", "Log"], start=1):
        sheet.cell(3, place, cell)
    book.move_sheet("How to fill this in", -1)
    filled = BytesIO()
    book.save(filled)
    client.post(send(client, part, filled.getvalue(), "key-events.xlsx").url)

    assert [event.what for event in KeyEvent.objects.all()] == ["Closed."]
    assert "Add 0" not in text_of(client.get(send(client, part, answer.content, "again.xlsx").url))
