"""Three seeded years through the database, with outages of worker and mail, answers, extensions and pauses.

Every letter that left is held against what the pure rule says of that duty's own history: none too many, none
missing, none twice, and none after the answer.
"""

from datetime import date, timedelta
from random import Random

import pytest

from agencies import chasing, duties
from agencies.chase_people import People
from agencies.chase_rules import due_step
from agencies.models import Duty, DutyStep
from agencies.role_names import Role
from panelportal.kit import letters, working_days
from panelportal.kit.models import Letter
from tests.agencies import chased
from tests.agencies.chased import at
from tests.factories.people import the_cast

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 1, 5), date(2028, 12, 29)
SEED = 20210226  # the consultation's month


def _days():
    return [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]


def _outages(random):
    """Four times a year the worker is down for up to ten days, and four times the mail server for up to four."""
    lengths = [("worker", random.randint(1, 10)) for _ in range(12)] + [
        ("mail", random.randint(1, 4)) for _ in range(12)
    ]
    down = {"worker": set(), "mail": set()}
    for what, length in lengths:
        start = FIRST + timedelta(days=random.randint(0, 1080))
        down[what] |= {start + timedelta(days=number) for number in range(length)}
    return down


def _plan(random, number, cast):
    """The life of one duty: opened, due, and perhaps extended, paused and answered."""
    opened = FIRST + timedelta(days=130 * (number // 5) + random.randint(0, 5))  # the requests of a case go together
    return {
        "about": f"REQ-2026-{number:04}",
        "opened": opened,
        "due_on": working_days.add(opened, random.choice([0, 2, 5, 15, 15, 15, 40])),
        "agency": random.choice([cast.police_force, cast.trust, cast.jail, cast.charity]),
        "name": random.choice(["answer", "answer", "act"]),
        "extended": opened + timedelta(days=random.randint(5, 40)) if random.random() < 0.3 else None,
        "paused": opened + timedelta(days=random.randint(3, 30)) if random.random() < 0.3 else None,
        "rests": timedelta(days=random.randint(0, 20)),
        "answered": opened + timedelta(days=random.randint(1, 90)),
    }


def _events(plans):
    """What happens on which day, the opening first."""
    happening = {}
    for plan in plans:
        days = [(plan["opened"], "open"), (plan["extended"], "extend"), (plan["paused"], "pause")]
        days += [(plan["paused"] and plan["paused"] + plan["rests"], "resume"), (plan["answered"], "answer")]
        for day, what in days:
            if day:
                happening.setdefault(day, []).append((what, plan))
    return happening


def _do(what, plan, cast, day):
    name, about = plan["name"], plan["about"]
    if what == "open":
        chased.ask(cast, about, name=name, on=day, due_on=plan["due_on"], agency=plan["agency"])
    elif what == "extend":
        duties.extend(name, about=about, until=working_days.add(day, 8), by=cast.inspector)
    elif what == "pause":
        duties.pause(name, about=about, because="Asked to wait", by=cast.inspector)
    elif what == "resume":
        duties.resume(name, about=about, by=cast.inspector)
    else:
        duties.settle(name, about=about, by=cast.police)


def _expected(day):
    """What the rule says of each open duty today, and to whom it goes."""
    found = list(Duty.objects.open().select_related("agency"))
    history, unsent, people = chasing.history_of(found), chasing.not_left_yet(found), People(found, on=day)
    wanted = set()
    for duty in found:
        planned = due_step(chasing.facts_of(duty), duties.schedule_of(duty), history[duty.pk], day, people.reach(duty))
        if planned and duty.pk not in unsent:
            wanted |= {(duty.about, str(planned.step), one.person) for one in people.for_step(duty, planned.level)}
    return wanted


def _something_can_happen(day):
    """Whether a duty is near its date, or a letter waits: other days are left out, to save their time."""
    near = Duty.objects.open().filter(due_on__range=(day - timedelta(days=25), day + timedelta(days=15)))
    return day.weekday() < 5 and (near.exists() or Letter.objects.filter(status="waiting").exists())


def test_three_years_of_chasing_are_what_the_rule_says_of_each_duty(db, monkeypatch):
    chased.declare(monkeypatch)
    random = Random(SEED)
    with at(FIRST):
        cast = the_cast()
    chased.add("Bea Boss", cast.police_force, Role.SENIOR_CONTACT, on=FIRST)
    happening, down = _events([_plan(random, number, cast) for number in range(40)]), _outages(random)

    answered = {}
    for day in _days():
        for what, plan in happening.get(day, ()):
            with at(day, hour=6):
                _do(what, plan, cast, day)
            if what == "answer":
                answered[plan["about"]] = day
        if day in down["worker"] or not (happening.get(day) or _something_can_happen(day)):
            continue
        with at(day):
            wanted = _expected(day) if working_days.is_working_day(day) else set()
            chasing.chase_once_a_day()
            if wanted:
                chasing.chase()  # once more, and nothing more
            taken = DutyStep.objects.letters_sent().filter(on=day).select_related("duty", "to_person")
            assert {(step.duty.about, step.kind, step.to_person) for step in taken} == wanted
            if day not in down["mail"]:
                letters.deliver_due(limit=1000)

    _hold_what_left_against_the_promises(answered)


def _hold_what_left_against_the_promises(answered):
    steps = DutyStep.objects.letters_sent().filter(letter__status="sent").select_related("duty", "letter")
    kinds = {step.kind for step in steps}
    days = {}
    for step in steps:
        left_on = step.letter.sent_at.date()
        days.setdefault((step.duty_id, step.to_person_id), []).append(left_on)
        assert left_on <= answered.get(step.duty.about, LAST)
        assert working_days.is_working_day(step.on)
    assert len(steps) > 45
    assert kinds == {"reminder", "second-reminder", "deputy-asked", "senior-contact-asked"}
    for theirs in days.values():
        gaps = [working_days.between(one, other) for one, other in zip(theirs, theirs[1:], strict=False)]
        assert all(gap >= 1 for gap in gaps)
    of_a_day = list(Letter.objects.values_list("to_email", "key"))
    assert len(of_a_day) == len(set(of_a_day))
