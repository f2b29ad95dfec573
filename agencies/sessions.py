"""Sessions and devices: where a person is signed in, and how that ends, on the server and at once."""

from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings

from panelportal.kit import clock
from panelportal.kit.trail import record, verb

IDLE = 30 * 60
IDLE_AT_THE_INSPECTORATE = 60 * 60
LONGEST = 12 * 60 * 60
BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True)
class SignedIn:
    """One place where a person is signed in."""

    pk: int
    device: str
    address: str
    since: datetime
    seen: datetime
    is_this: bool


def is_over(session, now):
    """Tell whether a session rested too long or lasted 12 hours. `now` is a timestamp."""
    return seconds_left(session, now) < 0


def seconds_left(session, now):
    """Return for how many seconds a session goes on if nobody uses it. `now` is a timestamp."""
    seen, began = session.get("seen", now), session.get("began", now)
    return min(seen + session.get("idle", IDLE), began + LONGEST) - now


def sessions_of(user, *, this=""):
    """Return where a person is signed in, the latest first. `this` is the key of the session that asks."""
    now = clock.now().timestamp()
    found = []
    for kept in UserSession.objects.filter(user=user).order_by("-created_at"):
        session = _store()(kept.session_key)
        if session.get("_auth_user_id") == str(user.pk) and not is_over(session, now):
            seen = datetime.fromtimestamp(session.get("seen", now), UTC)
            device = device_of(kept.user_agent)
            found.append(SignedIn(kept.pk, device, kept.ip, kept.created_at, seen, kept.session_key == this))
    return found


def on_every_page(request):
    """Return what the page needs to warn before its session ends: the seconds left, and how long it may rest."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    session, now = request.session, clock.now().timestamp()
    longest = session.get("began", now) + LONGEST - now
    left, rest = seconds_left(session, now), session.get("idle", IDLE)
    return {"session_left": {"now": int(left), "rest": int(rest), "longest": int(longest)}}


@verb
def end_session(user, *, pk, by):
    """Sign a person out of one place. Returns whether there was one."""
    return bool(_end(UserSession.objects.filter(user=user, pk=pk), user, by=by))


@verb
def end_sessions(user, *, by, but=""):
    """Sign a person out everywhere, `but` in the session of this key. Returns in how many places."""
    return _end(UserSession.objects.filter(user=user).exclude(session_key=but), user, by=by)


def renew_key(session):
    """Give a session a new key, so that an old one that somebody knew is worth nothing."""
    old = session.session_key
    session.cycle_key()
    UserSession.objects.filter(session_key=old).update(session_key=session.session_key)


def device_of(user_agent):
    """Return a browser and its system in words, such as "Chrome on Windows"."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "Browser")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "unknown device")
    return f"{browser} on {system}"


def _end(found, user, *, by):
    keys = list(found.values_list("session_key", flat=True))
    for key in keys:
        _store()().delete(key)
    found.delete()
    if keys:
        record("sessions ended", about=f"person:{user.pk}", by=by, count=len(keys))
    return len(keys)


def _store():
    return import_module(settings.SESSION_ENGINE).SessionStore
