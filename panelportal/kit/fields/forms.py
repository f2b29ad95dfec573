from django import forms

from panelportal.kit.fields.messages import Asked, messages
from panelportal.kit.fields.uploads import AGAIN


class FormManners:
    """How every form of the portal behaves, also the forms of other packages that it is mixed into.

    Fields that a choice reveals are asked only when it is chosen. A file
    that was sent with a wrong answer has to be chosen again, and says so.
    """

    error_css_class = "govuk-form-group--error"
    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if not isinstance(field, Asked):
                field.error_messages = messages(field)

    def full_clean(self):
        self._is_cleaned = False
        super().full_clean()
        self._is_cleaned = True
        self._ask_for_files_again()

    def add_error(self, field, error):
        super().add_error(field, error)
        if self._is_cleaned:
            self._ask_for_files_again()

    def get_context(self):
        context = super().get_context()
        under_choices = {name for _, _, names in self._reveals() for name in names}
        context["fields"] = [(field, errors) for field, errors in context["fields"] if field.name not in under_choices]
        return context

    def _clean_fields(self):
        super()._clean_fields()
        for name in self._not_asked():
            self._errors.pop(name, None)
            self.cleaned_data[name] = _left_empty(self.fields[name])

    def _reveals(self):
        for name, field in self.fields.items():
            for value, names in getattr(field, "reveals", {}).items():
                yield name, value, [revealed for revealed in names if revealed in self.fields]

    def _not_asked(self):
        """Return the names of fields under a choice that is not chosen, or that was not asked itself."""
        hidden, before = set(), None
        while hidden != before:
            before = set(hidden)
            for name, value, names in self._reveals():
                if name in hidden or not _is_chosen(self[name].data, value):
                    hidden.update(names)
        return hidden

    def _ask_for_files_again(self):
        if not self._errors:
            return
        for name, field in self.fields.items():
            if isinstance(field, forms.FileField) and self[name].data and name not in self._errors:
                super().add_error(name, AGAIN)


class Form(FormManners, forms.Form):
    """The base of the portal's forms."""


def _is_chosen(data, value):
    chosen = data if isinstance(data, list | tuple) else [data]
    return value in {str(one) for one in chosen}


def _left_empty(field):
    was_required, field.required = field.required, False
    try:
        return field.clean(None)
    finally:
        field.required = was_required
