from cases import closing, disposing, holding, retention
from cases.models import WhyClosed
from panelportal.kit import fields

NAME_NOBODY = "Only the inspectorate reads this. Name nobody: it stays when the case is disposed of."


class BecauseForm(fields.Form):
    """A reason, and the verb that takes it."""

    because = fields.LongTextField("Why?", rows=4, max_words=150, hint=NAME_NOBODY, empty_message="Enter why")

    def __init__(self, *args, label="", **kwargs):
        super().__init__(*args, **kwargs)
        if label:
            self.fields["because"].label = label

    def reopen(self, case, *, by):
        """Open the case again."""
        return closing.reopen(case, because=self.cleaned_data["because"], by=by)

    def put_hold(self, case, *, by):
        """Put a legal hold on the case."""
        return holding.put_hold(case, because=self.cleaned_data["because"], by=by)

    def lift_hold(self, case, *, by):
        """Lift the legal hold on the case."""
        return holding.lift_hold(case, because=self.cleaned_data["because"], by=by)

    def propose(self, case, *, by):
        """Propose the disposal of the case."""
        return disposing.propose(case, because=self.cleaned_data["because"], by=by)

    def decline(self, case, *, by):
        """Turn down the proposal."""
        return disposing.decline(case, because=self.cleaned_data["because"], by=by)

    def set_aside(self, trace, *, by):
        """Decide that what was found tells of somebody else."""
        return disposing.set_aside(trace, because=self.cleaned_data["because"], by=by)


class CloseForm(fields.Form):
    why = fields.ChoiceField("Why is the case closed?", WhyClosed, empty_message="Select why the case is closed")
    because = fields.LongTextField(
        "What led to this?", rows=4, max_words=150, hint=NAME_NOBODY, empty_message="Enter what led to this"
    )
    dispose_on = fields.DateField(
        "When is it to be disposed of?",
        past_allowed=False,
        hint="From that day two lead inspectors may decide that what identifies the person goes.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("dispose_on", retention.default_day())

    def close(self, case, *, by):
        """Close the case."""
        return closing.close(case, by=by, **self.cleaned_data)
