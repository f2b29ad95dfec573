"""Keeping what was typed: a form that was sent after its session had ended waits an hour for its own author."""

import json
from dataclasses import dataclass
from datetime import timedelta

from agencies.models import KeptForm
from panelportal.kit import clock
from panelportal.kit.sealing import seal, unseal
from panelportal.kit.trail import verb

FOR = timedelta(hours=1)
MOST_OF_A_PERSON = 5
LONGEST = 256 * 1024  # characters of one form
LONGEST_PATH = 300
NEVER = ("/sign-in/", "/sign-out/", "/account/security/", "/stay-signed-in/", "/unsent/", "/demo/")
MACHINERY = ("csrfmiddlewaretoken", "once", "kept-path")


@dataclass(frozen=True)
class Unsent:
    """A kept form, readable: where it was to go, and each name with its value, in the order of the form."""

    pk: int
    path: str
    fields: list
    kept_at: object


@verb
def keep(user, *, path, fields):
    """Keep what a person sent, as (name, value) pairs. Returns the kept form, or None for what is never kept.

    Never kept are codes and the forms of signing in, files, empty forms,
    and more than LONGEST characters. Of a person's MOST_OF_A_PERSON the next replaces the first.
    """
    said = [[name, value] for name, value in fields if name not in MACHINERY]
    text = json.dumps(said)
    has_text = any(value.strip() for _, value in said)
    if path.startswith(NEVER) or not 0 < len(path) <= LONGEST_PATH or len(text) > LONGEST or not has_text:
        return None
    kept = KeptForm.objects.create(user=user, path=path, sealed=seal(text))
    older = KeptForm.objects.filter(user=user).values_list("pk", flat=True)[MOST_OF_A_PERSON:]
    KeptForm.objects.filter(pk__in=list(older)).delete()
    return kept


def kept_of(user):
    """Return what is kept of a person, the latest first."""
    return [_open(kept) for kept in _living().filter(user=user)]


@verb
def take(user, *, pk):
    """Take a kept form out: it is there once. Returns it, or None when it is not theirs, too old or taken."""
    kept = _living().filter(user=user, pk=pk).select_for_update().first()
    if kept is None:
        return None
    taken = _open(kept)
    kept.delete()
    return taken


def sweep():
    """Remove what nobody came back for. Returns how many."""
    removed, _ = KeptForm.objects.filter(kept_at__lte=clock.now() - FOR).delete()
    return removed


def _living():
    return KeptForm.objects.filter(kept_at__gt=clock.now() - FOR)


def _open(kept):
    return Unsent(kept.pk, kept.path, json.loads(unseal(kept.sealed)), kept.kept_at)
