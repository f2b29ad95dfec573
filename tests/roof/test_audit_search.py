import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies import declaring
from cases import requesting
from panelportal.audit import searching
from panelportal.kit import clock, trail, trail_check
from panelportal.kit.models import ReadEntry, TrailEntry
from tests.factories import cases, ratings
from tests.factories.authenticator import App

pytestmark = pytest.mark.django_db


def _rows(response):
    return list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))


@trail.verb
def _did(act, about="MAC-2026-001", by=None, **facts):
    trail.record(act, about=about, by=by, **facts)


def test_who_was_given_access_to_what_and_why_reads_as_a_sentence(cast, client_of):
    part = cases.sent_request(cast)

    page = client_of(cast.auditor).get("/audit/?show=acts&kind=access+given").text

    assert f"gave Northshire Police access to read {part.reference} because {requesting.ASKED_BECAUSE}" in page
    assert "group:agency" not in page
    assert "person:" not in page


def test_entries_are_found_by_person_kind_and_dates_together(cast, client_of):
    begin = clock.now() - timedelta(days=10)
    with clock.at(begin):
        _did("first act", by=cast.inspector)
    with clock.at(begin + timedelta(days=2)):
        _did("second act", by=cast.inspector)
        _did("second act", by=cast.coordinator, about="MAC-2026-002")
    day = clock.day_of(begin + timedelta(days=2))
    dates = "&".join(f"{end}_day={day.day}&{end}_month={day.month}&{end}_year={day.year}" for end in ("since", "until"))

    url = f"/audit/download/?show=acts&person={cast.inspector.pk}&kind=second+act&{dates}"
    found = _rows(client_of(cast.auditor).get(url))

    assert [tuple(row[1:]) for row in found[1:]] == [("Isla Inspector", "second act", "MAC-2026-001")]


def test_a_download_is_recorded_with_what_was_looked_for(cast, client_of):
    _did("an act", about="MAC-2026-003")

    client_of(cast.lead).get("/audit/download/?show=acts&about=mac-2026-003")

    entry = TrailEntry.objects.get(act="audit log downloaded")
    assert entry.actor_key == f"person:{cast.lead.pk}"
    assert entry.facts == {"rows": 1, "show": "acts", "reference": "MAC-2026-003"}


def test_a_name_that_is_a_formula_is_none_in_the_download(cast, client_of):
    cast.inspector.name = '=HYPERLINK("https://example.org")'
    cast.inspector.save()
    _did("an act", by=cast.inspector)

    found = _rows(client_of(cast.lead).get("/audit/download/?show=acts&about=MAC-2026-001"))

    assert found[1][1].startswith("'=")


def test_a_conflict_of_interest_holds_for_the_download_too(cast, client_of):
    part = cases.sent_request(cast)
    declaring.declare_conflict(cast.lead, scope=part.case.reference, by=cast.lead)

    text = client_of(cast.lead).get("/audit/download/?show=acts").text

    assert part.reference not in text
    assert part.case.reference not in text


def test_older_entries_follow_without_one_twice_or_missing(cast, client_of, monkeypatch):
    monkeypatch.setattr(searching, "ON_A_PAGE", 3)
    now = clock.now()
    for number in range(8):
        with clock.at(now + timedelta(seconds=number // 3)):
            _did(f"act {number}", about="ACT-2026-900")
    entries = TrailEntry.objects.filter(about="ACT-2026-900").newest_first()

    seen, after = [], ""
    while after is not None:
        found, last = searching.page_of(entries, after)
        seen += [entry.act for entry in found]
        after = None if last is None else str(last)

    assert seen == [f"act {number}" for number in reversed(range(8))]


def test_the_page_takes_the_same_queries_for_one_entry_and_for_many(cast, client_of):
    client = client_of(cast.auditor)

    def ask():
        with CaptureQueriesContext(connection) as asked:
            client.get("/audit/?show=acts&about=MAC-2026-001")
        return len(asked)

    _did("access given", permission="read", to=f"person:{cast.police.pk}", because="asked")
    few = ask()
    for person in (cast.health, cast.attendee, cast.housing):
        _did("access given", permission="read", to=f"person:{person.pk}", because="asked")

    assert ask() == few


def test_each_search_is_answered_by_an_index(cast):
    wanted = (
        TrailEntry.objects.filter(about="MAC-2026-001"),
        TrailEntry.objects.filter(actor_key="person:1"),
        TrailEntry.objects.filter(act="access given"),
        ReadEntry.objects.filter(about="MAC-2026-001", was_refused=False),
        ReadEntry.objects.filter(actor_key="person:1", was_refused=True),
    )

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # which reads a table of a few rows whole, however it is indexed
            cursor.execute("SET LOCAL enable_seqscan = off")
    plans = [entries.newest_first()[:51].explain() for entries in wanted]

    indexes = ("kit_trail_", "kit_read_", "kit_refusals")
    assert [plan for plan in plans if not any(index in plan for index in indexes)] == []


def test_the_kinds_of_entries_are_each_named_once(cast):
    TrailEntry.objects.all()
    for act in ("b act", "a act", "b act"):
        _did(act)

    kinds = TrailEntry.objects.kinds()

    assert kinds == sorted(set(TrailEntry.objects.values_list("act", flat=True)))


def test_the_nightly_check_stands_on_the_page(cast, client_of):
    before = client_of(cast.auditor).get("/audit/").text
    trail_check.check_nightly()
    after = client_of(cast.auditor).get("/audit/").text

    assert "The trail has not been checked yet" in before
    assert "and holds:" in after


def test_a_broken_trail_shows_red(cast, client_of, monkeypatch):
    monkeypatch.setattr(trail_check, "verify", lambda: "Entry 7 of the trail does not follow from the one before.")
    trail_check.check_nightly()

    page = client_of(cast.auditor).get("/audit/").text

    assert "govuk-error-summary" in page
    assert "Entry 7 of the trail does not follow from the one before." in page


def test_only_the_auditor_and_leads_take_the_log_away(cast, client_of):
    ratings.received_review(cast)

    statuses = {
        name: client_of(getattr(cast, name)).get("/audit/download/?show=acts").status_code
        for name in ("auditor", "lead", "inspector", "coordinator", "police", "stranger")
    }

    assert {name for name, status in statuses.items() if status == 200} == {"auditor", "lead"}
    assert TrailEntry.objects.filter(act="audit log downloaded").count() == 2


@pytest.mark.parametrize("query", ["after", "show=acts&person"])
def test_a_number_of_thousands_of_digits_is_no_entry_and_nobody(cast, client_of, query):
    assert client_of(cast.auditor).get(f"/audit/?{query}={'9' * 5000}").status_code == 200


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("auditor", "/audit/download/?show=acts"),
        ("auditor", "/access-log/person/1/download/"),
        ("coordinator", "/directory/export.csv"),
    ],
)
def test_what_leaves_in_bulk_asks_again_who_is_there(cast, client_of, who, path):
    App.of(getattr(cast, who))
    client = client_of(getattr(cast, who))
    session = client.session
    session["proved"] -= 31 * 60
    session.save()

    assert client.get(path).url.startswith("/account/security/prove/")
