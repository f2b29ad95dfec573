"""Settings come from the environment only; what is missing or wrong is said in one sentence."""

import os

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError

_env = Env()


def anything(value):
    """Find every value right that its parser could read."""
    return True


def need(kind, name, meaning, right=anything):
    """Return a setting that has no default.

    `kind` names an environs parser ("str", "list", "dj_db_url", ...); `right`
    tells whether what it read will do. Raises ImproperlyConfigured with a
    sentence that says what to set and to what.
    """
    if os.environ.get(name) == "":
        raise ImproperlyConfigured(f"The setting {name} is empty. Set it to {meaning}.")
    return _read(kind, name, meaning, right)


def may(kind, name, meaning, default, right=anything):
    """Return a setting that has a default. Raises ImproperlyConfigured when its value is wrong."""
    return _read(kind, name, meaning, right, default=default)


def _read(kind, name, meaning, right, **options):
    try:
        value = getattr(_env, kind)(name, **options)
    except (EnvError, ValueError) as error:
        state = "has a wrong value" if name in os.environ else "is missing"
        raise ImproperlyConfigured(f"The setting {name} {state}. Set it to {meaning}.") from error
    if not right(value):
        raise ImproperlyConfigured(f"The setting {name} has a wrong value. Set it to {meaning}.")
    return value
