"""Practising: a walk through the reply to an invented case, with the forms and pages of a real one.

What is typed lives in the session of whoever practises and nowhere else: no
row, duty, letter or figure comes of it, and it goes when they finish, start
again or sign out.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from agencies.models import Agency
from cases.models import AgencyRequest
from findings.forms import (
    EventForm,
    InvolvementForm,
    OrganisationForm,
    PointForm,
    RecordCheckForm,
    RepresentativeForm,
)
from findings.invented import DETAILS, REFERENCE, SHOWN
from findings.models import Outcome
from findings.outcomes import asks_for_learning
from findings.progress import OF_THE_INVOLVED, TASKS
from findings.statuses import TaskStatus

KEY = "practice"


class InventedCheckForm(RecordCheckForm):
    """The record check of the invented case."""

    def to_search_on(self):
        return DETAILS


class InventedEventForm(EventForm):
    """A key event of the invented case."""

    def period(self):
        return SHOWN["period_from"], SHOWN["period_to"]


@dataclass(frozen=True)
class Step:
    """One question page of the walk: its form, and the page of a real reply that shows it."""

    form: Callable
    page: str
    title: str


STEPS = {
    "organisation": Step(OrganisationForm, "findings/organisation.html", TASKS["organisation"]),
    "record-check": Step(InventedCheckForm, "findings/record_check.html", TASKS["record_check"]),
    "involvement": Step(InvolvementForm, "findings/involvement.html", TASKS["involvement"]),
    "events": Step(InventedEventForm, "findings/event.html", TASKS["events"]),
    "learning": Step(PointForm, "findings/point.html", TASKS["learning"]),
    "representative": Step(RepresentativeForm, "findings/representative.html", TASKS["representative"]),
}


def invented_request():
    """Return a request that is in no table, for the pages to be about."""
    return AgencyRequest(reference=REFERENCE, agency=Agency(name="your organisation"))


class Walk:
    """How far one person is, by what their session holds."""

    def __init__(self, session):
        self.session = session
        self.part = invented_request()
        self.forms = {name: self.form(name, MultiValueDict(typed)) for name, typed in self._typed().items()}
        self.done = {name for name, form in self.forms.items() if form.is_valid()}

    def form(self, name, typed=None):
        """Return the form of a step, with what was typed, or what was kept of it before."""
        kept = self._typed().get(name)
        data = typed if typed is not None else kept and MultiValueDict(kept)
        return STEPS[name].form(data, part=self.part)

    def keep(self, name, form):
        """Keep in the session what was typed into the fields of a valid form."""
        typed = {key: values for key, values in form.data.lists() if _is_of(form, key)}
        self.session[KEY] = self._typed() | {name: typed}

    def end(self):
        """Forget everything that was typed."""
        self.session.pop(KEY, None)

    @property
    def is_ours(self):
        """Whether the invented request was said to be for the right organisation."""
        return "organisation" in self.done and self.forms["organisation"].cleaned_data["is_ours"]

    @property
    def needed(self):
        """The names of the steps that this reply has to answer, as for a real one."""
        check = self.forms["record-check"].cleaned_data if "record-check" in self.done else None
        if not check or not asks_for_learning(check["outcome"]):
            return ["organisation", "record-check"]
        left_out = () if check["outcome"] == Outcome.INVOLVED else OF_THE_INVOLVED
        return [name for name in STEPS if name not in left_out]

    @property
    def next_url(self):
        """The first page that still waits for an answer, or the one that shows all answers."""
        left = [name for name in self.needed if name not in self.done]
        return reverse("findings:practice_step", args=[left[0]]) if left else reverse("findings:practice_check")

    @property
    def is_complete(self):
        return self.is_ours and self.done >= set(self.needed)

    def tasks(self):
        """Return the tasks of the walk, for a task list."""
        sending = TaskStatus.NOT_STARTED if self.is_complete else TaskStatus.CANNOT_START
        last = {"title": "Check and send", "url": reverse("findings:practice_check"), "status": sending}
        if not self.is_complete:
            last["url"] = None
        return [*(self._task(name) for name in STEPS), last]

    def may_start(self, name):
        """Tell whether a step can be answered now: each needs the ones before it."""
        before = list(STEPS)[: list(STEPS).index(name)]
        if name == "organisation":
            return True
        return self.is_ours and ("record-check" in self.done or before == ["organisation"])

    def _task(self, name):
        status = TaskStatus.NOT_STARTED
        if name in self.done:
            status = TaskStatus.COMPLETED
        elif not self.may_start(name):
            status = TaskStatus.CANNOT_START
        elif name not in self.needed and "record-check" in self.done:
            status = TaskStatus.NOT_NEEDED
        url = reverse("findings:practice_step", args=[name]) if status.can_start else None
        return {"title": STEPS[name].title, "url": url, "status": status}

    def _typed(self):
        kept = self.session.get(KEY, {})
        return {name: typed for name, typed in kept.items() if name in STEPS}


def _is_of(form, key):
    """Tell whether something that was posted belongs to a field: dates post their name with a part of it."""
    return any(key == name or key.startswith(f"{name}_") for name in form.fields)
