"""Single sign-on: people of some agencies prove who they are to their own organisation (OpenID Connect).

The setting PORTAL_SSO names a provider for each mail domain. A provider may
speak for addresses of its own domain only, and only of people who are in the
directory: nobody is entered by signing in, and no account elsewhere is
linked to one here. The verified address is looked up anew each time.
"""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, _build_apps_from_settings
from django.conf import settings
from django.shortcuts import render

from agencies import signing_in
from agencies.models import User

SHOWS_A_FACTOR = frozenset({"mfa", "otp", "hwk"})  # values of `amr`, RFC 8176


class SecondStep(AuthenticateStage):
    """Asks for the second factor, unless the person's own organisation vouched for one."""

    def _should_handle(self, request):
        return super()._should_handle(request) and not signing_in.proved_elsewhere(request)


class Adapter(DefaultSocialAccountAdapter):
    """How django-allauth meets the portal when somebody comes back from their organisation."""

    def is_open_for_signup(self, request, sociallogin):
        return False

    def list_apps(self, request, provider=None, client_id=None):
        """List the providers of the setting; none is kept in the database."""
        found = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for apps in found.values() for app in apps]

    def authenticate_by_email(self, login):
        """Find nobody: pre_social_login does, and asks more."""
        return None

    def pre_social_login(self, request, sociallogin):
        claims = _claims(sociallogin.account.extra_data)
        app = sociallogin.provider.app
        reason = why_not(claims, domain=app.provider_id)
        if reason:
            refuse(request, reason)
        # As `Lower` sees it on both sides: `iexact` would take a dotless i for an i on PostgreSQL.
        user = User.objects.by_address([claims["email"].lower()]).filter(is_active=True).first()
        if user is None:
            refuse(request, "unknown address from single sign-on")
        sociallogin.user = user
        shown = SHOWS_A_FACTOR & set(claims.get("amr") or ())
        request.factor_proved_elsewhere = bool(app.settings["second_factor"] and shown)

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        refuse(request, "single sign-on failed")


def domain_of(email):
    """Return the mail domain of an address, in small letters."""
    return email.rpartition("@")[2].lower()


def is_for(email):
    """Tell whether people with this address sign in through their own organisation, known here or not."""
    return any(entry["domain"].lower() == domain_of(email) for entry in settings.PORTAL_SSO)


def lead_to_provider(request, email, *, wanted):
    """Lead the browser to the provider of an address's domain."""
    provider = Adapter(request).get_provider(request, domain_of(email))
    return provider.redirect(request, process="login", next_url=wanted, data={"login_hint": email})


def why_not(claims, *, domain):
    """Return why what a provider says is not enough, or an empty text. It speaks for its own domain only."""
    email = claims.get("email")
    if not isinstance(email, str) or claims.get("email_verified") is not True:
        return "address not verified by single sign-on"
    return "" if domain_of(email) == domain else "address of another domain from single sign-on"


def refuse(request, reason):
    """Record a refusal and answer with the page that tells nothing of whether a person is known."""
    signing_in.note_refusal(None, reason=reason)
    raise ImmediateHttpResponse(render(request, "account/not_signed_in.html", status=403))


def _claims(said):
    """Return what a provider says of a person, when both of its answers are about the same one."""
    token, info = said.get("id_token") or {}, said.get("userinfo") or {}
    return {**info, **token} if token.get("sub") and info.get("sub", token["sub"]) == token["sub"] else {}
