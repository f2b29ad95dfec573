"""The portal as it is started: each start is a process of its own, with an environment of its own."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from panelportal.checks import demo_stays_on_this_machine

ROOT = Path(__file__).parent.parent
PRODUCTION = {
    "SECRET_KEY": "".join(map(chr, range(40, 110))),
    "ALLOWED_HOSTS": "learning.example.org",
    "PORTAL_URL": "https://learning.example.org",
    "PORTAL_HTTPS": "1",
    "PORTAL_DEMO": "0",
    "PORTAL_FILES": "/srv/portal/files",
    "PORTAL_TEAM_EMAIL": "learning.panels@hmip.example.org",
    "DATABASE_URL": "postgres://portal:secret@127.0.0.1/portal",
    "EMAIL_URL": "smtp://portal:secret@127.0.0.1:587/?tls=True",
}
DEMO = PRODUCTION | {
    "ALLOWED_HOSTS": "localhost,127.0.0.1",
    "PORTAL_URL": "http://localhost:8000",
    "PORTAL_BIND": "127.0.0.1:8000",
    "PORTAL_HTTPS": "0",
    "PORTAL_DEMO": "1",
}
WITHOUT_DEFAULT = sorted({"PORTAL_HTTPS", "PORTAL_DEMO"} ^ set(PRODUCTION))


def _manage(*arguments, **environment):
    system = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LD_LIBRARY_PATH")}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=system | environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


def _sentence(start):
    """What a start that was refused said: one line, on the error output, without a traceback."""
    assert (start.returncode, start.stdout) == (1, "")
    (line,) = start.stderr.splitlines()
    return line


@pytest.mark.parametrize("name", WITHOUT_DEFAULT)
def test_a_setting_that_is_missing_or_empty_is_named_in_one_sentence(name):
    without = {setting: value for setting, value in PRODUCTION.items() if setting != name}

    missing, empty = _sentence(_manage("check", **without)), _sentence(_manage("check", **without, **{name: ""}))

    assert re.fullmatch(rf"The setting {name} is missing\. Set it to .+\.", missing)
    assert empty == missing.replace("is missing", "is empty")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "x" * 49),
        ("ALLOWED_HOSTS", "learning.example.org,,"),
        ("PORTAL_URL", "learning.example.org"),
        ("PORTAL_TEAM_EMAIL", "the panel team"),
        ("DATABASE_URL", "the database"),
        ("EMAIL_URL", "the mail server"),
        ("EMAIL_URL", "smtp://127.0.0.1:first"),
        ("PORTAL_HTTPS", "perhaps"),
        ("PORTAL_DEMO", "perhaps"),
        ("PORTAL_SCANNER", "127.0.0.1:3310"),
        ("PORTAL_REPLY_DAYS", "fifteen"),
        ("PORTAL_REPLY_DAYS", "0"),
        ("PORTAL_PROXIES", "one"),
        ("PORTAL_PROXIES", "-1"),
        ("PORTAL_SECOND_FACTOR", "nobody"),
        ("PORTAL_SSO", "[{"),
        ("PORTAL_SSO", '{"domain": "police.example.org"}'),
        (
            "PORTAL_SSO",
            '[{"domain": "police.example.org", "server_url": "http://127.0.0.1.example.org", '
            '"client_id": "portal", "secret": "s", "label": "Police"}]',
        ),
    ],
)
def test_a_setting_that_is_wrong_is_named_in_one_sentence_that_does_not_repeat_it(name, value):
    said = _sentence(_manage("check", **PRODUCTION | {name: value}))

    assert re.fullmatch(rf"The setting {name} has a wrong value\. Set it to .+\.", said)
    assert value not in said.partition("Set it to")[0]


def test_production_passes_every_check_of_a_deployment():
    checked = _manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert (checked.returncode, checked.stderr) == (0, "")
    assert "System check identified no issues" in checked.stdout


def test_the_demonstration_starts_where_only_this_machine_reaches_it_and_nowhere_else():
    here = _manage("check", **DEMO)
    abroad = _manage("check", **DEMO | {"PORTAL_BIND": "0.0.0.0:8000"})

    assert (here.returncode, abroad.returncode) == (0, 1)
    assert "(portal.E001) PORTAL_DEMO=1 lets anybody sign in as anybody, and 0.0.0.0 can be reached" in abroad.stderr


@pytest.mark.parametrize(
    ("bind", "hosts", "abroad"),
    [
        ("127.0.0.1:8000", ["localhost", "127.0.0.1"], ""),
        ("[::1]:8000", ["[::1]", "demo.localhost", "LOCALHOST."], ""),
        ("127.0.0.1:8000", ["localhost", "demo.example.org"], "demo.example.org"),
        ("127.0.0.1:8000", ["*"], "*"),
        ("127.0.0.1:8000", [".localhost.example.org"], ".localhost.example.org"),
        ("[::]:8000", ["localhost"], "[::]"),
        ("127.0.0.1:8000,0.0.0.0", ["localhost"], "0.0.0.0"),
        ("*:8000", ["localhost"], "*"),
        ("192.168.0.7:8000", ["*"], "192.168.0.7, *"),
    ],
)
def test_what_others_may_reach_is_named(settings, bind, hosts, abroad):
    settings.PORTAL_DEMO, settings.PORTAL_BIND, settings.ALLOWED_HOSTS = True, bind, hosts

    found = demo_stays_on_this_machine(None)

    said = [error.msg.partition("anybody, and ")[2] for error in found]
    assert said == ([f"{abroad} can be reached from elsewhere."] if abroad else [])
    settings.PORTAL_DEMO = False
    assert demo_stays_on_this_machine(None) == []


def test_the_list_of_settings_names_each_that_is_read_and_no_other():
    source = "\n".join((ROOT / path).read_text() for path in ("panelportal/settings.py", "deploy/gunicorn.conf.py"))
    listed = re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs/settings.md").read_text(), re.MULTILINE)

    read = re.findall(r"""\b(?:need|may|environ\.get)\(\s*(?:"[a-z_]+",\s*)?"([A-Z_]+)\"""", source)

    assert sorted(listed) == sorted(set(read))
