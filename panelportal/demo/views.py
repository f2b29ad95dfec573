"""Pages of the demonstration only: their addresses exist in demo mode alone, and serve this machine alone."""

from functools import wraps
from ipaddress import ip_address

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from agencies.models import Membership, User
from agencies.role_names import Role
from agencies.signing_in import begin_session, onward
from panelportal.demo import mailbox
from panelportal.kit import words

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def on_this_machine(view):
    """Serve a demo page to this machine only, whatever the server is bound to, and without sign-in."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        # A proxy on this machine brings others under its own address.
        if not ip_address(request.META["REMOTE_ADDR"]).is_loopback or "HTTP_X_FORWARDED_FOR" in request.META:
            raise Http404
        return view(request, *args, **kwargs)

    return login_not_required(guarded)


@on_this_machine
def people(request):
    """List the people of the demonstration by role, each to be signed in by one click."""
    live = Membership.objects.live().select_related("user", "agency").order_by("agency__kind__position", "user__name")
    by_role = [(role.label, [m for m in live if m.role == role]) for role in Role]
    context = {"roles": [(label, found) for label, found in by_role if found], "next": request.GET.get("next", "")}
    return render(request, "demo/people.html", context)


@on_this_machine
@require_POST
def sign_in(request, pk):
    """Sign in as a person of the demonstration."""
    person = get_object_or_404(User, pk=pk, is_active=True)
    login(request, person, backend=BACKEND)
    begin_session(request, person, factor=True)
    return redirect(onward(request.POST.get("next", "")))


@on_this_machine
def mail(request):
    """List the mail that the portal sent, newest first."""
    rows = [
        [
            {"text": message["Subject"], "url": reverse("demo:one_mail", args=[name])},
            str(message["To"]),
            words.moment(message["Date"].datetime),
            "With a calendar entry" if mailbox.calendar_of(message) else "",
        ]
        for name, message in mailbox.kept()
    ]
    return render(request, "demo/mail.html", {"head": ["Subject", "To", "Sent", "Calendar"], "rows": rows})


@on_this_machine
def one_mail(request, name):
    """Show one mail: its plain text, and its calendar entry as sent."""
    message = mailbox.one(name)
    if message is None:
        raise Http404
    facts = [{"key": header, "value": str(message[header])} for header in ("From", "To", "Date", "Subject")]
    context = {"facts": facts, "text": mailbox.text_of(message), "calendar": mailbox.calendar_of(message)}
    return render(request, "demo/one_mail.html", context)
