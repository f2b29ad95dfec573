from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm

from panelportal.kit import fields


class SignInForm(fields.FormManners, RequestLoginCodeForm):
    """The address to which the code goes."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "Email address"
        self.fields["email"].error_messages["required"] = "Enter your email address"
        self.fields["email"].widget.attrs.pop("placeholder", None)


class CodeForm(fields.FormManners, ConfirmLoginCodeForm):
    """The six digits from the mail."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.pop("placeholder", None)


class TermsForm(fields.Form):
    agreed = fields.TickField(
        "I accept these terms and will keep what I read here confidential",
        empty_message="Tick the box to accept the terms",
    )
