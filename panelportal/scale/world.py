"""What the parts of the made-up data hand on to one another, and how they write rows."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from random import Random

from agencies.models import Duty, DutyStep, StepKind
from panelportal.kit import clock
from panelportal.scale.sizes import Size

A_BATCH = 5_000


@dataclass
class World:
    """The made-up world while it is being filled, from the first app to the last."""

    size: Size
    random: Random
    now: datetime
    inspectorate: object = None
    agencies: list = field(default_factory=list)  # those that can be asked
    regions: list = field(default_factory=list)
    spoc: dict = field(default_factory=dict)  # key of an agency: its SPOC
    group_of: dict = field(default_factory=dict)  # key of a person: that of the group of their agency
    by_role: dict = field(default_factory=dict)  # role: its holders, the measured person first
    by_name: object = None  # the measured person who holds requests by grants of their own
    rated: list = field(default_factory=list)
    to_rate: list = field(default_factory=list)
    cases: list = field(default_factory=list)
    assessments: list = field(default_factory=list)
    requests: list = field(default_factory=list)


def fill(model, rows):
    """Write the rows of a table in batches, and return them with their keys."""
    return [row for batch in batches(rows) for row in model.objects.bulk_create(batch)]


def pour(model, rows):
    """Write the rows of a table in batches without keeping them, and return how many there were."""
    return sum(len(model.objects.bulk_create(batch)) for batch in batches(rows))


def batches(rows):
    """Return the rows in lists that are written at once."""
    rows = iter(rows)
    while batch := list(islice(rows, A_BATCH)):
        yield batch


def stamped(stem, by, at):
    """Return the two values of a who-and-when pair."""
    return {f"{stem}_by": by, f"{stem}_at": at}


def taken_in_turn(people, number, *, first_to_measured):
    """Return whose turn a thing is: the first few are the measured person's, who has as many at every size."""
    return people[0] if number < first_to_measured else people[1 + number % (len(people) - 1)]


def open_duties(duties):
    """Write duties, each with the step that it was opened."""
    opened = fill(Duty, duties)
    pour(
        DutyStep,
        (
            DutyStep(
                duty=duty,
                kind=StepKind.OPENED,
                what="opened",
                on=clock.day_of(duty.opened_at),
                due_on=duty.due_on,
                **stamped("taken", duty.opened_by, duty.opened_at),
            )
            for duty in opened
        ),
    )
