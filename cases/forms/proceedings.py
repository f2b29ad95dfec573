from cases import proceedings
from cases.models import Stage
from panelportal.kit import fields


class ClearanceForm(fields.Form):
    """A lead inspector's decision that a stage may go ahead."""

    stage = fields.ChoiceField("Which stage may go ahead?", Stage, empty_message="Select the stage that may go ahead")
    because = fields.LongTextField(
        "Why it may go ahead",
        rows=3,
        max_words=150,
        hint="For example, that the police and the Crown Prosecution Service agree. Name nobody.",
    )

    def __init__(self, *args, case, cleared=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.case = case
        self.fields["stage"].choices = [choice for choice in Stage.choices if choice[0] not in cleared]

    def clear(self, *, by):
        """Clear the stage."""
        answers = self.cleaned_data
        return proceedings.clear(self.case, stage=answers["stage"], because=answers["because"], by=by)
