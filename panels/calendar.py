"""Calendar entries of panel meetings, one for each person invited, as mail programs understand them.

Entries follow RFC 5545 (the format) and RFC 5546 (requests and cancellations),
kept to the plain subset that Outlook, Google and Apple read alike. Nothing
here knows a database: the same entry always gives the same bytes.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone, vCalAddress, vText

METHOD_REQUEST = "REQUEST"
METHOD_CANCEL = "CANCEL"

LONDON = ZoneInfo("Europe/London")
PRODUCT = "-//HM Inspectorate of Probation//Learning panels//EN"
ALARM_BEFORE = timedelta(days=1)
ALARM_TEXT = "Reminder of a panel meeting"
FEED_NAME = "Learning panels"

# Constant, because the zone that icalendar makes by itself lists single dates:
# Outlook ignores those and shows summer meetings an hour off.
ZONE = """\
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
"""

BARE_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"\\@]+@[^\s<>()\[\],;:\"\\@]+")
ON_ONE_LINE = ("uid", "summary", "location", "url", "organizer_name", "attendee_name")


@dataclass(frozen=True)
class Entry:
    """What one person's calendar is told about a meeting.

    `uid` belongs to the invitation and never changes; `sequence` rises by one
    with every change that is sent, and `dtstamp` is the time of that change.
    Times are aware and shown in London time. The summary, location,
    description and URL reach lock screens and shared calendars, so they carry
    no personal data.

    Raises ValueError for a time without a zone, an end not after the start, a
    time that London's clocks show twice, an address that is not bare, an
    empty name, and a line break or control character where none may be.
    """

    uid: str
    sequence: int
    dtstamp: datetime
    starts_at: datetime
    ends_at: datetime
    summary: str
    location: str
    description: str
    url: str
    organizer_name: str
    organizer_email: str
    attendee_name: str
    attendee_email: str

    def __post_init__(self):
        for name in ("dtstamp", "starts_at", "ends_at"):
            _refuse_without_zone(name, getattr(self, name))
        for name in ("starts_at", "ends_at"):
            _refuse_shown_twice(name, getattr(self, name))
        if _in_london(self.ends_at) <= _in_london(self.starts_at):
            raise ValueError("ends_at must be after starts_at.")
        for name in ON_ONE_LINE:
            _refuse_control_characters(name, getattr(self, name))
        _refuse_control_characters("description", self.description, allowed="\r\n\t")
        for name in ("uid", "summary", "organizer_name", "attendee_name"):
            _refuse_empty(name, getattr(self, name))
        for name in ("organizer_email", "attendee_email"):
            _refuse_other_than_address(name, getattr(self, name))


@dataclass(frozen=True)
class Meeting:
    """A meeting in a person's feed, which keeps for a while what was called off, and says so."""

    entry: Entry
    is_cancelled: bool = False


@dataclass(frozen=True)
class Deadline:
    """A day in a person's feed by which something is due. It takes no time of that day."""

    uid: str
    dtstamp: datetime
    on: date
    summary: str
    url: str


def request(entry):
    """Return the invitation, or the update of one, that asks the attendee for an answer."""
    event = _event(entry, status="CONFIRMED")
    _add_people(event, entry)
    event.add_component(_alarm())  # last: Outlook refuses an entry with properties after its alarm
    return _calendar(event, method=METHOD_REQUEST)


def cancel(entry):
    """Return the cancellation. The entry is that of the last request with its sequence raised."""
    event = _event(entry, status="CANCELLED")
    _add_people(event, entry)
    return _calendar(event, method=METHOD_CANCEL)


def download(entry):
    """Return the entry as a file to open by hand: with nobody to answer to, so that no program mails an answer."""
    return _calendar(_event(entry, status="CONFIRMED"))


def feed(meetings, deadlines):
    """Return a person's feed: the same bytes for the same entries, since calendars ask whether anything changed.

    The hints about when to ask again (RFC 7986, and Outlook's own) are no more than hints.
    """
    hints = [("name", FEED_NAME), ("x-wr-calname", FEED_NAME), ("x-published-ttl", "PT1H")]
    events = [_event(one.entry, "CANCELLED" if one.is_cancelled else "CONFIRMED") for one in meetings]
    return _calendar(*events, *map(_day, deadlines), hints=hints)


def _calendar(*events, method="", hints=()):
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if method:
        calendar.add("method", method)
    for name, value in hints:
        calendar.add(name, value)
    if hints:
        calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    calendar.add_component(Timezone.from_ical(ZONE))
    for event in events:
        calendar.add_component(event)
    return calendar.to_ical(sorted=False)


def _day(deadline):
    event = Event()
    event.add("uid", _Text(deadline.uid))
    event.add("dtstamp", deadline.dtstamp.astimezone(UTC))
    event.add("dtstart", deadline.on)
    event.add("dtend", deadline.on + timedelta(days=1))
    event.add("summary", _Text(deadline.summary))
    event.add("url", deadline.url)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event


def _event(entry, status):
    event = Event()
    event.add("uid", _Text(entry.uid))
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.dtstamp.astimezone(UTC))
    event.add("dtstart", _in_london(entry.starts_at))
    event.add("dtend", _in_london(entry.ends_at))
    event.add("summary", _Text(entry.summary))
    event.add("location", _Text(entry.location))
    event.add("description", _Text(entry.description))
    event.add("url", entry.url)
    event.add("class", "PRIVATE")
    event.add("status", status)
    event.add("transp", "OPAQUE")
    return event


def _add_people(event, entry):
    asked = {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"}
    event.add("organizer", _person(entry.organizer_name, entry.organizer_email))
    event.add("attendee", _person(entry.attendee_name, entry.attendee_email, **asked))


def _person(name, email, **parameters):
    person = vCalAddress(f"mailto:{email}")
    # A backslash means nothing here by RFC 5545, yet readers take it for an escape and then lose the address.
    person.params.update(parameters, CN=name.replace("\\", "/"))
    return person


def _alarm():
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -ALARM_BEFORE)
    alarm.add("description", ALARM_TEXT)
    return alarm


class _Text(vText):
    r"""Text with the escapes of RFC 5545, section 3.3.11; vText turns a typed \N, as in C:\Notes, into a line break."""

    def to_ical(self):
        text = self.replace("\r\n", "\n").replace("\r", "\n")
        for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
            text = text.replace(plain, escaped)
        return text.encode()


def _in_london(moment):
    return moment.astimezone(LONDON).replace(microsecond=0)


def _refuse_without_zone(name, moment):
    if moment.utcoffset() is None:
        raise ValueError(f"{name} must have a time zone.")


def _refuse_shown_twice(name, moment):
    # Written as local time with a TZID, the second of the two would be read as the first.
    if _in_london(moment).fold:
        raise ValueError(f"{name} is in the hour that the clocks show twice in October.")


def _refuse_control_characters(name, text, allowed=""):
    if any(unicodedata.category(character) == "Cc" and character not in allowed for character in text):
        raise ValueError(f"{name} must not hold a line break or another control character.")


def _refuse_empty(name, text):
    if not text.strip():
        raise ValueError(f"{name} must not be empty.")


def _refuse_other_than_address(name, email):
    if not BARE_ADDRESS.fullmatch(email):
        raise ValueError(f"{name} must be a bare email address.")
