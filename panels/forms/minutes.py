from agencies.models import Agency
from findings.models import LearningPoint
from panelportal.kit import fields
from panels import acting, minuting
from panels.forms.asking import VerbForm
from panels.forms.comparing import seen
from panels.models import Seat
from panels.models.actions import ActionLevel
from panels.models.minutes import EntryKind

GENERAL = "general"
ASKED_FOR = {
    EntryKind.LEARNING: ["points"],
    EntryKind.DECISION: ["reasons"],
    EntryKind.ACTION: ["owner", "due_on", "measure", "level"],
    EntryKind.NOT_AGREED: ["views", "disputed"],
}
ABOUT_KIND = {
    EntryKind.NOTE: "A point that was made.",
    EntryKind.LEARNING: "It goes into the learning report.",
    EntryKind.DECISION: "With its reasons.",
    EntryKind.ACTION: "With its owner, date and measure.",
    EntryKind.NOT_AGREED: "With each view.",
}


def _point(point):
    return f"{point.reference} ({point.agency})"


def _what(point):
    return point.what


def _expected(seats):
    """Return the seats of those recorded as present, or until somebody is, of those who said that they would come."""
    there = [seat for seat in seats if seat.attended]
    return there or [seat for seat in seats if hasattr(seat, "invitation") and seat.invitation.has_accepted]


class PresentForm(VerbForm):
    present = fields.ModelMultipleChoiceField(
        "Who is present?",
        Seat.objects.none(),
        text=lambda seat: seat.person.name,
        hint_for=lambda seat: f"{seat.get_capacity_display()}, {seat.agency}",
        empty_message="Select who is present",
        size="m",
    )

    def __init__(self, *args, seats, **kwargs):
        kwargs.setdefault("initial", {"present": [seat.pk for seat in _expected(seats)]})
        super().__init__(*args, **kwargs)
        self.fields["present"].queryset = Seat.objects.filter(pk__in=[seat.pk for seat in seats]).for_list()

    def record(self, panel, *, by):
        return self.do(minuting.record_attendance, panel, present=self.cleaned_data["present"], by=by)


class EntryForm(VerbForm):
    """One entry of the minutes of any kind; what each kind needs is asked under it."""

    text = fields.LongTextField(
        "What was said, learned or decided",
        hint="The sense of it, without names of people.",
        empty_message="Enter what was said, learned or decided",
        rows=4,
        max_length=4000,
    )
    kind = fields.ChoiceField(
        "Kind of entry", EntryKind, hints=ABOUT_KIND, reveals=ASKED_FOR, empty_message="Select the kind of entry"
    )
    points = fields.ModelMultipleChoiceField(
        "Learning points it rests on", LearningPoint.objects.none(), text=_point, hint_for=_what, required=False
    )
    reasons = fields.LongTextField(
        "Reasons", rows=3, max_length=4000, empty_message="Enter the reasons for this decision"
    )
    owner = fields.ModelChoiceField(
        "Owner agency", Agency.objects.none(), select=True, empty_message="Choose an owner for this action"
    )
    due_on = fields.DateField(
        "Due date", hint="After the panel. For example, 31 7 2027.", empty_message="Enter a due date"
    )
    measure = fields.LongTextField(
        "How we will know that it worked",
        rows=2,
        max_length=2000,
        empty_message="Enter how we will know that it worked",
    )
    level = fields.ChoiceField("How far does it reach?", ActionLevel, empty_message="Select how far the action reaches")
    views = fields.LongTextField(
        "Each view",
        hint="By agency, not by person.",
        rows=4,
        max_length=4000,
        empty_message="Enter each view that was put",
    )
    disputed = fields.ModelMultipleChoiceField(
        "Learning points it is about", LearningPoint.objects.none(), text=_point, hint_for=_what, required=False
    )
    case = fields.ChoiceField("Which case is it about?", [], empty_message="Select a case, or ‘General’")

    def __init__(self, *args, panel, **kwargs):
        super().__init__(*args, **kwargs)
        self.cases = {case.reference: case for case in panel.cases.order_by("reference")}
        self.fields["owner"].queryset = acting.owners_for(panel)
        self._offer_points(minuting.points_for(panel))
        if len(self.cases) == 1:
            del self.fields["case"]
        else:
            self.fields["case"].choices = [*((one, one) for one in self.cases), (GENERAL, "General")]

    def add(self, panel, *, by):
        if self.cleaned_data["kind"] == EntryKind.ACTION:
            return self.do(acting.add_action, panel, **self.action_values(), by=by)
        kind = self.cleaned_data["kind"]
        return self.do(minuting.add_entry, panel, kind=kind, **self.entry_values(), by=by)

    def action_values(self):
        given = self.cleaned_data
        values = {name: given[name] for name in ("text", "owner", "due_on", "measure", "level")}
        return values | {"case": self._case()}

    def entry_values(self):
        given = self.cleaned_data
        return {
            "text": given["text"],
            "case": self._case(),
            "rationale": given.get("reasons") or given.get("views") or "",
            "learning_points": list(given.get("points") or given.get("disputed") or ()),
        }

    def _case(self):
        if len(self.cases) == 1:
            return next(iter(self.cases.values()))
        return self.cases.get(self.cleaned_data["case"])

    def _offer_points(self, points):
        for name in ("points", "disputed"):
            if points:
                self.fields[name].queryset = points
            else:
                del self.fields[name]


class ChangeEntryForm(EntryForm):
    """An entry that is there: its kind stays, and only what the kind needs is asked."""

    version = fields.HiddenField(max_length=9)

    def __init__(self, *args, entry, **kwargs):
        super().__init__(*args, panel=entry.panel, initial=_values_of(entry), **kwargs)
        self.entry = entry
        needed = {"text", "case", "version", *ASKED_FOR.get(EntryKind(entry.kind), ())}
        for name in [name for name in self.fields if name not in needed]:
            del self.fields[name]

    def change(self, *, by):
        version = seen(self)
        if self.entry.kind == EntryKind.ACTION:
            return self.do(acting.change_action, self.entry.action, **self.action_values(), version=version, by=by)
        return self.do(minuting.change_entry, self.entry, **self.entry_values(), version=version, by=by)


def _values_of(entry):
    points = [point.pk for point in entry.learning_points.all()]
    values = {
        "text": entry.text,
        "case": entry.case.reference if entry.case else GENERAL,
        "version": entry.version,
        "reasons": entry.rationale,
        "views": entry.rationale,
        "points": points,
        "disputed": points,
    }
    if entry.kind != EntryKind.ACTION:
        return values
    action = entry.action
    return values | {name: getattr(action, name) for name in ("owner", "due_on", "measure", "level")}
