"""The door for the web server."""

import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from panelportal.kit.whole_bodies import whole_bodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "panelportal.settings")

application = whole_bodies(get_wsgi_application())

# A web server runs no system checks, and this one must hold before the first request.
from panelportal.checks import demo_stays_on_this_machine  # noqa: E402

for error in demo_stays_on_this_machine(None):
    raise ImproperlyConfigured(f"{error.msg} {error.hint}")
