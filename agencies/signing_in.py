"""Signing in: an email address, then a six-digit code; sessions that end; no passwords.

The pages and their flow are django-allauth's. What is ours: closed
sign-up, codes through the outbox, the trail, and when a session ends.
"""

import secrets
from datetime import timedelta

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.utils.http import url_has_allowed_host_and_scheme

from agencies.role_names import INSPECTORATE
from agencies.roles import roles_of
from panelportal.kit import clock, letters
from panelportal.kit.trail import record, verb

IDLE = 30 * 60
IDLE_AT_THE_INSPECTORATE = 60 * 60
LONGEST = 12 * 60 * 60


class Adapter(DefaultAccountAdapter):
    """How django-allauth meets the portal."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": "Code is wrong. Check the most recent email, or send a new code.",
        "too_many_login_attempts": "Too many attempts. Wait 5 minutes, then ask for a new code.",
    }

    def is_open_for_signup(self, request):
        return False

    @verb
    def send_mail(self, template_prefix, email, context):
        """Put the code into the outbox, first in line. Its text is not kept once it is sent."""
        letters.write("sign-in-code", key=secrets.token_hex(8), to=email, context={"code": context["code"]})

    def add_message(self, request, level, *args, **kwargs):
        """Say what went wrong; what went well the page itself tells."""
        if level == messages.ERROR:
            super().add_message(request, level, *args, **kwargs)

    def login(self, request, user):
        super().login(request, user)
        begin_session(request, user)


def begin_session(request, user):
    """Note in the session when it began and how long it may idle, and in the trail who signed in."""
    now = clock.now().timestamp()
    idle = IDLE_AT_THE_INSPECTORATE if roles_of(user) & INSPECTORATE else IDLE
    request.session.update({"began": now, "seen": now, "idle": idle})
    note_sign_in(user)


def onward(wanted):
    """Return the path in the portal to go on to, or that of the first page for anything else."""
    is_path = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_path else "/"


@verb
def note_sign_in(user):
    """Record that a person signed in."""
    record("signed in", about=f"person:{user.pk}", by=user)


def code_still_works(letter):
    """Tell whether the code in a letter can still be used: one that comes too late only confuses."""
    return clock.now() - letter.written_at < timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
