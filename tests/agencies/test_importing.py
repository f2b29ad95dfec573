"""Agencies and contacts come in from a sheet, whole or not at all, and go out as one."""

import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from agencies import importing
from agencies.import_rules import HEADER
from agencies.models import Agency, DirectoryFile, Membership, User
from panelportal.kit import clock, sheets
from panelportal.kit.models import StoredFile, TrailEntry

pytestmark = pytest.mark.django_db

KENT = [
    "Kent Homes",
    "Housing",
    "Kent",
    "bell@kent.example",
    "KH 7",
    "31/12/2027",
    "Ann Lee",
    "Ann@kent.example",
    "",
    "SPOC",
]
DEPUTY = ["kent homes", "", "", "", "", "", "Łukasz Żółć", "l@kent.example", "Officer", "Deputy"]
WALES = ["Tŷ Cymru 住宅", "voluntary", "", "", "", "", "", "", "", ""]
THERE = ["Northshire Police", "Police", "", "", "", "", "Priya", "{police}", "", "Single point of contact (SPOC)"]


def _csv(*rows, header=HEADER):
    return sheets.write_csv(header, rows)


def _send(client, data, name="agencies.csv"):
    return client.post(reverse("agencies:import_sheet"), {"file": SimpleUploadedFile(name, data)})


def _text(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def _there(cast):
    return [cell.format(police=cast.police.email.upper()) for cell in THERE]


# ---- the way in ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("write", "name"), [(sheets.write_csv, "a.csv"), (sheets.write_xlsx, "a.xlsx")])
def test_a_sheet_is_shown_before_anything_is_added_and_then_entered_whole(cast, client_of, write, name):
    client = client_of(cast.coordinator)
    data = write(HEADER, [KENT, DEPUTY, WALES, _there(cast)])

    sent = _send(client, data, name)
    preview = _text(client.get(sent.url))
    before = Agency.objects.count()
    done = client.post(sent.url, {"agency": "Forged", "row": "9"})

    assert "2 agencies and 2 contacts would be added. 1 row adds nothing" in preview
    assert "Kent Homes Housing 2" in preview
    assert before == 9
    assert done.url == reverse("agencies:directory")
    kent, wales = Agency.objects.get(name="Kent Homes"), Agency.objects.get(name="Tŷ Cymru 住宅")
    assert (kent.kind_id, kent.area, kent.mailbox) == ("housing", "Kent", "bell@kent.example")
    assert (kent.sharing_agreement, kent.agreement_ends_on) == ("KH 7", date(2027, 12, 31))
    assert (wales.kind_id, wales.group.name) == ("voluntary", f"agency:{wales.slug}")
    people = kent.memberships.order_by("role").values_list("user__name", "user__email", "role", "added_by__name")
    assert list(people) == [
        ("Łukasz Żółć", "l@kent.example", "deputy", "Cora Coordinator"),
        ("Ann Lee", "ann@kent.example", "spoc", "Cora Coordinator"),
    ]
    assert cast.police.memberships.count() == 1
    facts = TrailEntry.objects.get(act="directory imported").facts
    assert (facts["agencies"], facts["contacts"]) == (2, 2)


def test_the_same_sheet_twice_adds_nothing(cast, client_of):
    client = client_of(cast.coordinator)
    data = _csv(KENT, DEPUTY, WALES)
    client.post(_send(client, data).url)
    before = Agency.objects.count(), Membership.objects.count(), User.objects.count()

    again = _send(client, data).url
    shown, sent = _text(client.get(again)), client.post(again)

    assert "there is nothing to add" in shown
    assert sent.status_code == 200
    assert (Agency.objects.count(), Membership.objects.count(), User.objects.count()) == before


def test_two_sheets_that_wait_at_once_do_not_add_the_same_twice(cast, client_of):
    client = client_of(cast.coordinator)
    first, second = _send(client, _csv(KENT)).url, _send(client, _csv(KENT, WALES)).url

    client.post(first)
    client.post(second)

    assert Agency.objects.filter(name="Kent Homes").count() == 1
    assert Agency.objects.filter(name="Tŷ Cymru 住宅").exists()


def test_what_was_sent_is_forgotten_once_it_is_entered_or_a_day_old(cast, client_of):
    client = client_of(cast.coordinator)
    entered, _ = _send(client, _csv(KENT)).url, _send(client, _csv(WALES))

    client.post(entered)
    assert client.get(entered).status_code == 404
    assert importing.forget_unconfirmed() == 0
    with clock.at(clock.now() + timedelta(days=1, minutes=1)):
        assert importing.forget_unconfirmed() == 1

    assert not DirectoryFile.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_sheet_is_seen_and_confirmed_by_its_sender_only(cast, client_of):
    url = _send(client_of(cast.coordinator), _csv(KENT)).url

    for person, status in ((cast.lead, 404), (cast.police, 403), (cast.auditor, 403)):
        assert client_of(person).get(url).status_code == status
        assert client_of(person).post(url).status_code == status
    assert not Agency.objects.filter(name="Kent Homes").exists()


# ---- rows that are wrong ---------------------------------------------------------------------------------


def _changed(row, **cells):
    row = dict(zip(HEADER, row, strict=True)) | {name.replace("_", " "): value for name, value in cells.items()}
    return list(row.values())


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"Agency": ""}, "Agency is empty."),
        ({"Agency": "x" * 151}, "Agency must be 150 characters or fewer."),
        ({"Kind": "Circus"}, "‘Circus’ is not a kind of agency. Use Adult social care,"),
        ({"Kind": "Inspectorate"}, "‘Inspectorate’ is not a kind of agency."),
        ({"Agency": "Northshire police", "Kind": "Prison"}, "Northshire Police is in the directory as Police."),
        ({"Agency": "North Region", "Kind": "", "Contact_role": "Senior contact"}, "Only a lead inspector says who"),
        ({"Agency": "Gone Homes"}, "Gone Homes has ended."),
        ({"Shared_mailbox": "bell"}, "Shared mailbox must be in the correct format"),
        ({"Agreement_ends_on": "12/31/2027"}, "Agreement ends on must be a date such as 31/12/2027, the day first."),
        ({"Contact_email": ""}, "Contact email is empty."),
        ({"Contact_email": "ann at kent"}, "Contact email must be in the correct format"),
        (
            {"Contact_email": "cora.coordinator@hm-inspectorate-of-probation.example.org"},
            "You cannot give yourself a role",
        ),
        (
            {"Contact_email": "Isla.Inspector@hm-inspectorate-of-probation.example.org"},
            "Contact email is that of somebody at HM Inspectorate of Probation",
        ),
        ({"Contact_role": "Lead inspector"}, "‘Lead inspector’ is not a role there. Use Single point"),
        ({"Contact_role": ""}, "Contact role is empty."),
    ],
)
def test_a_row_that_is_wrong_says_what_to_do_and_nothing_is_added(cast, client_of, cells, message):
    yesterday = clock.today() - timedelta(days=1)
    Agency.objects.filter(pk=cast.jail.pk).update(name="Gone Homes", valid_until=yesterday)
    client = client_of(cast.coordinator)

    url = _send(client, _csv(WALES, _changed(KENT, **cells))).url
    shown, sent = _text(client.get(url)), client.post(url)

    assert f"3 {message}" in shown
    assert "Add all of this" not in shown
    assert sent.status_code == 200
    assert Agency.objects.count() == 9


def test_rows_about_one_agency_must_agree(cast, client_of):
    client = client_of(cast.coordinator)

    shown = _text(client.get(_send(client, _csv(KENT, _changed(KENT, Area="Sussex", Kind="Housing"))).url))

    assert "3 Area differs from row 2, which names the same agency." in shown


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (["Agency", "Sort"], "The heading ‘Sort’ is not known."),
        (["Agency", "Kind", "KIND"], "The heading ‘Kind’ is there more than once."),
        (["Kind"], "There is no heading ‘Agency’."),
    ],
)
def test_a_sheet_with_other_headings_says_which(cast, client_of, header, message):
    client = client_of(cast.coordinator)

    shown = _text(client.get(_send(client, _csv(["x"] * len(header), header=header)).url))

    assert message in shown


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.xlsx", b"PK\x03\x04broken", "cannot be read as a spreadsheet"),
        ("a.exe", b"MZ", "must be a CSV or XLSX file"),
        ("a.csv", b"\xff\xff\xff", "not in UTF-8"),
        ("a.csv", b"", "The file is empty"),
    ],
)
def test_a_hostile_file_gets_a_plain_message_and_is_not_kept(cast, client_of, name, data, message):
    answer = _send(client_of(cast.coordinator), data, name)

    assert answer.status_code == 200
    assert message in _text(answer)
    assert not StoredFile.objects.exists()


def test_two_thousand_rows_are_entered_in_as_many_queries_as_twenty(cast, client_of):
    def enter(first, count):
        numbers = range(first, first + count)
        rows = [_changed(KENT, Agency=f"Homes {n}", Contact_email=f"a{n}@homes.example") for n in numbers]
        url = _send(client, _csv(*rows)).url
        shown = _text(client.get(url))
        with CaptureQueriesContext(connection) as queries:
            client.post(url)
        return shown, len(queries)

    client = client_of(cast.coordinator)
    _, few = enter(0, 20)
    shown, many = enter(20, 2000)

    assert "2,000 agencies and 2,000 contacts would be added" in shown
    assert "Only the first 100 are shown" in shown
    assert Agency.objects.count() == 2029
    assert Membership.objects.filter(user__email="a2019@homes.example", added_by=cast.coordinator).exists()
    assert many <= few + 120  # rows go in batches, since a statement takes only so many values


# ---- the way out -----------------------------------------------------------------------------------------


def test_the_template_has_the_headings_and_no_rows(cast, client_of):
    client = client_of(cast.inspector)

    as_csv = client.get(reverse("agencies:sheet_template", args=["csv"])).content
    as_xlsx = client.get(reverse("agencies:sheet_template", args=["xlsx"])).content

    assert sheets.read_rows(as_csv, "a.csv") == sheets.Sheet(list(HEADER), [])
    assert [cell.value for cell in load_workbook(BytesIO(as_xlsx)).active[1]] == list(HEADER)
    assert client.get("/directory/import/template.pdf").status_code == 404


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_taken_out_is_recorded_and_adds_nothing_when_it_comes_back(cast, client_of, form):
    Agency.objects.filter(pk=cast.trust.pk).update(area="=HYPERLINK(1)")
    client = client_of(cast.coordinator)

    taken = client.get(reverse("agencies:export_directory", args=[form])).content
    shown = _text(client.get(_send(client, taken, f"a.{form}").url))

    rows = {tuple(cells[:3] + cells[6:8]) for _, cells in sheets.read_rows(taken, f"a.{form}").rows}
    assert ("Northshire Mental Health Trust", "Health body", "=HYPERLINK(1)", "Hana Health", cast.health.email) in rows
    assert "Lev Left" not in str(rows)
    assert "there is nothing to add" in shown
    facts = TrailEntry.objects.get(act="directory exported").facts
    assert (facts["form"], facts["rows"]) == (form, 15)


def test_only_casework_sends_and_takes_sheets(cast, client_of):
    urls = [
        reverse("agencies:import_sheet"),
        reverse("agencies:sheet_template", args=["csv"]),
        reverse("agencies:export_directory", args=["csv"]),
    ]

    for person in (cast.police, cast.auditor, cast.reviewer, cast.stranger):
        assert {client_of(person).get(url).status_code for url in urls} == {403}
    assert not TrailEntry.objects.filter(act="directory exported").exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_taking_the_directory_out_takes_the_same_queries_whatever_its_size(
    cast, client_of, django_assert_num_queries, rows
):
    client = client_of(cast.coordinator)
    client.post(_send(client, _csv(*[_changed(KENT, Agency=f"Homes {n}") for n in range(rows)])).url)

    with django_assert_num_queries(9):
        importing.export_directory(by=cast.coordinator, form="csv")
