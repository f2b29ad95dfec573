"""Sign-in and security: one's second factors, recovery codes, sessions and devices; and a colleague's lost factor."""

import json

import qrcode
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import clear_totp_secret
from allauth.mfa.webauthn.internal.auth import begin_registration
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST
from qrcode.image.svg import SvgPathImage

from agencies import assurance, second_factor, sessions
from agencies.assurance import freshly_proved
from agencies.forms.second_factor import AddAppForm, AddKeyForm, CalledBackForm
from agencies.models import Membership
from agencies.signing_in import onward
from panelportal.kit import words

WANTED = "wanted"  # in the session: the page to go on to when a first factor is set up


def security(request):
    """Show one's second factors, and where one is signed in."""
    codes = second_factor.codes_of(request.user)
    context = {
        "factors": [_facts(factor) for factor in second_factor.factors_of(request.user)],
        "is_needed": second_factor.is_needed(request.user),
        "codes_left": len(codes.get_unused_codes()) if codes else None,
        "sessions": sessions.sessions_of(request.user, this=request.session.session_key),
    }
    return render(request, "agencies/security.html", context | {"has_app": _has_app(request.user)})


def set_up_factor(request):
    """Ask for a first second factor: an app, or a passkey or key. Whoever was on the way is led on afterwards."""
    if "next" in request.GET:
        request.session[WANTED] = onward(request.GET["next"])
    if second_factor.is_enrolled(request.user):
        return redirect("agencies:security")
    return render(request, "agencies/set_up_factor.html", {"is_needed": second_factor.is_needed(request.user)})


@freshly_proved
def add_app(request):
    if _has_app(request.user):
        return redirect("agencies:security")
    form = AddAppForm(request.POST or None, user=request.user)
    if form.is_valid():
        form.add(session=request.session.session_key)
        clear_totp_secret(request)
        return _go_on_with_codes(request)
    context = {"form": form, "picture": _picture(request.user, form.secret), "secret": _in_groups(form.secret)}
    return render(request, "agencies/add_app.html", context)


@freshly_proved
def add_key(request):
    form = AddKeyForm(request.POST or None, user=request.user, initial={"name": ""})
    if form.is_valid():
        form.add(session=request.session.session_key)
        return _go_on_with_codes(request)
    options = json.dumps(begin_registration(request.user, False))
    return render(request, "agencies/add_key.html", {"form": form, "options": options})


@freshly_proved
def remove_factor(request, pk):
    factor = get_object_or_404(Authenticator, pk=pk, user=request.user, type__in=second_factor.FACTORS)
    is_refused = False
    if request.method == "POST":
        try:
            second_factor.remove(factor, by=request.user, session=request.session.session_key)
        except second_factor.LastFactor:
            is_refused = True
        else:
            messages.success(request, "The second step was removed.")
            return redirect("agencies:security")
    context = {"factor": _facts(factor), "is_refused": is_refused}
    return render(request, "agencies/remove_factor.html", context)


@freshly_proved
def recovery_codes(request):
    """Show the codes until their person says that they are kept; then never again."""
    codes = second_factor.codes_of(request.user)
    if codes is None:
        raise Http404
    if request.method == "POST":
        codes.mark_as_viewed()
        return redirect(request.session.pop(WANTED, None) or "agencies:security")
    shown = [] if codes.did_view else codes.get_unused_codes()
    return render(request, "agencies/recovery_codes.html", {"codes": shown})


@freshly_proved
def recovery_codes_file(request):
    codes = second_factor.codes_of(request.user)
    if codes is None or codes.did_view:
        raise Http404
    response = HttpResponse("\r\n".join(codes.get_unused_codes()) + "\r\n", content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="recovery-codes.txt"'
    return response


@require_POST
@freshly_proved
def renew_codes(request):
    if not second_factor.is_enrolled(request.user):
        raise Http404
    second_factor.renew_codes(request.user, by=request.user)
    return redirect("agencies:recovery_codes")


@require_POST
@freshly_proved
def end_session(request, pk):
    sessions.end_session(request.user, pk=pk, by=request.user)
    return redirect("agencies:security")


@require_POST
@freshly_proved
def end_other_sessions(request):
    sessions.end_sessions(request.user, by=request.user, but=request.session.session_key)
    messages.success(request, "You are signed out everywhere else.")
    return redirect("agencies:security")


@freshly_proved
def reset_factor(request, mark):
    """Let a second person reset a lost factor, once they have called its person back."""
    person = second_factor.asker(mark)
    if person is None or not second_factor.may_reset(request.user, person):
        raise Http404
    form = CalledBackForm(request.POST if "reset" in request.POST else None)
    if "refuse" in request.POST or form.is_valid():
        decide = second_factor.refuse_reset if "refuse" in request.POST else second_factor.reset
        try:
            decide(person, by=request.user)
        except second_factor.NothingAsked as settled:
            raise Http404 from settled
        except second_factor.NotTheirOwn as refusal:
            raise PermissionDenied from refusal
        messages.success(request, "The person is told by email.")
        return redirect("home")
    roles = Membership.objects.live().filter(user=person).select_related("agency")
    facts = [{"key": "Name", "value": person.name}, {"key": "Email address", "value": person.email}]
    facts += [{"key": held.agency.name, "value": held.get_role_display()} for held in roles]
    return render(request, "agencies/reset_factor.html", {"form": form, "facts": facts})


def _go_on_with_codes(request):
    assurance.step_up(request.session)
    sessions.renew_key(request.session)
    codes = second_factor.codes_of(request.user)
    if codes and not codes.did_view:
        return redirect("agencies:recovery_codes")
    messages.success(request, "The second step was added.")
    return redirect("agencies:security")


def _has_app(user):
    return any(factor.type == second_factor.APP for factor in second_factor.factors_of(user))


def _facts(factor):
    used = words.moment(factor.last_used_at) if factor.last_used_at else "Not used yet"
    is_app = factor.type == second_factor.APP
    name = "Authenticator app" if is_app else f"Passkey or security key: {factor.wrap().name}"
    return {"pk": factor.pk, "name": name, "added": words.moment(factor.created_at), "used": used}


def _picture(user, secret):
    """Return the QR code of an app's secret as SVG without any style, so that no policy has to be loosened for it."""
    code = qrcode.make(get_adapter().build_totp_url(user, secret), image_factory=SvgPathImage)
    # The picture is drawn from our own text and holds only paths.
    return mark_safe(code.to_string(encoding="unicode"))  # noqa: S308  # nosec B308 B703


def _in_groups(secret):
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
