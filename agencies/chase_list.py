"""What the page "Chase agencies" shows: everything late or due soon, by agency, with the last contact and the next."""

from dataclasses import dataclass

from agencies import duties
from agencies.declaring import scopes_of
from agencies.models import Duty
from agencies.models.duties import StepKind
from agencies.outlook import Outlook, outlooks
from panelportal.kit import clock, due, working_days

MOST = 500


@dataclass(frozen=True)
class Line:
    """One duty on the page."""

    outlook: Outlook
    title: str
    url: str
    tag: object
    told_today: bool

    @property
    def duty(self):
        return self.outlook.duty

    @property
    def can_be_reminded(self):
        return bool(self.outlook.now_to) and not self.duty.is_paused and not self.told_today

    @property
    def is_overdue(self):
        return self.duty.is_overdue() and not self.duty.is_paused

    @property
    def last(self):
        return self.outlook.last_contact

    @property
    def extended(self):
        """The last change of its date, or None."""
        return next((step for step in reversed(self.outlook.steps) if step.kind == StepKind.MOVED), None)


def lines_for(user):
    """Return the lines of the page for a person, by agency and date; at most `MOST`, those that are due first."""
    today = clock.today()
    found = _for(user).due_by(working_days.add(today, due.SOON)).for_list()[:MOST]
    lines = [_line(outlook, today) for outlook in outlooks(list(found), today=today)]
    return sorted(lines, key=lambda line: (line.duty.agency.name, line.duty.due_on, line.duty.pk))


def next_due(user):
    """Return the day on which the next reply of an agency is due, or None."""
    return _for(user).open().filter(due_on__isnull=False).order_by("due_on").values_list("due_on", flat=True).first()


def agencies_to_chase(user):
    """Return how many agencies have something overdue whose clock runs."""
    overdue = _for(user).overdue(clock.today()).filter(paused_at__isnull=True)
    return overdue.values("agency").distinct().count()


def _for(user):
    return Duty.objects.of_agencies().exclude(scope__in=scopes_of(user))


def _line(outlook, today):
    last = outlook.last_contact
    return Line(
        outlook,
        title=duties.title_of(outlook.duty),
        url=duties.url_of(outlook.duty),
        tag=duties.due_status(outlook.duty, today),
        told_today=last is not None and last.on == today,
    )
