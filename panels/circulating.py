"""Circulating: the minutes of a closed panel are frozen and everybody seated is told where to read them."""

from dataclasses import dataclass

from django.urls import reverse

from agencies import duties
from agencies.directory import the_inspectorate
from agencies.models import User
from agencies.role_names import Role
from panelportal.kit import access, letters, printing
from panelportal.kit.access import Can
from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record, verb
from panels.minutes_content import minutes_content
from panels.models import MinutesVersion, Panel
from panels.readers_copy import copy_for, covers

TITLE = "Minutes of a learning panel"
FINISH_MINUTES = "finish-minutes"
WRITE_REPORT = "write-report"


@verb
def circulate(panel, *, by):
    """Freeze the minutes of a panel as their first version, and write to those seated who may read them."""
    document = printing.freeze(
        "minutes", reference=panel.reference, version=1, title=TITLE, content=minutes_content(panel), by=by
    )
    minutes = MinutesVersion(panel=panel, version=document.version, document=document)
    stamp(minutes, "circulated", by=by)
    minutes.save()
    people = [seat.person for seat in panel.seats.live().for_list() if may_read(seat.person, panel)]
    path = reverse("panels:minutes-read", args=[panel.reference])
    for person in people:
        letters.write(
            "minutes-issued",
            key=f"{panel.reference}:{minutes.version}",
            to=person,
            about=panel.reference,
            context={"reference": panel.reference, "path": path},
        )
    record("minutes circulated", about=panel.reference, by=by, version=minutes.version, people=len(people))
    return minutes


@verb
def ask_for_minutes(panel, *, by):
    """Open the duty of the minute-taker to finish the minutes of a panel that has begun."""
    _ask(FINISH_MINUTES, panel, person=panel.minute_taker, by=by)


@verb
def ask_for_report(panel, *, by):
    """Open the duty of the inspectors to write the learning report of a closed panel."""
    _ask(WRITE_REPORT, panel, role=Role.INSPECTOR, by=by)


def to_read(user):
    """Return by which permission somebody reads minutes: through their role, or because they were invited."""
    return Can.READ if access.may(user, Can.READ, Panel) else Can.ATTEND


def may_read(user, panel):
    return user.is_active and access.may(user, to_read(user), panel)


def still_to_read(letter):
    """Tell whether the one a letter about minutes is for may still read them."""
    person = User.objects.filter(email__iexact=letter.to_email).first()
    panel = Panel.objects.filter(reference=letter.about).first()
    return person is not None and panel is not None and may_read(person, panel)


@dataclass(frozen=True)
class MinutesCopy:
    """The frozen minutes as one reader gets them, and whether that is the whole document."""

    content: dict
    is_whole: bool
    version: MinutesVersion


def minutes_for(user, panel):
    """Return a reader's copy of the minutes, or None before the panel is closed.

    Whoever reads through their role gets all; everybody else the cases of
    their seat and what is general.
    """
    minutes = panel.minutes.select_related("document").last()
    if minutes is None:
        return None
    content = printing.content_of(minutes.document)
    cases = content["cases"] if to_read(user) == Can.READ else _cases_of_seat(user, panel)
    return MinutesCopy(copy_for(content, cases), covers(content, cases), minutes)


def _ask(duty, panel, *, by, **holder):
    scope = panel.cases.order_by("pk").first().reference
    duties.open_duty(duty, about=panel.reference, agency=the_inspectorate(), scope=scope, by=by, **holder)


def _cases_of_seat(user, panel):
    seat = panel.seats.live().of(user).first()
    return list(seat.cases.values_list("reference", flat=True)) if seat else []
