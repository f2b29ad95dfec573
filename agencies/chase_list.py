"""What the page "Chase agencies" shows: everything late or due soon, with the last contact and the next."""

from dataclasses import dataclass

from django.db.models import Count, Q

from agencies import duties
from agencies.declaring import scopes_of
from agencies.models import Duty
from agencies.models.duties import StepKind
from agencies.outlook import Outlook, outlooks
from agencies.your_work import due_status
from panelportal.kit import clock, due, working_days


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


@dataclass(frozen=True)
class Numbers:
    """How many duties the page lists, and of how many the day has passed while their clock runs."""

    listed: int
    overdue: int


def found_for(user):
    """Return what the page lists for a person: everything late or due soon, those that are due first."""
    soon = working_days.add(clock.today(), due.SOON)
    return _for(user).due_by(soon).for_list().order_by("due_on", "pk")


def overdue_of(found):
    """Return what is overdue of that: its day has passed, and its clock runs."""
    return found.filter(_late())


def numbers_of(found):
    """Return the numbers of the page, in one query."""
    return Numbers(**found.order_by().aggregate(listed=Count("pk"), overdue=Count("pk", filter=_late())))


def lines_of(found):
    """Return the lines of some of that, in its order, in the same number of queries for one and for many."""
    today = clock.today()
    return [_line(outlook, today) for outlook in outlooks(list(found), today=today)]


def next_due(user):
    """Return the day on which the next reply of an agency is due, or None."""
    return _for(user).open().filter(due_on__isnull=False).order_by("due_on").values_list("due_on", flat=True).first()


def agencies_to_chase(user):
    """Return how many agencies have something overdue whose clock runs."""
    return _for(user).open().filter(_late()).order_by().values("agency").distinct().count()


def _for(user):
    return Duty.objects.of_agencies().exclude(scope__in=scopes_of(user))


def _late():
    return Q(due_on__lt=clock.today(), paused_at__isnull=True)


def _line(outlook, today):
    last = outlook.last_contact
    return Line(
        outlook,
        title=duties.title_of(outlook.duty),
        url=duties.url_of(outlook.duty),
        tag=due_status(outlook.duty, today),
        told_today=last is not None and last.on == today,
    )
