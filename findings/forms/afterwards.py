"""What an agency may do with a reply that it sent: add to it, or take it back."""

from cases.refusals import Refusal
from findings import adding, taking_back
from panelportal.kit import fields


class AddForm(fields.Form):
    text = fields.LongTextField(
        "What do you want to add?",
        heading=True,
        size="l",
        rows=8,
        hint="It is shown below your reply with today’s date. Your reply stays as it is. Do not name members of staff.",
        empty_message="Enter what you want to add",
    )

    def add(self, part, *, by):
        """Add it. Returns whether it was taken; else the form says why not."""
        try:
            adding.add_to_reply(part, text=self.cleaned_data["text"], by=by)
        except Refusal as refusal:
            self.add_error(None, str(refusal))
        return not self.errors


class TakeBackForm(fields.Form):
    because = fields.LongTextField(
        "Why do you take it back?",
        rows=3,
        hint="HM Inspectorate of Probation reads this.",
        empty_message="Enter why you take the reply back",
    )

    def take_back(self, part, *, by):
        """Take the reply back. Returns whether it was; else the form says why not."""
        try:
            taking_back.take_back(part, because=self.cleaned_data["because"], by=by)
        except Refusal as refusal:
            self.add_error(None, str(refusal))
        return not self.errors
