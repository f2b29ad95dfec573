"""System checks of the whole: what must never run anywhere but on one's own machine."""

from ipaddress import ip_address

from django.conf import settings
from django.core.checks import Error, register


@register
def demo_stays_on_this_machine(app_configs, **_):
    """Refuse demo mode, in which anybody signs in as anybody, unless only this machine can reach it."""
    if not settings.PORTAL_DEMO:
        return []
    bound = [_host_of(address) for address in settings.PORTAL_BIND.split(",")]
    hosts = [*bound, *settings.ALLOWED_HOSTS]
    abroad = [host for host in hosts if not _is_loopback(host)]
    if not abroad:
        return []
    return [
        Error(
            f"PORTAL_DEMO=1 lets anybody sign in as anybody, and {', '.join(abroad)} can be reached from elsewhere.",
            hint="Set PORTAL_BIND and ALLOWED_HOSTS to loopback addresses only, or PORTAL_DEMO to 0.",
            id="portal.E001",
        )
    ]


def _host_of(address):
    host, colon, port = address.strip().rpartition(":")
    return host if colon and port.isdigit() else address.strip()


def _is_loopback(host):
    host = host.strip("[]").rstrip(".").lower()
    if host in ("localhost", "testserver") or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
