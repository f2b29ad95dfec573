"""Traces: everything that the portal holds is searched for what must not be there any more.

Every text, JSON and binary column of every table, by introspection and not
by a list; tables that no model describes, such as the cache and full-text
indexes; and every file in storage. It is compared in Python, so that it finds
the same with every database.
"""

import base64
import binascii
import html
import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.db import connection, models

from panelportal.kit import disposal, files
from panelportal.kit.file_text import Unreadable, texts_of
from panelportal.kit.models import StoredFile

AT_A_TIME = 2_000  # rows
FILES = "Files in storage"
UNREAD = "{column} that cannot be read"
NO_MODEL = "Other tables of the database"
TEXTUAL = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField)
_readers = {}


@dataclass(frozen=True)
class Markers:
    """What to look for, as regular expressions: `anywhere`, and more that counts in rows of the case itself."""

    anywhere: re.Pattern
    close: re.Pattern


@dataclass(frozen=True)
class Trace:
    """Where something was found; `label` is that of a model, or empty where it is no model's row."""

    place: str
    label: str
    row: str
    column: str


@dataclass
class Looked:
    """One place that was searched: its name, how many rows or files it has, what was found."""

    place: str
    rows: int = 0
    traces: list = field(default_factory=list)


def read_with(model, column, reader: Callable):
    """Have a column read by a function before it is searched, such as one that is sealed."""
    _readers[(model, column)] = reader


def search(markers, subject):
    """Look everywhere for markers of a subject. Returns one `Looked` for each place."""
    of_models = [_in_model(model, markers, subject) for model in apps.get_models() if _columns(model)]
    return [*of_models, _in_other_tables(markers), _in_files(markers)]


def finds(pattern, value):
    """Tell whether a value of a column holds what a pattern looks for. Raises Unreadable for what does not unpack."""
    return any(pattern.search(text) for text in _texts(value))


def columns_of(model):
    """Return the columns of a model in which text can stand."""
    return [column.name for column in _columns(model)]


def _columns(model):
    if model._meta.proxy or not model._meta.managed:
        return []
    return [one for one in model._meta.local_concrete_fields if isinstance(one, TEXTUAL) and not one.choices]


def _in_model(model, markers, subject):
    names = columns_of(model)
    rule = disposal.rule_of(model)
    own = set(rule.rows_of(subject).values_list("pk", flat=True)) if rule and rule.closely else set()
    looked = Looked(str(model._meta.verbose_name_plural).capitalize())
    for pk, *values in model._base_manager.values_list("pk", *names).iterator(chunk_size=AT_A_TIME):
        looked.rows += 1
        pattern = markers.close if pk in own else markers.anywhere
        for name, value in zip(names, values, strict=True):
            if held := _held(pattern, _read(model, name, value), name):
                looked.traces.append(Trace(looked.place, model._meta.label, str(pk), held))
    return looked


def _read(model, name, value):
    reader = _readers.get((model, name))
    return reader(value) if reader and value else value


def _in_other_tables(markers):
    """Search the tables that no model describes, such as that of the cache."""
    looked = Looked(NO_MODEL)
    described = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    for table in sorted(set(connection.introspection.table_names()) - described):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  # nosec B608
            names = [column[0] for column in cursor.description]
            for row in cursor:
                looked.rows += 1
                held = [_held(markers.anywhere, _cell(value), name) for name, value in zip(names, row, strict=True)]
                looked.traces += [Trace(NO_MODEL, "", f"{table} {row[0]}"[:100], one) for one in held if one]
    return looked


def _cell(value):
    """Return a cell of a table without a model; what is packed as the cache packs it, unpacked."""
    if not isinstance(value, str):
        return value
    try:
        return [value, base64.b64decode(value, validate=True).decode("utf-8", "replace")]
    except (binascii.Error, ValueError):
        return value


def _in_files(markers):
    looked = Looked(FILES)
    rows = dict(StoredFile.objects.values_list("file", "pk"))
    for name in files.names_in_storage():
        looked.rows += 1
        with default_storage.open(name) as kept:
            if held := _held(markers.anywhere, kept.read(), "content"):
                label = StoredFile._meta.label if name in rows else ""
                looked.traces.append(Trace(FILES, label, str(rows.get(name, name)), held))
    return looked


def _held(pattern, value, column):
    """Return the column as a person has to look at it, or nothing. What cannot be read is not taken for clean."""
    try:
        return column if finds(pattern, value) else ""
    except Unreadable:
        return UNREAD.format(column=column)


def _texts(value):
    if value is None or value == "" or isinstance(value, int | float):
        return
    if isinstance(value, bytes | memoryview | bytearray):
        yield from map(_plain, texts_of(bytes(value)))
    elif isinstance(value, str):
        yield _plain(value)
        if "&" in value:
            yield _plain(html.unescape(value))
    else:
        yield _plain(json.dumps(value, ensure_ascii=False, default=str))


def _plain(text):
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def _session(data):
    return Session(session_data=data).get_decoded()


def replaced(pattern, value, *, by=disposal.REMOVED):
    """Return a text or JSON value in which a replacement stands for what a pattern finds."""
    if isinstance(value, str):
        return pattern.sub(by, _plain(value))
    if isinstance(value, dict):
        return {replaced(pattern, key): replaced(pattern, one) for key, one in value.items()}
    if isinstance(value, list):
        return [replaced(pattern, one) for one in value]
    return value


read_with(Session, "session_data", _session)
