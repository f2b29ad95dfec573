from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from panelportal.kit.fields.messages import Asked

NUMERIC = {"inputmode": "numeric", "spellcheck": "false"}


class Typed(Asked):
    """A field with a box to type in.

    `width` is in characters (2, 3, 4, 5, 10, 20, 30) or "full"; `prefix` and
    `suffix` stand beside the box; `attributes` of a class go to its input.
    """

    attributes = {}

    def __init__(
        self, label, *, width="full", autocomplete="", inputmode="", spellcheck=True, prefix="", suffix="", **options
    ):
        super().__init__(label, **options)
        self.prefix, self.suffix = prefix, suffix
        self.widget.attrs |= self.attributes
        self.widget.attrs |= {
            key: value
            for key, value in {
                "autocomplete": autocomplete,
                "inputmode": inputmode,
                "spellcheck": "" if spellcheck else "false",
                "class": "" if width == "full" else f"govuk-input--width-{width}",
            }.items()
            if value
        }


class TextField(Typed, forms.CharField):
    """One line of text. `pattern` is a regular expression that the whole text must match."""

    def __init__(self, label, *, max_length=200, pattern="", pattern_message="", **options):
        self.pattern_message = pattern_message
        if pattern:
            options["validators"] = [
                *options.get("validators", ()),
                RegexValidator(rf"^(?:{pattern})\Z", code="pattern"),
            ]
        super().__init__(label, max_length=max_length, **options)
        self.widget.attrs.pop("maxlength", None)  # a browser that cuts what is pasted does not say so

    def to_python(self, value):
        """Return the text on one line, whatever was sent: it may come to stand in a mail."""
        return " ".join(super().to_python(value).splitlines())


class LongTextField(Asked, forms.CharField):
    """Several lines of text. With `max_words` the page says how many are left."""

    widget = forms.Textarea

    def __init__(self, label, *, rows=5, max_words=None, max_length=20_000, **options):
        super().__init__(label, max_length=max_length, **options)
        self.max_words = max_words
        self.widget.attrs.pop("maxlength", None)
        self.widget.attrs["rows"] = rows

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")

    def validate(self, value):
        super().validate(value)
        if self.max_words and len(value.split()) > self.max_words:
            raise ValidationError(f"{self.subject} must be {self.max_words} words or fewer", code="max_words")


class EmailField(Typed, forms.EmailField):
    attributes = {"autocomplete": "email", "spellcheck": "false"}
    wrong_message = "Enter an email address in the correct format, like name@example.com"

    def __init__(self, label, *, max_length=254, **options):  # Django's form field takes 320, its model field 254
        super().__init__(label, max_length=max_length, **options)
        self.widget.attrs.pop("maxlength", None)


class NumberField(Typed, forms.IntegerField):
    """A whole number from `at_least` to `at_most`."""

    attributes = NUMERIC

    def __init__(self, label, *, at_least=0, at_most=1_000_000, width=5, **options):
        super().__init__(label, min_value=at_least, max_value=at_most, width=width, widget=forms.TextInput, **options)

    @property
    def wrong_message(self):
        return f"{self.subject} must be a whole number, like {max(self.min_value or 0, 3)}"


class HiddenField(forms.CharField):
    """A value that the page carries along, such as the version that someone is editing."""

    widget = forms.HiddenInput
    empty_message = wrong_message = "Open this page again, because part of it is missing"

    def __init__(self, **options):
        super().__init__(label="This page", **options)

    error_messages = Asked.error_messages
