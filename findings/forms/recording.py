from cases.refusals import CaseOver, NotOpenForReply, NotSignedFor
from findings import recording
from findings.forms.involvements import OF_AN_INVOLVEMENT, InvolvementFields
from findings.forms.record_checks import RecordCheckForm, outcome_field
from findings.forms.sending import SendForm
from findings.models import Outcome
from findings.models.replies import Channel
from findings.recording import ReplyBegun
from panelportal.kit import fields

OF_THE_CALL = ["channel", "came_on", "told_by_role", "told"]


class RecordReplyForm(InvolvementFields, RecordCheckForm):
    """A reply that came by letter or telephone: how it came, the record check and one involvement as it was told."""

    outcome = outcome_field({Outcome.INVOLVED: OF_AN_INVOLVEMENT})

    channel = fields.ChoiceField("How did the reply come?", Channel, empty_message="Select how the reply came")
    came_on = fields.DateField("When it came", future_allowed=False, hint="For example, 24 2 2027.")
    told_by_role = fields.TextField(
        "Who replied (role)",
        width="20",
        hint="The role, not the name. For example, detective superintendent.",
        empty_message="Enter the role of the person who replied",
        name="role",
    )
    told = fields.LongTextField(
        "What they said",
        rows=6,
        required=False,
        hint="What can be learned, in their words. The agency reads this and confirms or corrects it. Name no staff.",
    )
    field_order = ["version", *OF_THE_CALL, "outcome", *OF_AN_INVOLVEMENT]

    def clean(self):
        answers = super().clean()
        if answers.get("outcome") == Outcome.INVOLVED:
            self.check_involvement(answers)
        return answers

    def answer(self, *, by):
        """Record it for the agency. Raises ReplyBegun and NotOpenForReply."""
        told = {name: self.cleaned_data[name] for name in OF_THE_CALL}
        if self.cleaned_data["outcome"] == Outcome.INVOLVED:
            told["involvement"] = self.involvement()
        recording.record_reply(self.part, **told, **self.answers_of_check(), by=by)

    def save(self, *, by):
        """Record it. Returns whether it was taken; else the form says why not."""
        try:
            return super().save(by=by)
        except (ReplyBegun, NotOpenForReply) as refusal:
            self.add_error(None, str(refusal))
            return False


class ConfirmRecordedForm(SendForm):
    """The agency's signature under a reply that was recorded for it."""

    def confirm(self, part, *, by):
        """Sign it. Returns whether there was something to sign."""
        try:
            recording.confirm_recorded(part, agreed_by_role=self.cleaned_data["agreed_by_role"], by=by)
        except (CaseOver, NotSignedFor) as refusal:
            self.add_error(None, str(refusal))
            return False
        return True
