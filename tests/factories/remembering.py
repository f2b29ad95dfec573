"""What a factory made once is put back for the next test, row by row, instead of made again.

Making a sent case takes some 800 statements, and a thousand tests begin with
one. Within one process the first test makes it; what that added to the
database is kept, and put back for later tests that stand at the very same
point: right after the same steps, with nothing written in between, by
anybody. Whoever stands elsewhere gets it made as ever, so that a test cannot
tell the difference but by its pace.
"""

import pickle
import time
from contextlib import contextmanager
from datetime import date, timedelta
from datetime import time as time_of_day
from functools import wraps
from itertools import count
from types import SimpleNamespace

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, models

from panelportal.kit import clock

FRESH_SECONDS = 30  # of age at most, so that what counts minutes counts them from about now
CHANGE_NOTHING = ("SELECT", "SAVEPOINT", "RELEASE", "BEGIN", "PRAGMA", "EXPLAIN", "SET ")
PLAIN = (str, int, bool, date, timedelta, type(None))

_versions = count(1)
_known = {}  # point and step: what was made there
_beginnings = {}  # generation: the rows at the beginning of its tests
_at = SimpleNamespace(point=None, rows=None, cast=None, is_watched=True, generation=0)


class _Made:
    """What one step added: its result, the rows and files, and every row of the database after it."""

    def __init__(self, before, result):
        self.version = next(_versions)
        self.made_at = time.monotonic()
        self.rows = _all_rows()
        self.changes = _changes(before, self.rows)
        self.files = dict(_files(self.changes))
        self.result = pickle.dumps(result)

    @property
    def is_fresh(self):
        return time.monotonic() - self.made_at < FRESH_SECONDS


def begin(*, commits):
    """Stand at the beginning of a test, whose database is as the migrations left it. Not for tests that commit."""
    _at.generation += commits  # emptying the database after them may number its rows anew
    _at.point = None if commits else (_at.generation,)
    _at.rows = _at.cast = None
    if _watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(_watch)


def remembered(factory):
    """Make a factory remember what it made: the cast, or what is made of the cast and plain values."""

    @wraps(factory)
    def make(*args, **kwargs):
        step = _step(factory, args, kwargs)
        if step is None or _at.point is None or _is_clock_moved():
            return factory(*args, **kwargs)
        point = _at.point
        made = _known.get((point, step))
        if made and (args or made.is_fresh):
            result = _put_back(made)
        else:
            before = _rows_here()
            if not args:
                _known.clear()  # all of it stands on the cast before
            result = factory(*args, **kwargs)
            made = _known[point, step] = _Made(before, result)
        _at.point, _at.rows = (*point, made.version), made.rows
        if not args:
            _at.cast = result
        return result

    return make


def _is_clock_moved():
    return abs(clock.now().timestamp() - time.time()) > 1


def _step(factory, args, kwargs):
    """Return what tells this call from others, or None for one that hangs on more than the cast and plain values."""
    if args and (len(args) > 1 or args[0] is not _at.cast):
        return None
    try:
        given = tuple((name, _plain(value)) for name, value in sorted(kwargs.items()))
    except TypeError:
        return None
    return (factory.__module__, factory.__qualname__, given)


def _plain(value):
    if isinstance(value, PLAIN):
        return (type(value), value)
    if isinstance(value, (list, tuple)):
        return tuple(map(_plain, value))
    for name, one in vars(_at.cast).items() if _at.cast else ():
        if one is value:
            return ("cast", name)
    raise TypeError


# ---- the state of the database -------------------------------------------------------------------


def _watch(execute, sql, params, many, context):
    if _at.is_watched and not sql.lstrip("( \n").upper().startswith(CHANGE_NOTHING):
        _at.point = None
    return execute(sql, params, many, context)


@contextmanager
def _unwatched():
    _at.is_watched = False
    try:
        yield
    finally:
        _at.is_watched = True


def _tables():
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            stored = [field for field in model._meta.local_concrete_fields if not field.generated]
            yield model, [field.column for field in stored], model._meta.pk.column


def _rows_here():
    if _at.rows is None:
        if _at.generation not in _beginnings:
            _beginnings[_at.generation] = _all_rows()
        _at.rows = _beginnings[_at.generation]
    return _at.rows


def _all_rows():
    """Return the rows of every table by their key."""
    rows = {}
    with connection.cursor() as cursor:
        for model, columns, key in _tables():
            names = ", ".join(map(connection.ops.quote_name, columns))
            cursor.execute(f"SELECT {names} FROM {connection.ops.quote_name(model._meta.db_table)}")
            place = columns.index(key)
            rows[model._meta.db_table] = {row[place]: tuple(map(_storable, row)) for row in cursor.fetchall()}
    return rows


def _storable(value):
    # SQLite reads a time of day and cannot write one.
    return value.isoformat() if isinstance(value, time_of_day) and connection.vendor == "sqlite" else value


def _changes(before, after):
    """Return for each table that differs: what is new, what is other and what is gone."""
    changes = []
    for model, columns, key in _tables():
        old, new = before[model._meta.db_table], after[model._meta.db_table]
        if old != new:
            added = [row for pk, row in new.items() if pk not in old]
            other = [row for pk, row in new.items() if pk in old and old[pk] != row]
            gone = [(pk,) for pk in old if pk not in new]
            changes.append((model, columns, key, added, other, gone))
    return changes


def _files(changes):
    for model, columns, _, added, *_ in changes:
        for field in model._meta.local_concrete_fields:
            if isinstance(field, models.FileField):
                for row in added:
                    name = row[columns.index(field.column)]
                    with default_storage.open(name) as file:
                        yield name, file.read()


def _put_back(made):
    quote = connection.ops.quote_name
    with _unwatched(), connection.cursor() as cursor:
        for model, columns, key, added, other, gone in made.changes:
            table, names = quote(model._meta.db_table), [quote(name) for name in columns]
            if gone:
                cursor.executemany(f"DELETE FROM {table} WHERE {quote(key)} = %s", gone)
            if other:
                marks = ", ".join(f"{name} = %s" for name in names)
                changed = [(*row, row[columns.index(key)]) for row in other]
                cursor.executemany(f"UPDATE {table} SET {marks} WHERE {quote(key)} = %s", changed)
            if added:
                marks = ", ".join(["%s"] * len(names))
                cursor.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", added)
    for name, data in made.files.items():
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(data))
    return pickle.loads(made.result)
