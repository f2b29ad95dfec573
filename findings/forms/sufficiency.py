from cases.refusals import Refusal
from findings import returning
from findings.progress import TASKS
from panelportal.kit import fields

USUAL_DAYS, MOST_DAYS = 5, 60  # working days to send a reply again


class ReturnForm(fields.Form):
    """What is missing from a reply, task by task, and how long its agency has."""

    tasks = fields.MultipleChoiceField(
        "What is missing?",
        choices=[],
        size="m",
        hint="Select all that apply, and say what you need. The agency reads your words beside the task.",
        empty_message="Select what is missing",
    )
    days = fields.NumberField(
        "Working days to send it again",
        at_least=1,
        at_most=MOST_DAYS,
        width=3,
        initial=USUAL_DAYS,
        empty_message="Enter how many working days the agency has",
    )

    def __init__(self, *args, offered, **options):
        super().__init__(*args, **options)
        asked = {name: title for name, title in TASKS.items() if name in offered and name != "organisation"}
        self.fields["tasks"].choices = list(asked.items())
        self.fields["tasks"].reveals = {name: [f"words_{name}"] for name in asked}
        for name, title in asked.items():
            self.fields[f"words_{name}"] = fields.LongTextField(
                f"{title}: what do you need?", rows=3, empty_message=f"Enter what you need: {title}"
            )

    def return_reply(self, part, *, by):
        """Return the reply. Returns whether it was; else the form says why not."""
        missing = {name: self.cleaned_data[f"words_{name}"] for name in self.cleaned_data["tasks"]}
        try:
            returning.return_reply(part, missing=missing, days=self.cleaned_data["days"], by=by)
        except Refusal as refusal:
            self.add_error(None, str(refusal))
        return not self.errors
