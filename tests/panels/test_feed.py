"""A person's own calendar asks for their meetings at a private address (`calendar.md`, section 5)."""

import re
from datetime import timedelta

import pytest
from icalendar import Calendar

from agencies import declaring, leaving
from agencies.models import Membership
from panelportal.kit import clock
from panelportal.kit.models import TrailEntry
from panels import calendar, convening, feeding, inviting
from panels.models import CalendarFeed
from tests.factories import panels as make
from tests.factories import ratings


@pytest.fixture
def panel(cast, case):
    return make.invited_panel(cast, cases=[case])


def address_of(person):
    return f"/calendar/{feeding.open_feed(person, by=person)}.ics"


def events(response):
    return Calendar.from_ical(response.content).walk("VEVENT")


def test_it_holds_the_meeting_as_the_invitation_does_and_names_nobody(cast, panel, client, case):
    response = client.get(address_of(cast.police))

    (event,) = events(response)
    invitation = make.invitation_of(panel, cast.police)
    assert (event["UID"], event["SEQUENCE"]) == (invitation.uid, 0)
    assert event["DTSTART"].dt == panel.meeting.starts_at
    assert str(event["DTSTART"].params["TZID"]) == "Europe/London"
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    text = response.content.decode()
    for private in ("METHOD", "ATTENDEE", "ORGANIZER", case.reference, cast.police.name, make.CALL):
        assert private not in text


def test_an_inspector_finds_the_day_by_which_a_report_is_due_too(cast, client):
    review = ratings.allocated_review(cast)

    (event,) = events(client.get(address_of(cast.inspector)))

    assert (event["SUMMARY"], event["DTSTART"].dt) == (f"Report due {review.reference}", review.due_on)


def test_it_follows_a_move_and_keeps_what_was_called_off_for_thirty_days(cast, panel, client):
    address = address_of(cast.police)
    make.set_meeting(panel, cast, **make.meeting_times(days_ahead=25))
    moved = client.get(address)
    panel.refresh_from_db()
    inviting.cancel(panel, because="The chair is ill.", by=cast.coordinator)

    (event,) = events(moved)
    assert (event["SEQUENCE"], event["DTSTART"].dt) == (1, panel.meeting.starts_at)
    (event,) = events(client.get(address))
    assert (event["SEQUENCE"], event["STATUS"]) == (2, "CANCELLED")
    with clock.at(clock.now() + feeding.BACK + timedelta(hours=1)):
        assert not events(client.get(address))


def test_who_lost_the_seat_no_longer_finds_it_there(cast, panel, client):
    address = address_of(cast.police)

    convening.unseat(panel.seats.live().of(cast.police).get(), by=cast.coordinator)

    assert not events(client.get(address))


def test_who_declared_a_conflict_no_longer_finds_it_there(cast, panel, client, case):
    address = address_of(cast.police)

    declaring.declare_conflict(cast.police, scope=case.reference, by=cast.police)

    assert not events(client.get(address))


def test_what_has_not_changed_is_not_sent_again(cast, panel, client):
    address = address_of(cast.police)
    first = client.get(address)

    again = client.get(address, headers={"if-none-match": first["ETag"]})
    head = client.head(address)
    make.set_meeting(panel, cast, **make.meeting_times(days_ahead=25))
    changed = client.get(address, headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", first["ETag"])
    assert first["Cache-Control"] == "private, max-age=900"
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_a_new_address_ends_the_old_one_and_closing_ends_both(cast, client, client_of):
    old, new = address_of(cast.police), address_of(cast.police)
    before = (client.get(old).status_code, client.get(new).status_code)

    client_of(cast.police).post("/account/calendar/close/")

    assert before == (404, 200)
    assert client.get(new).status_code == 404
    assert list(TrailEntry.objects.filter(about="calendar feed").order_by("pk").values_list("act", flat=True)) == [
        "calendar feed opened",
        "calendar feed opened",
        "calendar feed closed",
    ]


def test_who_acts_for_nobody_any_more_has_no_feed(cast, client):
    address = address_of(cast.police)

    leaving.end_membership(Membership.objects.get(user=cast.police), by=cast.coordinator)

    assert client.get(address).status_code == 404


def test_the_address_is_shown_once_and_kept_as_a_digest(cast, client, client_of):
    its_person = client_of(cast.police)

    shown = its_person.post("/account/calendar/").content.decode()

    token = re.search(r"/calendar/([\w-]+)\.ics", shown)[1]
    assert client.get(f"/calendar/{token}.ics").status_code == 200
    assert token not in its_person.get("/account/calendar/").content.decode()
    assert token not in str(CalendarFeed.objects.values_list("token_digest").get())


def test_asking_all_the_time_is_refused_for_a_while(cast, client, monkeypatch):
    monkeypatch.setattr("panels.views.feeds.MOST_IN_AN_HOUR", 2)
    address = address_of(cast.police)

    answers = [client.get(address).status_code for _ in range(3)]

    assert answers == [200, 200, 429]


def test_the_bytes_hang_on_the_entries_alone(cast, panel):
    first, later = feeding.content(cast.police), None
    with clock.at(clock.now() + timedelta(days=1)):
        later = feeding.content(cast.police)

    assert first == later
    assert calendar.feed([], []) == calendar.feed([], [])


@pytest.mark.parametrize("meetings", [1, 3])
def test_a_feed_asks_as_much_for_three_meetings_as_for_one(cast, case, client, django_assert_num_queries, meetings):
    for _ in range(meetings):
        make.invited_panel(cast, cases=[case])
    address = address_of(cast.police)
    client.get(address)

    with django_assert_num_queries(7):
        assert len(events(client.get(address))) == meetings
