"""The pages before somebody is signed in: the address, the code, the second factor, and what to do without it."""

import json
from urllib.parse import urlencode

from allauth.account.internal.decorators import login_stage_required
from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from agencies import duties, second_factor, signing_in, single_sign_on
from agencies.forms.second_factor import WRONG_KEY, CodeForm
from agencies.models import User


class Address(RequestLoginCodeView):
    """Asks for the address. What follows depends on its domain, never on whether it is known."""

    def form_valid(self, form):
        email = form.cleaned_data["email"]
        if single_sign_on.is_for(email):
            return single_sign_on.lead_to_provider(self.request, email, wanted=self.get_next_url())
        if form._user is None:
            signing_in.refuse_unknown(email)
        return super().form_valid(form)


class Code(ConfirmLoginCodeView):
    """Asks for the code from the mail. A wrong or an old one changes nothing and stands in the trail."""

    def dispatch(self, request, *args, **kwargs):
        answer = super().dispatch(request, *args, **kwargs)
        if not getattr(self, "_process", True):
            signing_in.note_refusal(self.stage.login.user, reason="expired code")
            return redirect(f"{reverse('account_request_login_code')}?{urlencode({'ended': 'code'})}")
        return answer

    def form_invalid(self, form):
        signing_in.note_refusal(self.stage.login.user, reason="wrong code")
        return super().form_invalid(form)

    def get_context_data(self, **kwargs):
        if self.stage.login.user is None:
            User.objects.filter(pk=0).first()  # so that a known address, whose person was loaded, takes no query more
        return super().get_context_data(**kwargs)


class SecondFactor(AuthenticateView):
    """Asks for the second factor, after the code from the mail. A recovery code comes from a page of its own."""

    def get_template_names(self):
        return ["account/lost_factor.html"] if "recovery" in self.request.GET else super().get_template_names()

    def dispatch(self, request, *args, **kwargs):
        answer = super().dispatch(request, *args, **kwargs)
        if hasattr(self, "stage") and not hasattr(self, "form"):
            return self.stage.abort()  # the factor was reset meanwhile: begin again
        return answer

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        factors = {factor.type for factor in second_factor.factors_of(self.stage.login.user)}
        shown = {"forms": [self.auth_form, self.webauthn_form], "has_app": second_factor.APP in factors}
        if "recovery" in self.request.GET:
            shown |= _without_factor(self.stage.login.user, self.auth_form)
        return context | shown | {"has_key": bool(factors - {second_factor.APP}), "options": _options(context)}


class ProveByKey(ReauthenticateWebAuthnView):
    """Asks a signed-in person for their passkey or security key again."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"options": _options(context)}

    def form_invalid(self, form):
        messages.error(self.request, WRONG_KEY)
        return redirect(self.request.get_full_path())


@login_stage_required(stage=single_sign_on.SecondStep.key, redirect_urlname="account_login")
def lost_factor(request):
    """Help somebody without their second factor: by a recovery code, or by asking for a second person."""
    person = request._login_stage.login.user
    if request.method == "POST":
        second_factor.ask_for_reset(person, by=person)
        return redirect("account_lost_factor")
    return render(request, "account/lost_factor.html", _without_factor(person, CodeForm(user=person)))


def _without_factor(person, form):
    form["code"].label = "Recovery code"  # of the field as it is shown: a form that was judged has made it already
    return {"form": form, "is_asked": duties.has_open(second_factor.RESET, about=second_factor.mark_of(person))}


def _options(context):
    return json.dumps(context["js_data"]["request_options"])
