"""The forms of the second factor: django-allauth's, with our manners and the trail."""

from urllib.parse import urlsplit

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, ReauthenticateWebAuthnForm
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from agencies import assurance, second_factor, sessions, signing_in
from panelportal.kit import fields
from panelportal.kit.sealing import seal, unseal

WRONG_CODE = "Code is wrong or was used before. Wait for the next code in your app"
WRONG_KEY = "The passkey or security key was not accepted. Try again"


class FactorAdapter(DefaultMFAAdapter):
    """How django-allauth's second factors meet the portal: secrets are sealed, keys belong to the portal's address."""

    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": WRONG_CODE}

    def encrypt(self, text):
        return seal(text)

    def decrypt(self, encrypted_text):
        return unseal(encrypted_text)

    def get_public_key_credential_rp_entity(self):
        return {"id": urlsplit(settings.PORTAL_URL).hostname, "name": settings.MFA_TOTP_ISSUER}


class TypedCode:
    """A code of the app that works once, or a recovery code. What is refused stands in the trail."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _plain(self.fields["code"], "Code")

    def clean_code(self):
        try:
            code = super().clean_code()
            self._spend(code)
        except ValidationError:
            signing_in.note_refusal(self.user, reason="second factor")
            raise
        return code

    def _spend(self, code):
        if self.authenticator.type == second_factor.APP and not second_factor.spend(self.authenticator, code=code):
            raise ValidationError(WRONG_CODE)


class KeyAnswer(forms.JSONField):
    """What a browser says that a passkey or security key answered: JSON, unless somebody made it up."""

    widget = forms.HiddenInput

    def to_python(self, value):
        try:
            return super().to_python(value)
        except (ValueError, RecursionError):  # a number of thousands of digits, lists in lists in lists
            raise ValidationError(WRONG_KEY) from None


class TouchedKey:
    """The answer of a passkey or security key. What is refused stands in the trail."""

    def clean_credential(self):
        try:
            return super().clean_credential()
        except Exception:  # an answer that is made up fails anywhere in its parser; whatever fails is refused
            signing_in.note_refusal(self.user, reason="passkey or security key")
            self.add_error(None, WRONG_KEY)  # there is no input that the message could lead to


class StepUp:
    """Proves again who is there: the session is fresh afterwards, and has a new key."""

    def save(self):
        super().save()
        session = context.request.session
        assurance.step_up(session)
        sessions.renew_key(session)


class CodeForm(TypedCode, fields.FormManners, AuthenticateForm):
    pass


class KeyForm(TouchedKey, fields.FormManners, AuthenticateWebAuthnForm):
    credential = KeyAnswer()


class ProveByCodeForm(StepUp, TypedCode, fields.FormManners, ReauthenticateForm):
    pass


class ProveByKeyForm(StepUp, TouchedKey, fields.FormManners, ReauthenticateWebAuthnForm):
    credential = KeyAnswer()


class AddAppForm(fields.FormManners, ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _plain(self.fields["code"], "Code from your app")

    def add(self, *, session):
        code = self.cleaned_data["code"]
        return second_factor.add_app(self.user, secret=self.secret, code=code, by=self.user, session=session)


class AddKeyForm(fields.FormManners, AddWebAuthnForm):
    credential = KeyAnswer()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name = self.fields["name"]
        name.label, name.max_length, name.required = "Name for this passkey or key", 60, False
        name.help_text = "For example, work laptop. Only you see it."

    def clean(self):
        try:
            return super().clean()
        except Exception:  # as for the answer of a key that is there already
            raise ValidationError(WRONG_KEY) from None

    def add(self, *, session):
        name, credential = self.cleaned_data["name"][:60], self.cleaned_data["credential"]
        return second_factor.add_key(self.user, name=name, credential=credential, by=self.user, session=session)


class CalledBackForm(fields.Form):
    """What the second person confirms before a lost factor is reset."""

    called = fields.TickField(
        "I called this person back on a number known before today, and they asked for this",
        empty_message="Tick the box when you have called them back, or do not reset",
    )


def _plain(field, label):
    field.label = label
    field.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "govuk-input--width-10"}
