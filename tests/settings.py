"""The portal's own settings, with an environment for tests where the caller gives none."""

import os
import tempfile

ENVIRONMENT = {
    "SECRET_KEY": "only-for-tests-" + "x" * 50,
    "ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
    "PORTAL_URL": "http://testserver",
    "PORTAL_FILES": tempfile.mkdtemp(prefix="portal-files-"),
    "PORTAL_TEAM_EMAIL": "learning.panels@hmip.example.org",
    "PORTAL_TEAM_PHONE": "0300 000 0000",
    "PORTAL_HTTPS": "0",
    "EMAIL_URL": "smtp://127.0.0.1:2525",
    "DATABASE_URL": f"sqlite:///{tempfile.mkdtemp(prefix='portal-db-')}/db.sqlite3",
}
for _name, _value in ENVIRONMENT.items():
    os.environ.setdefault(_name, _value)
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the loop of Playwright runs in the thread of the journeys

from panelportal.settings import *  # noqa: E402, F403
from panelportal.settings import DATABASES, STORAGES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in real use: the threads of the live server have connections of their own.
    DATABASES["default"]["TEST"] = {"NAME": f"{tempfile.mkdtemp(prefix='portal-test-db-')}/test.sqlite3"}

# Static files under their own names: the hashed copies are made by `collectstatic` only.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
