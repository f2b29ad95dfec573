"""The answers of a form in words, and its questions for paper, read from the form itself."""

from datetime import date

from panelportal.kit import fields
from panelportal.kit.words import short_day


def rows_of(form):
    """Return the answers of a valid form as rows of a summary list; what was not asked or left empty is left out."""
    given = ((form[name], form.cleaned_data.get(name)) for name in form.fields)
    return [
        {"key": bound.label, "value_paragraphs": _words(bound.field, value)}
        for bound, value in given
        if not bound.is_hidden and (value or value is False)
    ]


def questions_of(form):
    """Return the questions of a form for paper: text, hint, choices to tick, lines to write on.

    `only_if` is the answer under which alone a question is asked; empty for those asked of everybody.
    """
    under = {
        name: _label(field, value)
        for field in form.fields.values()
        for value, names in getattr(field, "reveals", {}).items()
        for name in names
    }
    return [
        {
            "text": bound.label,
            "hint": str(bound.help_text),
            "choices": _choices(bound.field),
            "lines": [""] * _lines(bound.field),
            "only_if": under.get(bound.name, ""),
        }
        for bound in form
        if not bound.is_hidden
    ]


def _words(field, value):
    if isinstance(value, date):
        return short_day(value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if hasattr(field, "choices"):
        several = value if isinstance(value, list) or hasattr(value, "all") else [value]
        return "\n".join(_label(field, getattr(one, "pk", one)) for one in several)
    return str(value)


def _label(field, value):
    return next((str(text) for known, text in field.choices if str(known) == str(value)), str(value))


def _choices(field):
    if isinstance(field, fields.TickField):
        return ["Yes"]
    return [str(text) for _, text in getattr(field, "choices", [])]


def _lines(field):
    if isinstance(field, fields.LongTextField):
        return field.widget.attrs["rows"]
    return 0 if _choices(field) else 1
