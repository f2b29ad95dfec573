from cases.refusals import NotOpenForReply, NotSignedFor
from findings import recording
from findings.forms.record_checks import RecordCheckForm
from findings.forms.sending import SendForm
from findings.models.replies import Channel
from findings.recording import ReplyBegun
from panelportal.kit import fields

OF_THE_CALL = ["channel", "came_on", "told_by_role", "told"]


class RecordReplyForm(RecordCheckForm):
    """A reply that came by letter or telephone: how it came, and the record check as the agency told it."""

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
    field_order = ["version", *OF_THE_CALL, "outcome"]

    def answer(self, *, by):
        """Record it for the agency. Raises ReplyBegun and NotOpenForReply."""
        of_the_call = {name: self.cleaned_data[name] for name in OF_THE_CALL}
        recording.record_reply(self.part, **of_the_call, **self.answers_of_check(), by=by)

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
        except NotSignedFor as refusal:
            self.add_error(None, str(refusal))
            return False
        return True
