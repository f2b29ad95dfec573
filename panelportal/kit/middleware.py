from django.utils.cache import patch_cache_control


def never_stored(get_response):
    """Keep the pages of signed-in people out of every cache."""

    def answer(request):
        response = get_response(request)
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            patch_cache_control(response, no_store=True, private=True)
        return response

    return answer
