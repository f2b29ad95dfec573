"""Duties to chase, and days to run the chaser on. Kinds of duty of its own: no page of another app is needed."""

from datetime import UTC, date, datetime, time

from agencies import chase_rules, chasing, duties, joining, leaving
from agencies.models import Membership
from panelportal.kit import clock, letters
from panelportal.kit.models import Letter

OPENED = date(2026, 11, 2)
DUE = date(2026, 11, 23)  # a Monday, 15 working days later


def declare(monkeypatch):
    words = {"title": "Answer: {about}", "waiting": "Answer: {about}", "done": "Answered: {about}"}
    for name, schedule in (("answer", None), ("act", chase_rules.ACTION)):
        kind = duties.Kind(name, url_name="agencies:agency", schedule=schedule, help="It takes 5 minutes.", **words)
        monkeypatch.setitem(duties._kinds, name, kind)


def at(day, hour=8):
    return clock.at(datetime.combine(day, time(hour), tzinfo=UTC))


def ask(cast, about="REQ-2026-0001", *, name="answer", on=OPENED, due_on=DUE, **given):
    """Open a duty on a day, for the police unless told otherwise."""
    with at(on):
        return duties.open_duty(
            name, about=about, due_on=due_on, **{"agency": cast.police_force, "by": cast.inspector, **given}
        )


def chase(*days):
    """Run the chaser on each of these days, and send what it wrote."""
    for day in days:
        with at(day):
            chasing.chase()
            letters.deliver_due(limit=10_000)


def sent(**lookup):
    """The letters that left: subject and addressee, in turn."""
    found = Letter.objects.filter(status="sent", **lookup).order_by("pk")
    return [(letter.subject, letter.to_label) for letter in found]


def add(name, agency, role, *, email="", on=OPENED):
    with at(on):
        email = email or f"{name.replace(' ', '.')}@{agency.slug}.example.org"
        return joining.add_member(email=email, name=name, agency=agency, role=role, by=None).user


def leave(person, *, by):
    with at(OPENED):
        leaving.end_membership(Membership.objects.get(user=person), by=by)
