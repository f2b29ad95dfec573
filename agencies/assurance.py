"""How sure the portal is of who is there: when a session began, when its person last proved who they are, with what.

The marks stand in the session itself, on the server. Two things ask for more
than signing in: `ask_for_second_factor` in a view and `freshly_proved` around one.
"""

from functools import wraps

from allauth.core.exceptions import ReauthenticationRequired

from agencies import second_factor
from agencies.session_end import end_session
from panelportal.kit import clock

FRESH_FOR = 30 * 60  # seconds


class SecondFactorFirst(Exception):
    """The page is opened once a second factor was shown; the middleware FactorFirst leads the way to it."""


def begin(session, *, idle, factor):
    """Mark a session as begun now. `idle` is how many seconds it may rest; `factor`, whether a second one was shown."""
    now = clock.now().timestamp()
    session.update({"began": now, "seen": now, "proved": now, "idle": idle})
    if factor:
        session["factor"] = now


def step_up(session):
    """Mark that the second factor was shown now."""
    session["proved"] = session["factor"] = clock.now().timestamp()


def has_passed(session):
    """Tell whether a second factor was shown in this session."""
    return "factor" in session


def is_fresh(session):
    """Tell whether the person proved who they are within the last 30 minutes."""
    return clock.now().timestamp() - session.get("proved", 0) < FRESH_FOR


def ask_for_second_factor(request):
    """Raise SecondFactorFirst unless a second factor was shown in this session, whatever the person's role.

    For pages on which an agency reads what others wrote: packs, drafts and
    reports. A view asks once the door has let the person in, so that what
    they may not see answers like what does not exist.
    """
    if not has_passed(request.session):
        raise SecondFactorFirst


def freshly_proved(view):
    """Ask again who is there when the last proof is older than 30 minutes.

    For what is worth a second look: changing factors, ending sessions,
    sharing more widely, exports of many rows, publishing, disposal. What was
    sent is not lost: with a second factor the page goes on by itself, without
    one the person signs in again and finds it on the page of unsent forms.
    """

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if is_fresh(request.session):
            return view(request, *args, **kwargs)
        if second_factor.is_enrolled(request.user):
            raise ReauthenticationRequired
        return end_session(request, because="old")

    return guarded
