"""Disposal: what becomes of the rows of each model once what they belong to, a case, is disposed of.

Every model of ours is declared by one line when its app is ready: its rows
go, some of their columns are emptied, or they stay and why. The same lines
tell the search for traces which rows are a case's own, and an export whose
each item is. The first declared goes first, so that what points at a row
goes before it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import ProtectedError

from panelportal.kit import files
from panelportal.kit.models import StoredFile

REMOVED = "[removed]"
_rules = {}


class NotAColumn(LookupError):
    """A column was declared that the model does not have."""


@dataclass(frozen=True)
class Rule:
    """What becomes of the rows of one model, how they are found, whose they are, and who was shown them.

    `of` is the lookup that leads from a row to what is disposed of, or a
    function that returns the rows of it. `owner` leads from a row to the
    organisation whose own it is. `released` leads to words for who may read it.
    `is_kept` tells of a row whether its owner keeps its words to itself.
    """

    model: type
    goes: bool = False
    columns: tuple = ()
    to: tuple = ()  # pairs: a column and what stands in it afterwards
    files: tuple = ()  # foreign keys to stored files, whose bytes go
    of: str | Callable = ""
    because: str = ""
    owner: str = ""
    released: str | Callable = ""
    is_kept: Callable | None = None
    first: Callable | None = None  # called with the rows before anything of them goes
    closely: bool = True  # whether its rows of a case are searched for what many people share, too, such as a surname

    def rows_of(self, subject):
        """Return the rows that belong to what is disposed of; none for a model that belongs to nothing."""
        rows = self.model._base_manager
        if callable(self.of):
            return self.of(subject)
        if not self.of:
            return rows.none()
        return rows.filter(pk__in=rows.filter(**{self.of: subject}).values("pk"))

    @property
    def removes(self):
        """Whether anything of a row goes."""
        return self.goes or bool(self.columns or self.to or self.files)


def goes(model, *, of, files=(), **told):
    """Declare that the rows of a model go, and with them the bytes of the files they point at."""
    _declare(Rule(model, goes=True, of=of, files=tuple(files), **told))


def emptied(model, *columns, of, to=None, files=(), **told):
    """Declare that these columns are emptied: texts that hold something read “[removed]”, others are as when new.

    `to` names columns in which something else stands then. Of a file the
    bytes and the name go; that there was one stays.
    """
    _declare(Rule(model, columns=columns, to=tuple((to or {}).items()), of=of, files=tuple(files), **told))


def stays(model, *, because, of="", **told):
    """Declare that the rows of a model stay, and why. With `of` they are searched as the case's own."""
    _declare(Rule(model, of=of, because=because, **told))


def rule_of(model):
    """Return what was declared of a model, or None."""
    return _rules.get(model)


def rules():
    """Return every rule, the first declared first."""
    return list(_rules.values())


def undeclared(every):
    """Return those of some models of which nothing was declared."""
    return [model for model in every if model not in _rules]


def carry_out(subject):
    """Remove what goes with a subject, inside a verb. Returns how many rows it was, by the model's label.

    The bytes of files go when the transaction is over. What is left of
    them by a machine that stops there has no row, and is swept with the orphans.
    """
    loose, done = [], {}
    for rule in [rule for rule in rules() if rule.removes]:
        rows = rule.rows_of(subject)
        if rule.first:
            rule.first(rows)
        if rule.goes:
            loose += [pk for name in rule.files for pk in rows.values_list(f"{name}_id", flat=True) if pk]
        count = _delete(rows) if rule.goes else _empty(rule, rows)
        if count:
            done[rule.model._meta.label] = count
    let_go_of(loose)
    return done


def let_go_of(keys):
    """Remove stored files that nothing points at any more, inside a verb; one that something else has, too, stays."""
    names = []
    for stored in StoredFile.objects.filter(pk__in=keys):
        try:
            with transaction.atomic():
                stored.delete()
        except ProtectedError:
            continue
        names.append(stored.file.name)
    transaction.on_commit(partial(_remove_bytes, names))


def _declare(rule):
    known = {field.name for field in rule.model._meta.get_fields()}
    named = {*rule.columns, *rule.files, *(name for name, _ in rule.to)}
    if named - known:
        raise NotAColumn(f"{rule.model._meta.label} has no {', '.join(sorted(named - known))}")
    _rules[rule.model] = rule


def _delete(rows):
    count = rows.count()
    rows.delete()
    return count


def _empty(rule, rows):
    keys = list(rows.values_list("pk", flat=True))
    mine = rule.model._base_manager.filter(pk__in=keys)
    for name in rule.columns:
        field = rule.model._meta.get_field(name)
        if _is_text(field):
            mine.exclude(**{name: ""}).update(**{name: REMOVED})
        else:
            mine.update(**{name: field.get_default()})
    if rule.to:
        mine.update(**dict(rule.to))
    for name in rule.files:
        for stored in StoredFile.objects.filter(pk__in=mine.values(name), emptied_at=None):
            files.empty(stored)
    return len(keys)


def _is_text(field):
    is_words = isinstance(field, models.CharField | models.TextField) and not isinstance(field, models.EmailField)
    return is_words and not field.choices and (field.max_length or len(REMOVED)) >= len(REMOVED)


def _remove_bytes(names):
    for name in names:
        default_storage.delete(name)
