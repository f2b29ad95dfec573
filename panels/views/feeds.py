import hashlib

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panelportal.kit import limits
from panelportal.kit.once import once
from panels import feeding
from panels.models import CalendarFeed

AN_HOUR = 3600  # seconds
MOST_IN_AN_HOUR = 120
KEPT = f"private, max-age={AN_HOUR // 4}"


@login_not_required
@require_safe
def feed(request, token):
    """Answer a person's calendar: the bytes, that nothing has changed (304), or as for what does not exist (404)."""
    person = feeding.owner_of(token)
    if person is None:
        raise Http404("No such feed.")
    if limits.is_too_often("calendar-feed", person, most=MOST_IN_AN_HOUR, seconds=AN_HOUR):
        return HttpResponse(status=429, headers={"Retry-After": AN_HOUR})
    return _answer(request, feeding.content(person))


@never_cache
@once
@require_http_methods(["GET", "HEAD", "POST"])
def own_feed(request):
    """Tell of one's calendar feed, and make its address, which is shown this once."""
    address = ""
    if request.method == "POST":
        token = feeding.open_feed(request.user, by=request.user)
        address = settings.PORTAL_URL + reverse("panels:feed", args=[token])
    live = CalendarFeed.objects.live().filter(person=request.user).first()
    context = {"feed": live, "address": address, "subscribe": f"webcal://{address.partition('://')[2]}"}
    return render(request, "panels/feed.html", context)


@once
@require_POST
def close_feed(request):
    feeding.close_feed(request.user, by=request.user)
    messages.success(request, "Your calendar feed is closed. Its address answers no more.")
    return redirect("panels:own-feed")


def _answer(request, content):
    etag = f'"{hashlib.sha256(content).hexdigest()}"'
    response = HttpResponse(content, "text/calendar; charset=utf-8")
    response = get_conditional_response(request, etag=etag, response=response)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = KEPT
    response.headers["X-Robots-Tag"] = "noindex"
    return response
