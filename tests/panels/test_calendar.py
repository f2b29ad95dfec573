from dataclasses import asdict, replace
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from panels import calendar
from panels.calendar import Entry

MEETING = Entry(
    uid="3f9c2a51d7e84b06a1c5e2f7d9b80413@learning.example.org",
    sequence=0,
    dtstamp=datetime(2025, 4, 28, 8, 15, 30, tzinfo=UTC),
    starts_at=datetime(2025, 7, 15, 9, 0, tzinfo=UTC),
    ends_at=datetime(2025, 7, 15, 11, 30, tzinfo=UTC),
    summary="Panel meeting MLP-2025-07",
    location="Leeds, Bridge House; room 3",
    description="Sign in to see the agenda.\nDo not reply with case information.",
    url="https://learning.example.org/panels/MLP-2025-07/",
    organizer_name="Panel administration",
    organizer_email="panels@example.org",
    attendee_name="Dan Okafor",
    attendee_email="dan.okafor@police.example.org",
)
REQUEST = b"""\
BEGIN:VCALENDAR
PRODID:-//HM Inspectorate of Probation//Learning panels//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:REQUEST
BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19700329T010000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19701025T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:3f9c2a51d7e84b06a1c5e2f7d9b80413@learning.example.org
SEQUENCE:0
DTSTAMP:20250428T081530Z
DTSTART;TZID=Europe/London:20250715T100000
DTEND;TZID=Europe/London:20250715T123000
SUMMARY:Panel meeting MLP-2025-07
LOCATION:Leeds\\, Bridge House\\; room 3
DESCRIPTION:Sign in to see the agenda.\\nDo not reply with case information
 .
URL:https://learning.example.org/panels/MLP-2025-07/
CLASS:PRIVATE
STATUS:CONFIRMED
TRANSP:OPAQUE
ORGANIZER;CN="Panel administration":mailto:panels@example.org
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP
 =TRUE;CN="Dan Okafor":mailto:dan.okafor@police.example.org
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-P1D
DESCRIPTION:Reminder of a panel meeting
END:VALARM
END:VEVENT
END:VCALENDAR
""".replace(b"\n", b"\r\n")

OF_THE_MEETING = ["UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "DESCRIPTION", "URL"]
OF_THE_MEETING += ["CLASS", "STATUS", "TRANSP"]
KINDS = [calendar.request, calendar.cancel, calendar.download]

WITHOUT_CONTROL_CHARACTERS = st.characters(exclude_categories=["Cc", "Cs"])
LINES = st.text(WITHOUT_CONTROL_CHARACTERS, max_size=200)
PARAGRAPHS = st.lists(LINES, max_size=4).map("\n".join)
AWKWARD_LINES = st.text(st.sampled_from("\\nN,;:\"'^ \u2019\u0175\U0001f4c5"), max_size=60)
NAMES = (st.text(WITHOUT_CONTROL_CHARACTERS, max_size=120) | AWKWARD_LINES).filter(str.strip)
MINUTES_OF_THE_DAY = st.integers(6 * 60, 20 * 60).map(lambda minutes: time(minutes // 60, minutes % 60, tzinfo=UTC))
STARTS = st.builds(datetime.combine, st.dates(date(2020, 1, 1), date(2060, 1, 1)), MINUTES_OF_THE_DAY)
LENGTHS = st.integers(5, 240).map(lambda minutes: timedelta(minutes=minutes))


def unfolded(data):
    return data.decode().replace("\r\n ", "").split("\r\n")


def line(data, name):
    """The one content line of that name in the meeting itself, its alarm left out."""
    _, _, event = data.partition(b"BEGIN:VEVENT")
    meeting, _, _ = event.partition(b"BEGIN:VALARM")
    (found,) = [text for text in unfolded(meeting) if text.startswith((f"{name}:", f"{name};"))]
    return found


def names_between(data, begin, end):
    lines = unfolded(data)
    inside = lines[lines.index(begin) + 1 : lines.index(end)]
    return [text.partition(":")[0].partition(";")[0] for text in inside]


def read_back(data):
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    assert event.errors == []
    return event


def at(*local):
    starts_at = datetime(*local, tzinfo=ZoneInfo("Europe/London"))
    return replace(MEETING, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))


def test_a_request_is_exactly_this():
    assert calendar.request(MEETING) == REQUEST


def test_a_request_has_each_property_once_and_its_alarm_last():
    assert names_between(REQUEST, "BEGIN:VCALENDAR", "BEGIN:VTIMEZONE") == ["PRODID", "VERSION", "CALSCALE", "METHOD"]
    assert names_between(REQUEST, "BEGIN:VEVENT", "BEGIN:VALARM") == [*OF_THE_MEETING, "ORGANIZER", "ATTENDEE"]
    assert unfolded(REQUEST)[-4:] == ["END:VALARM", "END:VEVENT", "END:VCALENDAR", ""]


def test_a_cancellation_says_so_twice_and_has_no_alarm():
    data = calendar.cancel(replace(MEETING, sequence=3))

    assert names_between(data, "BEGIN:VCALENDAR", "BEGIN:VTIMEZONE") == ["PRODID", "VERSION", "CALSCALE", "METHOD"]
    assert names_between(data, "BEGIN:VEVENT", "END:VEVENT") == [*OF_THE_MEETING, "ORGANIZER", "ATTENDEE"]
    assert "METHOD:CANCEL" in unfolded(data)
    assert line(data, "STATUS") == "STATUS:CANCELLED"
    assert line(data, "SEQUENCE") == "SEQUENCE:3"
    assert b"VALARM" not in data


@pytest.mark.parametrize("name", ["UID", "DTSTART", "DTEND", "SUMMARY", "ORGANIZER", "ATTENDEE"])
def test_a_cancellation_names_the_meeting_as_the_request_did(name):
    assert line(calendar.cancel(MEETING), name) == line(calendar.request(MEETING), name)


def test_a_download_has_nobody_to_answer_to():
    data = calendar.download(MEETING)

    assert names_between(data, "BEGIN:VCALENDAR", "BEGIN:VTIMEZONE") == ["PRODID", "VERSION", "CALSCALE"]
    assert names_between(data, "BEGIN:VEVENT", "END:VEVENT") == OF_THE_MEETING
    assert b"mailto" not in data
    assert b"Okafor" not in data


def test_a_download_is_the_same_meeting_as_the_invitation():
    for name in OF_THE_MEETING:
        assert line(calendar.download(MEETING), name) == line(REQUEST, name)


@pytest.mark.parametrize("kind", KINDS)
def test_the_zone_stands_once_and_before_the_meeting(kind):
    lines = unfolded(kind(MEETING))

    assert lines.count("BEGIN:VTIMEZONE") == 1
    assert lines.index("END:VTIMEZONE") + 1 == lines.index("BEGIN:VEVENT")


@pytest.mark.parametrize("kind", KINDS)
def test_every_entry_is_private(kind):
    assert line(kind(MEETING), "CLASS") == "CLASS:PRIVATE"


def test_a_meeting_in_july_is_shown_in_british_summer_time():
    data = calendar.request(replace(MEETING, starts_at=datetime(2025, 7, 15, 9, 0, tzinfo=UTC)))

    assert line(data, "DTSTART") == "DTSTART;TZID=Europe/London:20250715T100000"


def test_a_meeting_in_january_is_shown_in_greenwich_mean_time():
    starts_at = datetime(2026, 1, 13, 10, 0, tzinfo=UTC)

    data = calendar.request(replace(MEETING, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2)))

    assert line(data, "DTSTART") == "DTSTART;TZID=Europe/London:20260113T100000"
    assert line(data, "DTEND") == "DTEND;TZID=Europe/London:20260113T120000"


def test_times_given_in_another_zone_are_turned_to_london():
    paris = MEETING.starts_at.astimezone(ZoneInfo("Europe/Paris"))

    assert calendar.request(replace(MEETING, starts_at=paris)) == REQUEST


@pytest.mark.parametrize("year", [2025, 2026, 2039])
def test_the_zone_that_is_sent_changes_its_clocks_when_london_does(year):
    sent, london = tzical(StringIO(calendar.ZONE)).get("Europe/London"), ZoneInfo("Europe/London")
    noons = [datetime(year, 1, 1, 12) + timedelta(days=day) for day in range(365)]

    assert [noon.replace(tzinfo=sent).utcoffset() for noon in noons] == [
        noon.replace(tzinfo=london).utcoffset() for noon in noons
    ]


@pytest.mark.parametrize("local", [(2025, 3, 30, 0, 59), (2025, 3, 30, 2, 0), (2025, 10, 26, 0, 59), (2025, 10, 26, 2)])
def test_the_zone_that_is_sent_gives_the_right_moment_around_a_change(local):
    sent = tzical(StringIO(calendar.ZONE)).get("Europe/London")

    assert datetime(*local, tzinfo=sent).astimezone(UTC) == at(*local).starts_at.astimezone(UTC)


def test_the_same_entry_gives_the_same_bytes():
    for kind in KINDS:
        assert kind(MEETING) == kind(replace(MEETING))


def test_text_is_escaped():
    data = calendar.request(
        replace(MEETING, summary="a,b;c\\d", location=r"\\server\Notes", description="1\r\n2\r3\n4")
    )

    assert line(data, "SUMMARY") == "SUMMARY:a\\,b\\;c\\\\d"
    assert line(data, "LOCATION") == "LOCATION:\\\\\\\\server\\\\Notes"
    assert line(data, "DESCRIPTION") == "DESCRIPTION:1\\n2\\n3\\n4"


def test_a_name_with_a_comma_is_quoted():
    data = calendar.request(replace(MEETING, attendee_name="Okafor, Dan"))

    assert line(data, "ATTENDEE").endswith(';CN="Okafor, Dan":mailto:dan.okafor@police.example.org')


def test_a_backslash_in_a_name_does_not_swallow_the_address():
    data = calendar.request(replace(MEETING, attendee_name="Okafor\\"))

    assert line(data, "ATTENDEE").endswith(";CN=Okafor/:mailto:dan.okafor@police.example.org")
    assert read_back(data)["ATTENDEE"] == "mailto:dan.okafor@police.example.org"


@pytest.mark.parametrize("name", ["Ŵŷ" * 60, "Владимир Константинович " * 8, "山田太郎" * 30, "👩‍⚖️ panel " * 20])
def test_long_names_in_any_script_are_folded_between_characters(name):
    data = calendar.request(replace(MEETING, attendee_name=name.strip(), location=name))
    lines = data.split(b"\r\n")

    assert max(len(folded) for folded in lines) <= 75
    assert all(folded.decode() or folded == lines[-1] for folded in lines)
    assert str(read_back(data)["LOCATION"]) == name


@pytest.mark.parametrize("name", ["dtstamp", "starts_at", "ends_at"])
def test_a_time_without_a_zone_is_refused(name):
    with pytest.raises(ValueError, match=f"{name} must have a time zone"):
        replace(MEETING, **{name: datetime(2025, 7, 15, 10, 0)})


@pytest.mark.parametrize("later", [timedelta(0), timedelta(hours=-1), timedelta(microseconds=5)])
def test_an_end_that_is_not_after_the_start_is_refused(later):
    with pytest.raises(ValueError, match="ends_at must be after starts_at"):
        replace(MEETING, ends_at=MEETING.starts_at + later)


def test_the_hour_that_the_clocks_show_twice_is_refused():
    with pytest.raises(ValueError, match="starts_at is in the hour that the clocks show twice"):
        replace(
            MEETING, starts_at=datetime(2025, 10, 26, 1, 30, tzinfo=UTC), ends_at=datetime(2025, 10, 26, 9, tzinfo=UTC)
        )


@pytest.mark.parametrize("character", ["\r", "\n", "\r\n", "\x00", "\x0b", "\x85", "\x1b"])
@pytest.mark.parametrize("name", ["uid", "summary", "location", "url", "organizer_name", "attendee_name"])
def test_a_line_break_is_refused_where_one_line_is_meant(name, character):
    with pytest.raises(ValueError, match=f"{name} must not hold a line break"):
        replace(MEETING, **{name: f"A{character}ATTENDEE:mailto:other@example.org"})


def test_a_description_may_have_lines_but_no_other_control_characters():
    with pytest.raises(ValueError, match="description must not hold"):
        replace(MEETING, description="bell\x07")


@pytest.mark.parametrize("name", ["uid", "summary", "organizer_name", "attendee_name"])
def test_an_empty_name_is_refused(name):
    with pytest.raises(ValueError, match=f"{name} must not be empty"):
        replace(MEETING, **{name: " "})


@pytest.mark.parametrize(
    "address", ["", "dan", "Dan <d@example.org>", "mailto:d@example.org", "d@x.org\r\nX:y", "a@b@c"]
)
@pytest.mark.parametrize("name", ["organizer_email", "attendee_email"])
def test_only_a_bare_address_is_taken(name, address):
    with pytest.raises(ValueError, match=f"{name} must be a bare email address"):
        replace(MEETING, **{name: address})


@given(
    attendee_name=NAMES,
    organizer_name=NAMES,
    summary=NAMES,
    location=LINES | AWKWARD_LINES,
    description=PARAGRAPHS | AWKWARD_LINES,
    starts_at=STARTS,
    length=LENGTHS,
)
def test_everything_survives_being_sent_and_read(starts_at, length, **texts):
    entry = replace(MEETING, starts_at=starts_at, ends_at=starts_at + length, **texts)

    data = calendar.request(entry)
    event = read_back(data)

    assert max(len(folded) for folded in data.split(b"\r\n")) <= 75
    assert {
        "uid": str(event["UID"]),
        "sequence": int(event["SEQUENCE"]),
        "dtstamp": event["DTSTAMP"].dt,
        "starts_at": event["DTSTART"].dt.astimezone(UTC),
        "ends_at": event["DTEND"].dt.astimezone(UTC),
        "summary": str(event["SUMMARY"]),
        "location": str(event["LOCATION"]),
        "description": str(event["DESCRIPTION"]),
        "url": str(event["URL"]),
        "organizer_name": event["ORGANIZER"].params["CN"],
        "organizer_email": event["ORGANIZER"].removeprefix("mailto:"),
        "attendee_name": event["ATTENDEE"].params["CN"],
        "attendee_email": event["ATTENDEE"].removeprefix("mailto:"),
    } == {
        **asdict(entry),
        "organizer_name": entry.organizer_name.replace("\\", "/"),
        "attendee_name": entry.attendee_name.replace("\\", "/"),
    }
