"""What a calendar program reads in the letters of a panel."""

from icalendar import Calendar

from panelportal.kit.models import Letter


def letters_about(panel, person=None):
    """Return the letters about a panel, oldest first, or those to one person."""
    letters = Letter.objects.filter(about=panel.reference).order_by("pk")
    return list(letters.filter(to_email=person.email) if person else letters)


def read(letter):
    """Return the calendar and the one event of a letter."""
    calendar = Calendar.from_ical(bytes(letter.calendar))
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def told(letter):
    """Return what a calendar goes by: kind of letter, method, sequence and status of the entry."""
    calendar, event = read(letter)
    assert str(calendar["METHOD"]) == letter.method
    return letter.kind, letter.method, event["SEQUENCE"], str(event["STATUS"])


def uid(letter):
    return str(read(letter)[1]["UID"])
