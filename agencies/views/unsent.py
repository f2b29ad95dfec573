"""What happens to a page whose session has ended: nothing typed on it is lost."""

from urllib.parse import urlsplit

from django.contrib.auth import logout
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_POST

from agencies import keeping
from panelportal.kit import clock


def end_session(request, *, because):
    """Sign a person out, keep what they sent, and lead them to sign in and back. `because`: "idle" or "old"."""
    wanted = request.get_full_path()
    if request.method == "POST":
        sent_to = _path(request.POST.get("kept-path", "")) or wanted
        is_kept = _is_from_our_page(request) and _keep(request, sent_to)
        wanted = reverse("agencies:unsent") if is_kept else _page_before(request)
    logout(request)
    query = urlencode({"next": wanted, "ended": because})
    return redirect(f"{reverse('account_request_login_code')}?{query}")


@require_POST
def stay(request):
    """Mark the session as used now: the person says on the page that they are still there."""
    request.session["seen"] = clock.now().timestamp()
    return HttpResponse(status=204)


@require_POST
def keep(request):
    """Take what is typed on a page whose time is nearly up: the page itself sends it. It does not count as use."""
    _keep(request, _path(request.POST.get("kept-path", "")))
    return HttpResponse(status=204)


def unsent(request):
    """Show what was sent after a session had ended, to its own author, for an hour."""
    kept = [{"form": form, "rows": _rows(form)} for form in keeping.kept_of(request.user)]
    return render(request, "agencies/unsent.html", {"kept": kept})


@require_POST
def send_unsent(request, pk):
    """Send a kept form on to where it was going, or throw it away. Either way it is gone afterwards."""
    kept = keeping.take(request.user, pk=pk)
    if kept is None:
        raise Http404
    if "throw-away" in request.POST:
        return redirect("agencies:unsent")
    # 307: the browser sends the same form again, to the path where it was going.
    return HttpResponseRedirect(kept.path, preserve_request=True)


def _path(text):
    is_path = text.startswith("/") and url_has_allowed_host_and_scheme(text, allowed_hosts=None)
    return text if is_path and text.isprintable() else ""


def _page_before(request):
    """Return the path of the page on which a form stood; what takes only forms cannot be opened by itself."""
    before = urlsplit(request.headers.get("Referer", ""))
    return _path(before.path) if before.netloc == request.get_host() and _path(before.path) else "/"


def _keep(request, path):
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    return keeping.keep(request.user, path=path, fields=fields)


def _is_from_our_page(request):
    """Tell whether a form carries our token: the session ended before Django's own check came to it."""
    if getattr(request, "csrf_processing_done", False):
        return True
    return CsrfViewMiddleware(lambda _: None).process_view(request, unsent, (), {}) is None


def _rows(form):
    return [
        {"key": name.replace("_", " ").replace("-", " ").capitalize(), "value_paragraphs": value}
        for name, value in form.fields
        if value.strip()
    ]
