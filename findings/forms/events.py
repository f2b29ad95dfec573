from agencies.models import AgencyKind
from cases import disclosing
from findings import event_dates, events
from findings.event_dates import When
from findings.forms.shared import SharedForm
from findings.models import EventKind, Precision
from findings.other_kinds import other_kinds
from panelportal.kit import clock, fields
from panelportal.kit.words import short_day

ASKED_OF = {  # how well the date is known: the field that tells it
    Precision.EXACT: "on",
    Precision.ABOUT: "about",
    Precision.MONTH: "month",
    Precision.YEAR: "year",
    Precision.RANGE: "started",
}
WITH = {EventKind.SHARED: "shared", EventKind.NOT_SHARED: "unshared"}
AS_TYPED = "kind what why_it_mattered source".split()


def _of_kinds(label):
    return fields.ModelMultipleChoiceField(
        label,
        queryset=AgencyKind.objects.none(),
        required=False,
        says_optional=False,
        hint="Select the kinds of organisation, or write below.",
    )


def _in_words(hint):
    return fields.TextField("Or say who, in your words", max_length=200, required=False, says_optional=False, hint=hint)


class EventForm(SharedForm):
    precision = fields.ChoiceField(
        "When did it happen?",
        choices=Precision,
        hint="Say only what your records tell. If they do not tell the day, choose how much they do tell.",
        empty_message="Select how well you know when it happened",
        reveals={
            Precision.EXACT: ["on", "at"],
            Precision.ABOUT: ["about"],
            Precision.MONTH: ["month"],
            Precision.YEAR: ["year"],
            Precision.RANGE: ["started", "ended"],
        },
    )
    on = fields.DateField("Date", future_allowed=False, hint="For example, 24 2 2024.", empty_message="Enter the date")
    at = fields.TimeField("Time of day", required=False, hint="If you know it. For example, 2:30pm or 14:30.")
    about = fields.DateField(
        "About which date?",
        future_allowed=False,
        hint="For example, 24 2 2024.",
        empty_message="Enter about which date it happened",
        name="date",
    )
    month = fields.TextField(
        "Month and year", width=20, hint="For example, February 2024.", empty_message="Enter the month and year"
    )
    year = fields.TextField("Year", width=4, inputmode="numeric", empty_message="Enter the year")
    started = fields.DateField(
        "First day on which it may have happened, or started",
        future_allowed=False,
        empty_message="Enter the first day",
        name="first day",
    )
    ended = fields.DateField(
        "Last day on which it may have happened, or ended",
        future_allowed=False,
        empty_message="Enter the last day",
        name="last day",
    )
    is_outside = fields.TickField(
        "It belongs to what can be learned, although it is outside this period", required=False
    )
    kind = fields.ChoiceField(
        "What was it?",
        choices=EventKind,
        hints={
            EventKind.CONTACT: "You saw, spoke to or visited somebody.",
            EventKind.DECISION: "You decided something, such as to close a case or raise a risk level.",
            EventKind.SHARED: "You told somebody, or somebody told you.",
            EventKind.NOT_SHARED: "Somebody could have been told, and was not.",
        },
        empty_message="Select what it was",
        reveals={
            EventKind.SHARED: ["shared_kinds", "shared_whom"],
            EventKind.NOT_SHARED: ["unshared_kinds", "unshared_whom"],
        },
    )
    shared_kinds = _of_kinds("Who was it shared with, or who shared it with you?")
    shared_whom = _in_words("For example, the duty desk of the hospital.")
    unshared_kinds = _of_kinds("Who was it not shared with?")
    unshared_whom = _in_words("For example, the new landlord.")
    what = fields.LongTextField(
        "What happened?",
        rows=4,
        hint="In 2 or 3 sentences. Do not name members of staff, victims or family.",
        empty_message="Enter what happened",
    )
    why_it_mattered = fields.LongTextField(
        "Why did it matter?",
        rows=3,
        required=False,
        hint="What it changed, or what could have been done with it. Leave this empty if you do not know yet.",
    )
    source = fields.TextField(
        "Which record tells this?",
        max_length=300,
        hint="For example, custody record, entry of 14 February 2024. No reference numbers of other people.",
        empty_message="Enter which record tells this",
    )

    def __init__(self, *args, part, event=None, **options):
        super().__init__(*args, initial=_shown(event), **options)
        self.part, self.event = part, event
        for name in WITH.values():
            self.fields[f"{name}_kinds"].queryset = other_kinds()
        stands_outside = event is not None and self._is_outside(_when_of(event))
        if not self.is_bound and not stands_outside:
            del self.fields["is_outside"]
        elif stands_outside:
            self.initial["is_outside"] = True

    def period(self):
        """Return the first and the last day that the agency was asked about."""
        shown = disclosing.shown(self.part)
        return shown.period_from, shown.period_to

    def clean(self):
        answers = super().clean()
        try:
            answers["when"] = self._when(answers)
        except event_dates.NotADate as wrong:
            self.add_error(ASKED_OF[answers["precision"]], str(wrong))
        self._check_period(answers)
        self._check_with_whom(answers)
        return answers

    def answer(self, *, by):
        answers = {name: self.cleaned_data[name] for name in AS_TYPED} | {"when": self.cleaned_data["when"]}
        name = WITH.get(answers["kind"])
        if name:
            answers |= {
                "with_kinds": self.cleaned_data[f"{name}_kinds"],
                "with_whom": self.cleaned_data[f"{name}_whom"],
            }
        if self.event is None:
            return events.add_event(self.part, **answers, by=by)
        return events.change_event(self.event, **answers, seen=self.cleaned_data["version"], by=by)

    @staticmethod
    def saved_at(event):
        return event.changed_at or event.added_at

    def _when(self, answers):
        """Return the `When` that the answers tell, or None where an answer is missing."""
        precision, today = answers.get("precision"), clock.today()
        if not precision or any(answers.get(name) is None for name in {Precision.RANGE: ["ended"]}.get(precision, [])):
            return None
        told = answers.get(ASKED_OF[precision])
        if not told:
            return None
        if precision in (Precision.EXACT, Precision.ABOUT):
            return When(precision.value, told, told, answers.get("at"))
        if precision == Precision.RANGE:
            return self._range(told, answers["ended"])
        if precision == Precision.YEAR and not (len(told) == 4 and told.isdigit()):
            raise event_dates.NotADate("Year must be like 2024")
        found = event_dates.read(told, today=today)
        if found.precision != precision:
            raise event_dates.NotADate("Month and year must be like February 2024")
        return found

    def _range(self, started, ended):
        if ended < started:
            self.add_error("ended", "Last day must be on or after the first day")
            return None
        return When(event_dates.EXACT if started == ended else event_dates.RANGE, started, ended)

    def _is_outside(self, when):
        first, last = self.period()
        return when.latest < first or when.earliest > last

    def _check_period(self, answers):
        when = answers.get("when")
        if when is None or not self._is_outside(when):
            self.fields.pop("is_outside", None)
        elif not answers.get("is_outside"):
            first, last = (short_day(day) for day in self.period())
            message = (
                f"This is outside the period that we ask about, {first} to {last}. Change it, or tick the box below"
            )
            self.add_error(ASKED_OF[answers["precision"]], message)

    def _check_with_whom(self, answers):
        name = WITH.get(answers.get("kind"))
        if name and not answers.get(f"{name}_kinds") and not answers.get(f"{name}_whom"):
            did = "was shared with" if name == "shared" else "was not shared with"
            self.add_error(f"{name}_whom", f"Select or enter who the information {did}")


def _when_of(event):
    return When(event.precision, event.earliest, event.latest, event.at)


def _shown(event):
    """Return what the form shows of a key event that was saved before."""
    if event is None:
        return {}
    shown = {name: getattr(event, name) for name in [*AS_TYPED, "precision", "version", "at"]}
    if event.precision in (Precision.MONTH, Precision.YEAR):
        shown[ASKED_OF[event.precision]] = event_dates.in_words(_when_of(event))
    else:
        shown |= {ASKED_OF[event.precision]: event.earliest, "ended": event.latest}
    name = WITH.get(event.kind)
    return shown | ({f"{name}_kinds": event.with_kinds.all(), f"{name}_whom": event.with_whom} if name else {})
