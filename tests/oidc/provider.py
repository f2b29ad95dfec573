"""A real provider of single sign-on on this machine: oidc-provider, which script/test installs into var/oidc."""

import json
import os
import re
import shutil
import socket
import subprocess
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from panelportal import providers

ROOT = Path(__file__).parents[2]
PLACE = ROOT / "var" / "oidc"
DOMAIN = "northshire-police.example.org"
SECRET = "only-for-tests"


def node():
    """Return the Node.js that script/test found or installed; without one the tests of single sign-on are left out."""
    found = shutil.which("node", path=f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}")
    if found is None or not (PLACE / "node_modules").is_dir():
        missing = "oidc-provider is not installed: script/test does it"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return found


@contextmanager
def running(people, *, portal):
    """Run a provider for the police's domain that knows `people`: their claims by login. Yields its address."""
    port = _free_port()
    client = {"id": "portal", "secret": SECRET, "redirect_uris": [f"{portal}/sign-in/organisation/{DOMAIN}/"]}
    told = json.dumps({"port": port, "client": client, "people": people})
    process = subprocess.Popen(
        [node(), "provider.js"],
        cwd=PLACE,
        env=os.environ | {"PROVIDER": told, "NODE_ENV": "test"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert any("ready" in line for line in process.stdout), "the provider did not start"
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=10)


def entry(issuer, **more):
    """Return what PORTAL_SSO says of the provider."""
    told = {"domain": DOMAIN, "server_url": issuer, "client_id": "portal", "secret": SECRET, "label": "The police"}
    return told | more


def configure(settings, *entries):
    """Set PORTAL_SSO as the environment would."""
    settings.PORTAL_SSO = list(entries)
    settings.SOCIALACCOUNT_PROVIDERS = providers.for_allauth(entries)
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    settings.CONTENT_SECURITY_POLICY = {
        "DIRECTIVES": directives | {"form-action": ["'self'", *providers.origins(entries)]}
    }


def walk(address, login):
    """Sign in at the provider as somebody. Returns the address to which it leads back, as path and query."""
    browser = requests.Session()
    page = browser.get(address, timeout=10)
    assert "Your organisation" in page.text, page.text
    answer = browser.post(page.url, data={"login": login}, allow_redirects=False, timeout=10)
    while re.match(r"http://127\.0\.0\.1:\d+/auth/", answer.headers.get("Location", "")):
        answer = browser.get(answer.headers["Location"], allow_redirects=False, timeout=10)
    back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


def _free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]
