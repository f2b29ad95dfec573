from cases import messaging
from cases.models.messages import LONGEST
from cases.refusals import CaseOver
from panelportal.kit import fields
from panelportal.kit.versions import version_of


class MessageForm(fields.Form):
    """One message; it carries how many its writer had read, so that two people do not answer the same one."""

    text = fields.LongTextField(
        "Your message",
        rows=6,
        max_length=LONGEST,
        hint="Only HM Inspectorate of Probation and the agency asked read it. Name nobody: the reference is enough.",
        empty_message="Enter your message",
    )
    seen = fields.HiddenField()

    def __init__(self, *args, part, side, count, **options):
        super().__init__(*args, initial={"seen": str(count)}, **options)
        self.part, self.side = part, side

    def send(self, *, by):
        """Hand the message to the verb. Returns whether it was taken; what was typed stays when it was not."""
        seen = version_of(self.cleaned_data["seen"])
        try:
            messaging.write_message(self.part, text=self.cleaned_data["text"], side=self.side, seen=seen, by=by)
        except messaging.AnotherMessage as newer:
            self.data = self.data.copy()
            self.data["seen"] = str(newer.count)
            self.add_error(None, str(newer))
            return False
        except (CaseOver, messaging.NoConversation) as refusal:
            self.add_error(None, str(refusal))
            return False
        return True
