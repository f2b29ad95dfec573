from panelportal.kit import fields
from panelportal.kit.versions import version_of
from panels import replying
from panels.forms.asking import VerbForm
from panels.models.invitations import Answer, Channel


class ReplyForm(VerbForm):
    answer = fields.ChoiceField("Will you attend?", Answer, empty_message="Select whether you will attend")
    access_needs = fields.LongTextField(
        "What do you need to take part?",
        required=False,
        rows=3,
        max_length=1000,
        name="What you need",
        hint="For example, step-free access, captions or regular breaks. Only the panel team sees this. What you told "
        "us in an earlier reply stays when you leave it empty.",
    )
    note = fields.LongTextField(
        "Anything else the panel team should know",
        required=False,
        rows=3,
        max_length=1000,
        name="Your note",
        hint="Do not include names or case information.",
    )
    sequence = fields.HiddenField(max_length=9)

    def reply(self, invitation):
        given = dict(self.cleaned_data)
        shown = version_of(given.pop("sequence"))
        return self.do(replying.reply, invitation, **given, channel=Channel.LINK, sequence=shown)
