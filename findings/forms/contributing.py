from agencies import joining
from findings import contributing
from panelportal.kit import fields


class HelperForm(fields.Form):
    """A colleague to help with a reply. An address of another domain than the inviter's has to be confirmed."""

    name = fields.TextField(
        "Full name", max_length=150, autocomplete="off", empty_message="Enter your colleague’s name"
    )
    email = fields.EmailField(
        "Work email address",
        hint="Their own address at your organisation, not a shared mailbox.",
        autocomplete="off",
        empty_message="Enter your colleague’s work email address",
    )
    is_right = fields.TickField("This person works for my organisation, and this is their work address", required=False)

    def __init__(self, *args, part, by, **options):
        super().__init__(*args, **options)
        self.part, self.by = part, by
        if not self._is_elsewhere(self.data.get("email", "")):
            del self.fields["is_right"]

    def clean_email(self):
        email = self.cleaned_data["email"].strip()
        if email.lower() == self.by.email.lower():
            self.add_error("email", "Enter the address of a colleague: you can answer yourself")
        return email

    def clean(self):
        answers = super().clean()
        if "email" not in self.errors and self._is_elsewhere(answers["email"]) and not answers.get("is_right"):
            self.add_error("email", "This is not an address like yours. Enter a work address, or tick the box below it")
        return answers

    def invite(self):
        """Invite the colleague. Returns them, or None with the reason on the form."""
        name, email = self.cleaned_data["name"], self.cleaned_data["email"]
        try:
            return contributing.invite(self.part, name=name, email=email, by=self.by)
        except contributing.AnswersAlready:
            self.add_error("email", "This colleague answers requests of your organisation already")
        except joining.OfTheInspectorate:
            self.add_error("email", "Enter the address of somebody who does not work at HM Inspectorate of Probation")
        return None

    def _is_elsewhere(self, email):
        return bool(email.strip()) and _domain(email) != _domain(self.by.email)


def _domain(email):
    return email.strip().rpartition("@")[2].lower()
