"""System checks of the whole: what must never run anywhere but on one's own machine."""

from ipaddress import ip_address
from pathlib import Path

from django.conf import settings
from django.core.checks import Error, Warning, register

from panelportal import filing


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


@register
def demo_keeps_its_files_here(app_configs, **_):
    """Refuse demo mode with a bucket: made-up data does not belong beside what is real."""
    if not (settings.PORTAL_DEMO and filing.is_bucket(settings.PORTAL_FILES)):
        return []
    return [Error("PORTAL_DEMO=1 keeps its files in a folder.", hint="Set PORTAL_FILES to a folder.", id="portal.E002")]


@register(deploy=True)
def files_stay_private(app_configs, **_):
    """Warn of a place for files that others could read."""
    found = list(filing.doubts(settings.PORTAL_FILES))
    if not filing.is_bucket(settings.PORTAL_FILES) and _is_handed_out(Path(settings.PORTAL_FILES)):
        found.append("PORTAL_FILES is a folder from which the web server hands out files to anybody.")
    return [Warning(doubt, id="portal.W001") for doubt in found]


def _is_handed_out(folder):
    served = [settings.STATIC_ROOT, *settings.STATICFILES_DIRS]
    return any(folder.resolve().is_relative_to(Path(place).resolve()) for place in served)


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
