"""Redacting: a name is taken out of a text that stays, also out of one that otherwise cannot be changed."""

from django.apps import apps
from django.db import models
from django.db.models import F

from panelportal.kit import clock, disposal, guards, traces
from panelportal.kit.models import Document, Redaction
from panelportal.kit.printing import digest_of
from panelportal.kit.trail import actor, record, verb


class CannotRedact(Exception):
    """The place takes no change: an entry of the trail, a file, or a table that the portal does not write."""

    def __init__(self):
        super().__init__("The text in this place cannot be changed by the portal")


def can_redact(trace):
    """Tell whether a name can be taken out of the place where something was found."""
    if not trace.label:
        return False
    model = apps.get_model(trace.label)
    column = next((one for one in model._meta.concrete_fields if one.name == trace.column), None)
    plain = isinstance(column, models.CharField | models.TextField | models.JSONField)
    return plain and not column.unique and model._meta.db_table not in (*guards.INSERT_ONLY, guards.REDACTIONS)


@verb
def redact(trace, *, pattern, about, by):
    """Put “[removed]” for what a pattern finds in the place of a trace. Returns whether it still stood there.

    An issued document keeps the digest that it was issued with in its
    redaction, gets that of the text that is left, and is printed anew.
    Raises CannotRedact.
    """
    if not can_redact(trace):
        raise CannotRedact
    model = apps.get_model(trace.label)
    row = model._base_manager.select_for_update(of=("self",)).filter(pk=trace.row).first()
    value = getattr(row, trace.column) if row else None
    if row is None or not traces.finds(pattern, value):
        return False
    column = model._meta.get_field(trace.column)
    setattr(row, trace.column, _that_fits(column, traces.replaced(pattern, value)))
    changes = {trace.column: getattr(row, trace.column)}
    if model._meta.db_table in guards.REDACTABLE:
        changes |= _permit(row, trace, about=about, by=by)
    model._base_manager.filter(pk=row.pk).update(**changes)
    if "pdf" in changes and row.pdf_id:
        disposal.let_go_of([row.pdf_id])
    record("text removed", about=about, by=by, noun=trace.label, row=trace.row, column=trace.column)
    return True


@verb
def blank_document(document, *, by=None):
    """Put “[removed]” for every text of a frozen document that is a copy of what goes, such as a receipt.

    Dates and the shape of it stay, so that it can be printed anew.
    """
    document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    document.content = _blanked(document.content)
    place = traces.Trace("", Document._meta.label, str(document.pk), "content")
    changes = _permit(document, place, about=document.reference, by=by)
    Document.objects.filter(pk=document.pk).update(content=document.content, **changes)
    disposal.let_go_of([document.pdf_id])
    record("document emptied", about=document.reference, by=by, digest=document.digest)


def _blanked(content):
    if isinstance(content, dict):
        return {name: one if name.startswith("$") else _blanked(one) for name, one in content.items()}
    if isinstance(content, list):
        return [_blanked(one) for one in content]
    return disposal.REMOVED if isinstance(content, str) and content else content


def _that_fits(column, value):
    return value[: column.max_length] if isinstance(value, str) and column.max_length else value


def _permit(row, trace, *, about, by):
    """Write the redaction that lets one change of a guarded row pass. Returns what changes with it."""
    who, before = actor(by), getattr(row, "digest", "")
    Redaction.objects.create(
        table_name=row._meta.db_table,
        row_pk=row.pk,
        column_name=trace.column,
        about=about,
        digest_before=before,
        made_at=clock.now(),
        made_by_key=who.key,
        made_by_label=who.label,
    )
    printed_anew = {"digest": digest_of(row), "pdf": None} if isinstance(row, Document) else {}
    return {"redacted": F("redacted") + 1} | printed_anew
