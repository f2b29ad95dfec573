"""What holds for every request and every answer, whoever asks for which page."""

from django.utils.cache import patch_cache_control

from panelportal.kit import errors

MOST_BYTES = 25 * 1024 * 1024  # of a request: the largest document that may be uploaded, and the form around it
NOT_USED = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def bodies_within_limits(get_response):
    """Refuse a request larger than anything the portal asks for, before a byte of it is read or kept.

    Stands before everything that reads a body. A request without a length
    has no body for Django, so that the length it gives is the limit that holds.
    """

    def answer(request):
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > MOST_BYTES:
            return errors.too_large(request)
        return get_response(request)

    return answer


def never_stored(get_response):
    """Keep the pages of signed-in people out of every cache."""

    def answer(request):
        response = get_response(request)
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            patch_cache_control(response, no_store=True, private=True)
        return response

    return answer


def only_for_ourselves(get_response):
    """Tell browsers that no other site may load what the portal serves, and which devices its pages never ask for."""

    def answer(request):
        response = get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", NOT_USED)
        return response

    return answer
