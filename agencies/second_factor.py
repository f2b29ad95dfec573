"""The second factor: who needs one, adding and removing it, and what happens when it is lost.

An authenticator app (TOTP), or a passkey or security key (WebAuthn); with
the first come ten recovery codes. The engine is django-allauth's; who needs
one, the trail and the letters are ours. An emailed code alone never removes
a factor: that takes the factor itself, a recovery code, or a second person
who called back.
"""

import secrets

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.conf import settings
from django.urls import reverse

from agencies import duties, marks, sessions
from agencies.directory import the_inspectorate
from agencies.models import Duty, User
from agencies.role_names import INSPECTORATE, Role
from agencies.roles import holders, roles_of
from panelportal.kit import letters
from panelportal.kit.trail import record, verb

EVERYONE = "everyone"
ALWAYS = INSPECTORATE | {Role.SFO_TEAM, Role.REVIEW_TEAM}
RESET = "reset-second-factor"
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
APP, CODES = Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES


class LastFactor(ValueError):
    """Somebody whose role needs a second factor keeps at least one."""


class NothingAsked(ValueError):
    """A factor is reset only while its person asks for it."""


class NotTheirOwn(PermissionError):
    """A lost factor takes a second person, of the right role."""


def is_needed(user):
    """Tell whether a person's roles ask for a second factor at every sign-in; the setting may ask it of everyone."""
    return settings.PORTAL_SECOND_FACTOR == EVERYONE or bool(roles_of(user) & ALWAYS)


def is_enrolled(user):
    """Tell whether a person has a second factor."""
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


def factors_of(user):
    """Return a person's second factors, the oldest first."""
    return list(Authenticator.objects.filter(user=user, type__in=FACTORS).order_by("created_at", "pk"))


def codes_of(user):
    """Return the recovery codes of a person (django-allauth's object), or None."""
    kept = Authenticator.objects.filter(user=user, type=CODES).first()
    return kept.wrap() if kept else None


@verb
def add_app(person, *, secret, code, by, session=""):
    """Add an authenticator app, with recovery codes when it is the first factor. Other sessions end."""
    factor = totp.TOTP.activate(person, secret).instance
    factor.data["spent"] = _counter(secret, code)
    factor.save(update_fields=["data"])
    _added(factor, "authenticator app", by=by, session=session)
    return factor


@verb
def add_key(person, *, name, credential, by, session=""):
    """Add a passkey or security key, with recovery codes when it is the first factor. Other sessions end."""
    factor = WebAuthn.add(person, name, credential).instance
    _added(factor, "passkey or security key", by=by, session=session)
    return factor


@verb
def remove(factor, *, by, session=""):
    """Remove a factor of one's own. The last one goes with its recovery codes. Raises LastFactor."""
    person = User.objects.select_for_update().get(pk=factor.user_id)
    others = Authenticator.objects.filter(user=person, type__in=FACTORS).exclude(pk=factor.pk)
    if not others.exists():
        if is_needed(person):
            raise LastFactor(person)
        Authenticator.objects.filter(user=person, type=CODES).delete()
    words = words_of(factor)
    factor.delete()
    record("second factor removed", about=_about(person), by=by, factor=words)
    _tell(person, f"A second step was removed from your account: {words}.")
    sessions.end_sessions(person, by=by, but=session)


@verb
def renew_codes(person, *, by):
    """Make ten new recovery codes. The old ones stop working."""
    User.objects.select_for_update().get(pk=person.pk)
    Authenticator.objects.filter(user=person, type=CODES).delete()
    codes = RecoveryCodes.activate(person)
    record("recovery codes made", about=_about(person), by=by)
    _tell(person, "New recovery codes were made for your account. The old ones no longer work.")
    return codes


@verb
def spend(factor, *, code):
    """Take a code of the app as used. Returns False when it, or a later one, was used before.

    django-allauth remembers a code for 30 seconds only, while with the
    tolerance of one step it is good for 90.
    """
    kept = Authenticator.objects.select_for_update().get(pk=factor.pk)
    counter = _counter(totp.decrypt(kept.data["secret"]), code)
    if counter is None or counter <= kept.data.get("spent", 0):
        return False
    kept.data["spent"] = counter
    kept.save(update_fields=["data"])
    return True


# ---- lost ----------------------------------------------------------------------------------------------


def mark_of(person):
    """Return what the duty to reset a person's factor is about."""
    return marks.mark(marks.PERSON, person.pk)


def asker(mark):
    """Return the person who asks for a reset under a mark, or None when nobody does."""
    number = marks.number_in(mark, marks.PERSON)
    open_now = number is not None and duties.has_open(RESET, about=mark)
    return User.objects.filter(pk=number, is_active=True).first() if open_now else None


@verb
def ask_for_reset(person, *, by):
    """Ask a second person to reset a lost factor: a lead for the inspectorate's people, else a coordinator.

    Until then the person who asks sees nothing.
    """
    role = Role.LEAD if roles_of(person) & INSPECTORATE else Role.COORDINATOR
    office = the_inspectorate()
    mark = mark_of(person)
    if duties.has_open(RESET, about=mark):
        return
    duties.open_duty(RESET, about=mark, agency=office, role=role, not_for=person, by=by)
    record("reset of second factor asked", about=_about(person), by=by)
    for colleague in holders(role, agency=office):
        if colleague != person:
            letters.write(
                "factor-reset-asked",
                key=f"{mark}:{secrets.token_hex(8)}",
                to=colleague,
                context={"path": reverse("agencies:reset_factor", args=[mark])},
                about=mark,
            )


def may_reset(colleague, person):
    """Tell whether somebody may be the second person: never oneself; a lead, or a coordinator for other agencies."""
    held = roles_of(colleague)
    of_ours = bool(roles_of(person) & INSPECTORATE)
    return colleague != person and (Role.LEAD in held or (Role.COORDINATOR in held and not of_ours))


@verb
def reset(person, *, by):
    """Remove every factor of a person who was called back, and sign them out everywhere.

    They set up a new one when they next sign in. Raises NothingAsked, NotTheirOwn.
    """
    _settle_reset(person, "reset after a call back", by=by)
    Authenticator.objects.filter(user=person).delete()
    sessions.end_sessions(person, by=by)
    record("second factor reset", about=_about(person), by=by)
    _tell(person, "Your second step was reset after a colleague called you back. Set up a new one when you sign in.")


@verb
def refuse_reset(person, *, by):
    """Leave a person's factors as they are. Raises NothingAsked, NotTheirOwn."""
    _settle_reset(person, "refused", by=by)
    record("reset of second factor refused", about=_about(person), by=by)
    _tell(person, "Somebody asked to reset your second step, and we did not do it.")


def reset_is_waited_for(letter):
    """Tell whether somebody still has to be called back; letters ask this before they leave."""
    return duties.has_open(RESET, about=letter.about)


def words_of(factor):
    """Return a factor in words."""
    return "authenticator app" if factor.type == APP else "passkey or security key"


def _settle_reset(person, how, *, by):
    if not may_reset(by, person):
        raise NotTheirOwn(person)
    list(Duty.objects.select_for_update().open().filter(kind=RESET, about=mark_of(person)))
    if not duties.settle(RESET, about=mark_of(person), how=how, by=by):
        raise NothingAsked(person)


def _added(factor, words, *, by, session):
    RecoveryCodes.activate(factor.user)
    record("second factor added", about=_about(factor.user), by=by, factor=words)
    _tell(factor.user, f"A second step was added to your account: {words}.")
    sessions.end_sessions(factor.user, by=by, but=session)


def _tell(person, what):
    context = {"what": what, "path": reverse("agencies:security")}
    letters.write("sign-in-changed", key=secrets.token_hex(8), to=person, context=context)


def _about(person):
    return f"person:{person.pk}"


def _counter(secret, code):
    """Return the number of the 30 seconds for which a code of an app was made, or None."""
    for counter in totp.yield_hotp_counters_from_time():
        if totp.compare_user_code(actual=code, expected=totp.format_hotp_value(totp.hotp_value(secret, counter))):
            return counter
    return None
