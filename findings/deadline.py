"""How long an agency has to reply, in words. Nothing is late on the day it is due."""

from panelportal.kit import working_days
from panelportal.kit.words import long_day

STOPPED = "The clock stands still: nobody expects your reply until we write to you again. You can still send it."


def words(reply_by, today):
    """Return the sentence that stands under the heading of a request."""
    if today > reply_by:
        late = working_days.between(reply_by, today)
        return f"Your reply was due on {long_day(reply_by)}{_ago(late)}. You can still send it."
    left = working_days.between(today, reply_by)
    return f"Reply by {long_day(reply_by)} ({_left(left) if today < reply_by else 'today'})"


def _left(days):
    return f"{days} working {'day' if days == 1 else 'days'} left"


def _ago(days):
    return f", {days} working {'day' if days == 1 else 'days'} ago" if days else ""
