"""Feeding: a person's own calendar asks for their meetings at a private address that they can change or close.

Whoever holds the address reads the feed, and so do the servers of a calendar
in the cloud that subscribes to it. So it holds references, times and the
address of a page that asks who is there, and nothing else
(`calendar.md`, section 5).
"""

import hashlib
import secrets
from datetime import UTC, datetime, time, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from agencies.models import Membership
from panelportal.kit import access, clock
from panelportal.kit.access import Can
from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record, verb
from panels import calendar, entries
from panels.models import CalendarFeed, Invitation, Panel
from panels.models.panels import PanelStatus
from ratings.models import Review, ReviewStatus

BACK = timedelta(days=30)
AHEAD = timedelta(days=366)
ABOUT = "calendar feed"


@verb
def open_feed(person, *, by):
    """Give a person a new address for their feed and close the one before. Returns the address's token, once only."""
    _close(person, by=by)
    token = secrets.token_urlsafe(32)
    feed = CalendarFeed(person=person, token_digest=_digest(token))
    stamp(feed, "made", by=by)
    feed.save()
    record("calendar feed opened", about=ABOUT, by=by)
    return token


@verb
def close_feed(person, *, by):
    """Let the address of a person's feed answer no more. Closing what is closed changes nothing."""
    if _close(person, by=by):
        record("calendar feed closed", about=ABOUT, by=by)


def _close(person, *, by):
    feed = CalendarFeed.objects.live().select_for_update().filter(person=person).first()
    if feed:
        stamp(feed, "closed", by=by)
        feed.save(update_fields=["closed_by", "closed_at"])
    return feed


def owner_of(token):
    """Return the person whose feed has this token, or None: unknown, closed, or of somebody who acts for nobody now."""
    feed = CalendarFeed.objects.live().select_related("person").filter(token_digest=_digest(token)).first()
    if feed is None or not feed.person.is_active:
        return None
    return feed.person if Membership.objects.live().filter(user=feed.person).exists() else None


def content(person):
    """Return a person's feed as the bytes of a calendar: the same until something in it changes."""
    now = clock.now()
    meetings = [_meeting(one) for one in _invitations(person, now)]
    return calendar.feed(meetings, [_deadline(review) for review in _reviews(person)])


def _invitations(person, now):
    """Their meetings from 30 days back to a year ahead; one that was called off stays 30 days, marked as such."""
    attended = access.visible(Panel.objects.all(), person, Can.ATTEND).values("pk")
    theirs = Invitation.objects.filter(
        seat__person=person, sent_at__isnull=False, meeting__ends_at__gt=now - BACK, meeting__starts_at__lt=now + AHEAD
    )
    live = theirs.live().filter(meeting__panel__in=attended)
    called_off = theirs.filter(meeting__panel__status=PanelStatus.CANCELLED, cancelled_at__gt=now - BACK)
    return (live | called_off).for_reply().order_by("meeting__starts_at", "uid")


def _meeting(invitation):
    return calendar.Meeting(entries.entry_of(invitation), is_cancelled=invitation.cancelled_at is not None)


def _reviews(person):
    theirs = access.visible(Review.objects.all(), person, Can.READ).filter(allocated_to=person)
    return theirs.filter(status=ReviewStatus.ALLOCATED).order_by("due_on", "reference")


def _deadline(review):
    return calendar.Deadline(
        uid=f"{review.reference.lower()}-due@{urlsplit(settings.PORTAL_URL).hostname}",
        dtstamp=datetime.combine(review.received_on, time(), UTC),
        on=review.due_on,
        summary=f"Report due {review.reference}",
        url=settings.PORTAL_URL + reverse("ratings:review", args=[review.reference]),
    )


def _digest(token):
    return hashlib.sha256(token.encode()).hexdigest()
