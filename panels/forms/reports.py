from panelportal.kit import fields
from panels import consolidating, issuing
from panels.forms.asking import VerbForm
from panels.forms.comparing import seen
from panels.models import MinuteEntry

GENERAL = "general"


class ParagraphForm(VerbForm):
    text = fields.LongTextField("Text", empty_message="Enter the text of the paragraph", rows=10, max_length=10_000)
    version = fields.HiddenField(max_length=9)

    def write(self, paragraph, *, by):
        version = seen(self)
        return self.do(consolidating.write_paragraph, paragraph, text=self.cleaned_data["text"], version=version, by=by)


class AddParagraphForm(VerbForm):
    text = fields.LongTextField("Text", empty_message="Enter the text of the paragraph", rows=8, max_length=10_000)
    sources = fields.ModelMultipleChoiceField(
        "Which learning does it come from?",
        MinuteEntry.objects.none(),
        text=lambda entry: f"Minute {entry.position}",
        hint_for=lambda entry: entry.text,
        required=False,
        empty_message="Select the learning that it comes from",
    )
    case = fields.ChoiceField("Which case is it about?", [], empty_message="Select a case, or ‘General’")

    def __init__(self, *args, report, needs_source, **kwargs):
        super().__init__(*args, **kwargs)
        self.cases = {case.reference: case for case in report.panel.cases.order_by("reference")}
        self.fields["sources"].queryset = consolidating.agreed_learning(report)
        self.fields["sources"].required = needs_source
        if len(self.cases) == 1:
            del self.fields["case"]
        else:
            self.fields["case"].choices = [*((one, one) for one in self.cases), (GENERAL, "General")]

    def add(self, section, *, by):
        given = self.cleaned_data
        return self.do(
            consolidating.add_paragraph,
            section,
            text=given["text"],
            entries=list(given["sources"]),
            case=self._case(),
            by=by,
        )

    def _case(self):
        if len(self.cases) == 1:
            return next(iter(self.cases.values()))
        return self.cases.get(self.cleaned_data["case"])


class LeaveOutForm(VerbForm):
    because = fields.LongTextField(
        "Why is this learning not used in the report?",
        empty_message="Enter why this learning is not used",
        rows=3,
        max_length=2000,
    )

    def leave_out(self, report, entry, *, by):
        return self.do(consolidating.leave_out, report, entry=entry, because=self.cleaned_data["because"], by=by)


class ReturnForm(VerbForm):
    because = fields.LongTextField(
        "What should change?", empty_message="Enter what should change", rows=4, max_length=4000
    )

    def send_back(self, report, *, by):
        return self.do(issuing.return_report, report, because=self.cleaned_data["because"], by=by)


class IssueForm(VerbForm):
    agreed = fields.TickField(
        "I have read the whole report and countersign it",
        empty_message="Tick the box to countersign the report",
    )
    version = fields.HiddenField(max_length=9)

    def issue(self, report, *, by):
        version = seen(self)
        return self.do(issuing.issue_report, report, version=version, by=by)
