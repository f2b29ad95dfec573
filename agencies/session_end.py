"""What happens to a request whose session is over: nothing typed is lost, and the way leads back."""

from urllib.parse import urlsplit

from django.contrib.auth import logout
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from agencies import keeping


def end_session(request, *, because):
    """Sign a person out, keep what they sent, and lead them to sign in and back. `because`: "idle" or "old"."""
    wanted = request.get_full_path()
    if request.method == "POST":
        sent_to = path_of_ours(request.POST.get("kept-path", "")) or wanted
        is_kept = _is_from_our_page(request) and keep_what_was_sent(request, sent_to)
        wanted = reverse("agencies:unsent") if is_kept else _page_before(request)
    logout(request)
    query = urlencode({"next": wanted, "ended": because})
    return redirect(f"{reverse('account_request_login_code')}?{query}")


def keep_what_was_sent(request, path):
    """Keep the fields of a request for the person who sent it. Returns the kept form, or None."""
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    return keeping.keep(request.user, path=path, fields=fields)


def path_of_ours(text):
    """Return a path of the portal as it is, and nothing for anything else."""
    is_path = text.startswith("/") and url_has_allowed_host_and_scheme(text, allowed_hosts=None)
    return text if is_path and text.isprintable() else ""


def _page_before(request):
    """Return the path of the page on which a form stood; what takes only forms cannot be opened by itself."""
    before = urlsplit(request.headers.get("Referer", ""))
    return path_of_ours(before.path) if before.netloc == request.get_host() and path_of_ours(before.path) else "/"


def _is_from_our_page(request):
    """Tell whether a form carries our token: the session ended before Django's own check came to it."""
    if getattr(request, "csrf_processing_done", False):
        return True
    return CsrfViewMiddleware(lambda _: None).process_view(request, _no_view, (), {}) is None


def _no_view(request):
    """Stand for the view in Django's own check, which asks only whether it is exempt."""
