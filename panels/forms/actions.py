from panelportal.kit import fields
from panels import acting
from panels.forms.asking import VerbForm
from panels.models.actions import ActionStatus

IN_PROGRESS, CLOSE = "in-progress", "close"
MORE_NEEDED = "more-needed"


class UpdateForm(VerbForm):
    text = fields.LongTextField(
        "What has changed since last time?",
        hint="What was done and what it led to. Leave out names of people.",
        empty_message="Enter what has changed since last time",
        rows=4,
        max_length=4000,
    )
    next = fields.ChoiceField(
        "What happens now?",
        [(IN_PROGRESS, "We carry on"), (CLOSE, "We ask to close the action")],
        hints={CLOSE: "An inspector checks it against the measure."},
        empty_message="Select what happens now",
    )

    def update(self, action, *, by):
        given = self.cleaned_data
        return self.do(acting.update_action, action, text=given["text"], ask_to_close=given["next"] == CLOSE, by=by)


class DisputeForm(VerbForm):
    because = fields.LongTextField(
        "Why do you dispute the action?",
        hint="For example, another agency should own it, or the date cannot be met.",
        empty_message="Enter why you dispute the action",
        rows=4,
        max_length=4000,
    )

    def dispute(self, action, *, by):
        return self.do(acting.dispute_action, action, because=self.cleaned_data["because"], by=by)


class CloseForm(VerbForm):
    outcome = fields.ChoiceField(
        "What is the outcome?",
        [(ActionStatus.DONE.value, "Done"), (ActionStatus.NOT_DONE.value, "Not done")],
        empty_message="Select the outcome",
    )
    because = fields.LongTextField(
        "Why?",
        hint="Say how you checked it against the measure. The agency that owns the action reads this.",
        empty_message="Enter why",
        rows=4,
        max_length=4000,
    )

    def __init__(self, *args, action, **kwargs):
        super().__init__(*args, **kwargs)
        if action.is_waiting_for_check:
            self.fields["outcome"].choices = [*self.fields["outcome"].choices, (MORE_NEEDED, "More is needed")]
            self.fields["outcome"].widget.hints = {MORE_NEEDED: "The action goes back to its owner."}

    def close(self, action, *, by):
        outcome, because = self.cleaned_data["outcome"], self.cleaned_data["because"]
        if outcome == MORE_NEEDED:
            return self.do(acting.send_back, action, because=because, by=by)
        return self.do(acting.close_action, action, outcome=ActionStatus(outcome), because=because, by=by)


class FilterForm(fields.Form):
    """The filter of the list of actions: which statuses are shown."""

    OPEN, OVERDUE = "open", "overdue"
    status = fields.SelectField(
        "Status",
        [(OPEN, "Open"), (OVERDUE, "Overdue"), *ActionStatus.choices],
        first="All",
        required=False,
        says_optional=False,
    )
