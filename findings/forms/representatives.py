from findings import representing
from findings.addresses import is_personal
from findings.forms.shared import SharedForm
from findings.models.representatives import Attending
from panelportal.kit import fields


class RepresentativeForm(SharedForm):
    who = fields.ChoiceField(
        "Who will attend the panel?",
        choices=Attending,
        heading=True,
        hint="Choose somebody who can speak for your organisation and had no part in the case.",
        empty_message="Select who will attend, or ‘We do not know yet’",
        divider_before=Attending.NOBODY_YET,
        reveals={Attending.COLLEAGUE: ["name", "email", "is_right"]},
    )
    name = fields.TextField(
        "Full name", max_length=150, autocomplete="off", empty_message="Enter your colleague’s name"
    )
    email = fields.EmailField(
        "Work email address",
        hint="We will use it only if a panel is held.",
        autocomplete="off",
        empty_message="Enter your colleague’s work email address",
    )
    is_right = fields.TickField("This is the address to use for work", required=False)

    def __init__(self, *args, part, representative=None, **options):
        super().__init__(*args, initial=_shown(representative), **options)
        self.part = part
        if not is_personal(self.data.get("email") or self.initial.get("email", "")):
            del self.fields["is_right"]

    def clean(self):
        answers = super().clean()
        if answers.get("who") != Attending.COLLEAGUE or "email" in self.errors:
            return answers
        if is_personal(answers["email"]) and not answers.get("is_right"):
            self.add_error(
                "email", "This looks like a personal email address. Enter a work address, or tick the box below it"
            )
        return answers

    def answer(self, *, by):
        answers, seen = self.cleaned_data, self.cleaned_data["version"]
        if answers["who"] == Attending.ME:
            return representing.nominate_myself(self.part, by=by, seen=seen)
        if answers["who"] == Attending.NOBODY_YET:
            return representing.say_nobody_yet(self.part, by=by, seen=seen)
        return representing.nominate(self.part, name=answers["name"], email=answers["email"], by=by, seen=seen)

    @staticmethod
    def saved_at(representative):
        return representative.named_at


def _shown(representative):
    if representative is None:
        return {}
    shown = {"who": representative.who, "version": representative.version}
    if representative.who == Attending.COLLEAGUE:
        shown |= {"name": representative.name, "email": representative.email, "is_right": True}
    return shown
