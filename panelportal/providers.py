"""The setting PORTAL_SSO: which organisations' own sign-in the portal trusts, each for its mail domain."""

from urllib.parse import urlsplit

TEXTS = ("domain", "server_url", "client_id", "secret", "label")
HERE = ("127.0.0.1", "localhost")


def are_right(found):
    """Tell whether a list describes providers, one for each mail domain, reached by https."""
    return (
        isinstance(found, list)
        and all(isinstance(one, dict) and _is_right(one) for one in found)
        and len({one["domain"].lower() for one in found}) == len(found)
    )


def for_allauth(found):
    """Return the providers as django-allauth reads them. The mail domain is the name of each."""
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [_app(one) for one in found]}}


def origins(found):
    """Return the origins of the providers: the way to them begins with a form of ours, so its policy names them."""
    return sorted("{0.scheme}://{0.netloc}".format(urlsplit(one["server_url"])) for one in found)


def _is_right(one):
    texts = [one.get(key) for key in TEXTS]
    return (
        all(text and isinstance(text, str) for text in texts)
        and _is_safe(one["server_url"])
        and isinstance(one.get("second_factor", False), bool)
    )


def _is_safe(url):
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    named = parts.hostname and "@" not in parts.netloc and not set(url) & set(" ;,\"'")  # it goes into our policy
    return bool(named) and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in HERE))


def _app(one):
    return {
        "provider_id": one["domain"].lower(),
        "name": one["label"],
        "client_id": one["client_id"],
        "secret": one["secret"],
        "settings": {"server_url": one["server_url"], "second_factor": one.get("second_factor", False)},
    }
