"""Sweeping: bytes that are removed on purpose, and those that a rollback leaves behind."""

from datetime import timedelta
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction

from panelportal.kit import clock
from panelportal.kit.models.files import StoredFile

ORPHAN_AGE = timedelta(days=1)
NO_NAME = "removed"


def empty(stored):
    """Remove the bytes and the name of a stored file, inside a verb; its row stays and says when.

    The bytes go when the transaction is through, as they could not come
    back if it rolled back; what a crash leaves then is swept.
    """
    stored.emptied_at = clock.now()
    stored.name = NO_NAME
    stored.save(update_fields=["emptied_at", "name"])
    transaction.on_commit(partial(default_storage.delete, stored.file.name))


def orphans():
    """Return the names of stored bytes, at least a day old, that no row speaks of, or only one that was emptied.

    They come from verbs that rolled back after the bytes were written. A
    database cannot undo a write to disk, and writing after the commit
    could lose an accepted document; so leftovers are allowed and found.
    """
    before = clock.now() - ORPHAN_AGE
    known = set(StoredFile.objects.filter(emptied_at=None).values_list("file", flat=True))
    names = [name for name in names_in_storage() if name not in known]
    return [name for name in names if default_storage.get_modified_time(name) < before]


def sweep():
    """Remove the orphans from storage and return how many there were."""
    names = orphans()
    for name in names:
        default_storage.delete(name)
    return len(names)


def names_in_storage(folder=""):
    """Yield the name of every file that is in storage, whether a row speaks of it or not."""
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return  # nothing was ever stored
    prefix = f"{folder}/" if folder else ""
    yield from (prefix + name for name in names)
    for inner in folders:
        yield from names_in_storage(prefix + inner)
