"""Radios, checkboxes and lists to choose from.

Arguments that the choosing fields share: `hints` (value to text), `inline`
(side by side; only without hints and reveals), `reveals` (value to the names
of fields of the same form that are shown, and needed, only under that
choice), `divider_before` (the value with the word "or" above it).
"""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models.enums import ChoicesType

from panelportal.kit.fields.messages import Asked


class Options:
    """What radios and checkboxes print beside Django's: hints, a divider, revealed fields."""

    template_name = "govuk/widgets/options.html"
    hints, inline, divider_before, exclusive, hint_for = {}, False, None, None, None
    revealed = {}  # value to bound fields, set by the bound field

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["kind"] = "checkboxes" if self.allow_multiple_selected else "radios"
        context["widget"]["inline"] = self.inline and not self.hints and not self.revealed
        return context

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.hint_for(value.instance) if self.hint_for and value else self.hints.get(str(value), "")
        option["divider"] = self.divider_before is not None and str(value) == self.divider_before
        option["exclusive"] = self.exclusive is not None and str(value) == self.exclusive
        option["revealed"] = self.revealed.get(str(value), [])
        return option


class Radios(Options, forms.RadioSelect):
    pass


class Checkboxes(Options, forms.CheckboxSelectMultiple):
    pass


class Chosen(Asked):
    """A field with choices to tick."""

    verb = "Select"

    def __init__(self, label, *, hints=None, inline=False, reveals=None, divider_before=None, **options):
        super().__init__(label, **options)
        self.reveals = {str(value): list(names) for value, names in (reveals or {}).items()}
        self.widget.hints = {str(value): text for value, text in (hints or {}).items()}
        self.widget.inline = inline
        self.widget.divider_before = None if divider_before is None else str(divider_before)


class ChoiceField(Chosen, forms.TypedChoiceField):
    """Radios. `choices` are pairs or an enumeration, whose members the values then are."""

    widget = Radios

    def __init__(self, label, choices, **options):
        super().__init__(label, choices=choices, **(_members(choices) | options))


class YesNoField(Chosen, forms.TypedChoiceField):
    """Two radios: True, False, or None when not answered. `hints` and `reveals` use "yes" and "no"."""

    widget = Radios

    def __init__(self, label, *, yes="Yes", no="No", inline=True, **options):
        super().__init__(
            label,
            choices=[("yes", yes), ("no", no)],
            coerce=lambda answer: answer == "yes",
            empty_value=None,
            inline=inline,
            **options,
        )

    def prepare_value(self, value):
        return {True: "yes", False: "no"}.get(value, value)

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)


class MultipleChoiceField(Chosen, forms.TypedMultipleChoiceField):
    """Checkboxes. `exclusive` is the choice that stands alone, such as none of these."""

    widget = Checkboxes

    def __init__(self, label, choices, *, exclusive=None, divider_before=None, **options):
        divider = exclusive if divider_before is None else divider_before
        super().__init__(label, choices=choices, divider_before=divider, **(_members(choices) | options))
        self.widget.exclusive = None if exclusive is None else str(exclusive)

    def validate(self, value):
        super().validate(value)
        alone = self.widget.exclusive
        if alone is not None and len(value) > 1 and alone in map(str, value):
            label = next(text for known, text in self.choices if str(known) == alone)
            raise ValidationError(f"{self._empty_message()}, or select ‘{label}’ alone", code="exclusive")

    def _empty_message(self):
        return self.error_messages["required"]


class TickField(Asked, forms.BooleanField):
    """One checkbox. When it is required it has to be ticked."""

    widget = forms.CheckboxInput
    verb = "Tick the box:"


class SelectField(Asked, forms.TypedChoiceField):
    """A list that drops down, for more choices than radios can show. `first` stands for no choice."""

    verb = "Select"

    def __init__(self, label, choices, *, first="Choose one", **options):
        self.first = first
        super().__init__(label, choices=choices, **(_members(choices) | options))

    @property
    def choices(self):
        return self._choices

    @choices.setter
    def choices(self, choices):
        forms.ChoiceField.choices.fset(self, lambda: [("", self.first), *_pairs(choices)])


class ModelChoiceField(Chosen, forms.ModelChoiceField):
    """One object, by radios or, with `select`, a list. `text` and `hint_for` turn an object into words."""

    def __init__(self, label, queryset, *, text=str, hint_for=None, select=False, first="Choose one", **options):
        options.setdefault("widget", forms.Select if select else Radios)
        super().__init__(label, queryset=queryset, empty_label=first if select else None, **options)
        self.text, self.widget.hint_for = text, hint_for

    def label_from_instance(self, obj):
        return self.text(obj)


class ModelMultipleChoiceField(Chosen, forms.ModelMultipleChoiceField):
    """Some objects, by checkboxes."""

    widget = Checkboxes

    def __init__(self, label, queryset, *, text=str, hint_for=None, **options):
        super().__init__(label, queryset=queryset, **options)
        self.text, self.widget.hint_for = text, hint_for

    def label_from_instance(self, obj):
        return self.text(obj)

    def _check_values(self, value):
        for one in value:
            if _is_no_key(one):
                raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super()._check_values(value)


def _is_no_key(value):
    """Tell whether no row can have this key: asking a database for it would be a fault, not an empty answer."""
    try:
        return "\0" in value or abs(int(value)) >= 2**63
    except (TypeError, ValueError):
        return False


def _members(choices):
    if not isinstance(choices, ChoicesType):
        return {}
    return {"coerce": lambda chosen: next(member for member in choices if str(member.value) == chosen)}


def _pairs(choices):
    if callable(choices) and not isinstance(choices, ChoicesType):
        choices = choices()
    return [pair for pair in getattr(choices, "choices", choices) if pair[0] != ""]
