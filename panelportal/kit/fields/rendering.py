"""How Django's forms become GOV.UK's: a renderer, and what a field knows when it is printed."""

from itertools import chain

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

from panelportal.kit.fields.dates import DayMonthYear, wrong_parts

CLASSES = {
    forms.Textarea: "govuk-textarea",
    forms.Select: "govuk-select",
    forms.FileInput: "govuk-file-upload",
    forms.CheckboxInput: "govuk-checkboxes__input",
    forms.widgets.Input: "govuk-input",
}
LISTS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


class GovukBoundField(BoundField):
    """A field of a form with its answer, as the templates under `govuk/` print it."""

    is_revealed = False

    @property
    def template_name(self):
        if self.field.template_name:
            return self.field.template_name
        return "govuk/tick.html" if isinstance(self.field.widget, forms.CheckboxInput) else super().template_name

    @property
    def is_optional(self):
        return not self.field.required and getattr(self.field, "says_optional", False)

    @property
    def size_class(self):
        return "" if self.is_revealed else getattr(self.field, "size", "s") or ""

    @property
    def first_id(self):
        """The id of the input that the error summary leads to."""
        widget = self.field.widget
        if isinstance(widget, LISTS):
            return f"{self.auto_id}_0" if self.subwidgets else ""
        if isinstance(widget, DayMonthYear):
            return f"{self.auto_id}_{wrong_parts(self._faults)[0]}"
        return "" if self.is_hidden else self.auto_id

    @property
    def aria_describedby(self):
        ids = super().aria_describedby
        if getattr(self.field, "max_words", None):
            return f"{ids or ''} {self.auto_id}-info".strip()
        return ids

    def as_widget(self, widget=None, attrs=None, only_initial=False):
        widget = widget or self.field.widget
        if reveals := getattr(self.field, "reveals", {}):
            widget.revealed = {
                value: [self.form[name] for name in names if name in self.form.fields]
                for value, names in reveals.items()
            }
            for field in chain.from_iterable(widget.revealed.values()):
                field.is_revealed = True
        if isinstance(widget, DayMonthYear):
            widget.wrong = wrong_parts(self._faults) if self.errors else ()
        return super().as_widget(widget, attrs, only_initial)

    def build_widget_attrs(self, attrs, widget=None):
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        attrs.pop("required", None)
        if isinstance(widget, LISTS):
            attrs.pop("aria-invalid", None)  # not an attribute of a radio; the group carries the message
        elif name := next((name for kind, name in CLASSES.items() if isinstance(widget, kind)), ""):
            error = f"{name}--error" if self.errors else ""
            count = "govuk-js-character-count" if getattr(self.field, "max_words", None) else ""
            attrs["class"] = " ".join(filter(None, [widget.attrs.get("class", ""), name, error, count]))
        return attrs

    @property
    def _faults(self):
        return self.errors.as_data()


class GovukRenderer(TemplatesSetting):
    form_template_name = "govuk/form.html"
    formset_template_name = "govuk/formset.html"
    field_template_name = "govuk/field.html"
    bound_field_class = GovukBoundField


def faults(asked):
    """Return a row of text and input id for each error of forms and formsets, in their order, for the error summary."""
    rows = []
    for form in asked:
        if hasattr(form, "management_form"):
            rows += [{"text": text, "id": ""} for text in form.non_form_errors()] + faults(form.forms)
        else:
            rows += [{"text": text, "id": ""} for text in form.non_field_errors()]
            rows += [{"text": text, "id": field.first_id} for field in form for text in field.errors]
    return rows
