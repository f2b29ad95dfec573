"""Signing in: an email address, then a six-digit code; a second factor by role; no passwords.

The pages and their flow are django-allauth's. What is ours: closed
sign-up, codes through the outbox, the trail, and what a session is marked with.
"""

import secrets
from datetime import timedelta

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.urls import reverse

from agencies import assurance, sessions
from agencies.role_names import INSPECTORATE
from agencies.roles import roles_of
from agencies.session_end import path_of_ours
from panelportal.kit import clock, letters
from panelportal.kit.models import TrailEntry
from panelportal.kit.trail import record, verb

SIGNED_IN, REFUSED = "signed in", "sign-in refused"
FAILURES_TO_TELL = 3
NOBODY = "sign-in"  # what a refusal is about when the address is nobody's: the address itself is not kept


class Adapter(DefaultAccountAdapter):
    """How django-allauth meets the portal."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": "Code is wrong. Check the most recent email, or send a new code.",
        "too_many_login_attempts": "Too many attempts. Wait 5 minutes, then ask for a new code.",
    }

    def is_open_for_signup(self, request):
        return False

    def get_login_stages(self):
        return ["allauth.account.stages.LoginByCodeStage", "agencies.single_sign_on.SecondStep"]

    def send_mail(self, template_prefix, email, context):
        """Send the code: the only mail that the portal lets django-allauth write."""
        send_code(email, code=context["code"])

    def send_notification_mail(self, *args, **kwargs):
        """Send nothing: our verbs write these letters themselves."""

    def add_message(self, request, level, *args, **kwargs):
        """Say what went wrong; what went well the page itself tells."""
        if level == messages.ERROR:
            super().add_message(request, level, *args, **kwargs)

    def login(self, request, user):
        super().login(request, user)
        shown = {kept["method"] for kept in get_authentication_records(request, user)}
        begin_session(request, user, factor="mfa" in shown or proved_elsewhere(request))


def begin_session(request, user, *, factor=False):
    """Mark in the session when it began and what it proved, list it among the person's, and record who signed in.

    `factor` says that a second factor was shown, or that none is asked: the
    demonstration and tests pass it, nothing else may.
    """
    idle = sessions.IDLE_AT_THE_INSPECTORATE if roles_of(user) & INSPECTORATE else sessions.IDLE
    assurance.begin(request.session, idle=idle, factor=factor)
    UserSession.objects.create_from_request(request)
    note_sign_in(user)


def proved_elsewhere(request):
    """Tell whether the person's own organisation vouched for a second factor in this very request."""
    return getattr(request, "factor_proved_elsewhere", False)


def onward(wanted):
    """Return the path in the portal to go on to, or that of the first page for anything else."""
    return path_of_ours(wanted) or "/"


@verb
def send_code(email, *, code):
    """Put a code into the outbox, first in line. Its text is not kept once it is sent."""
    point = transaction.savepoint()
    _write_code(email, code)
    transaction.savepoint_commit(point)
    record("sign-in code sent", about=NOBODY, by=None)


@verb
def refuse_unknown(email):
    """Record that nobody has an address, doing all the work that a known one takes, so that neither answer tells.

    The letter is written and taken back. The trail keeps no address.
    """
    point = transaction.savepoint()
    _write_code(email, "000000")
    transaction.savepoint_rollback(point)
    record(REFUSED, about=NOBODY, by=None, reason="unknown address")


@verb
def note_refusal(user, *, reason):
    """Record that a code or a factor was refused. `user` is None when the address is nobody's."""
    record(REFUSED, about=about(user), by=None, reason=reason)


@verb
def note_sign_in(user):
    """Record that a person signed in, and tell them when three attempts or more had failed since the last time."""
    failed = _failures_since_last(user)
    record(SIGNED_IN, about=about(user), by=user)
    if failed >= FAILURES_TO_TELL:
        what = f"You signed in after {failed} attempts with a wrong code. If those were not yours, tell us."
        context = {"what": what, "path": reverse("agencies:security")}
        letters.write("sign-in-changed", key=secrets.token_hex(8), to=user, context=context)


def about(user):
    """Return what an entry about a person is about."""
    return f"person:{user.pk}" if user else NOBODY


def code_still_works(letter):
    """Tell whether the code in a letter can still be used: one that comes too late only confuses."""
    return clock.now() - letter.written_at < timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)


def _write_code(email, code):
    letters.write("sign-in-code", key=secrets.token_hex(8), to=email, context={"code": code})


def _failures_since_last(user):
    entries = TrailEntry.objects.filter(about=about(user))
    last = entries.filter(act=SIGNED_IN).order_by("-pk").values_list("pk", flat=True).first() or 0
    return entries.filter(act=REFUSED, pk__gt=last).count()
