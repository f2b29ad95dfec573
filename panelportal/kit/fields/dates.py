"""Days and times as people type them, without guessing what they meant."""

import re
from datetime import date, time

from django import forms
from django.core.exceptions import ValidationError

from panelportal.kit import clock
from panelportal.kit.fields.messages import Asked
from panelportal.kit.fields.texts import Typed
from panelportal.kit.words import listed, short_day, time_of_day

PARTS = ("day", "month", "year")
MONTHS = ("january february march april may june july august september october november december").split()
EXAMPLE = "24 2 2025"


class DayMonthYear(forms.Widget):
    """Three inputs, `name_day`, `name_month` and `name_year`; its value is a dict of what they hold."""

    template_name = "govuk/widgets/date.html"
    use_fieldset = True
    wrong = ()  # the parts to mark, set by the bound field

    def value_from_datadict(self, data, files, name):
        return {part: data.get(f"{name}_{part}", "").strip() for part in PARTS}

    def value_omitted_from_data(self, data, files, name):
        return not any(f"{name}_{part}" in data for part in PARTS)

    def id_for_label(self, id_):
        return f"{id_}_day"

    def format_value(self, value):
        if isinstance(value, date):
            return {"day": value.day, "month": value.month, "year": value.year}
        return value or {}

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["parts"] = [
            {
                "label": part.capitalize(),
                "name": f"{name}_{part}",
                "id": f"{context['widget']['attrs'].get('id', name)}_{part}",
                "value": context["widget"]["value"].get(part, ""),
                "width": 4 if part == "year" else 2,
                "wrong": part in self.wrong,
            }
            for part in PARTS
        ]
        return context


class DateField(Asked, forms.Field):
    """A date in three inputs, day first, with the year in full; a month may be a word.

    `earliest` and `latest` are dates, or functions without arguments that
    return one.
    """

    widget = DayMonthYear

    def __init__(self, label, *, future_allowed=True, past_allowed=True, earliest=None, latest=None, **options):
        super().__init__(label, **options)
        self.future_allowed, self.past_allowed = future_allowed, past_allowed
        self.earliest, self.latest = earliest or date(1900, 1, 1), latest or date(2199, 12, 31)

    def to_python(self, value):
        if not value or isinstance(value, date):
            return value or None
        missing = [part for part in PARTS if not value.get(part)]
        if len(missing) == len(PARTS):
            return None
        if missing:
            raise self._wrong(f"must include {listed(f'a {part}' for part in missing)}", *missing)
        if not re.fullmatch("[0-9]{4}", value["year"]):
            raise self._wrong("must have a year of 4 numbers, like 2025", "year")
        try:
            return date(int(value["year"]), _month(value["month"]), int(value["day"]))
        except (ValueError, OverflowError):  # the latter for a day of thirty digits
            raise self._wrong(f"must be a real date, like {EXAMPLE}", *PARTS) from None

    def validate(self, value):
        super().validate(value)
        if value is None:
            return
        today, earliest, latest = clock.today(), _date(self.earliest), _date(self.latest)
        if value > today and not self.future_allowed:
            raise self._wrong("must be today or in the past", *PARTS)
        if value < today and not self.past_allowed:
            raise self._wrong("must be today or in the future", *PARTS)
        if earliest and value < earliest:
            raise self._wrong(f"must be on or after {short_day(earliest)}", *PARTS)
        if latest and value > latest:
            raise self._wrong(f"must be on or before {short_day(latest)}", *PARTS)

    def has_changed(self, initial, data):
        if self.disabled:
            return False
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True

    def _wrong(self, what, *parts):
        return ValidationError(f"{self.subject} {what}", code=" ".join(parts))


def wrong_parts(errors):
    """Return which of day, month and year the errors of a date are about: all, unless they say."""
    named = {part for error in errors for part in (error.code or "").split() if part in PARTS}
    return [part for part in PARTS if part in named or not named]


class TimeField(Typed, forms.Field):
    """A time of day such as 10am, 2.30pm, 14:00 or midday. '2:30' alone could be either, so it is refused."""

    widget = forms.TextInput

    def __init__(self, label, *, width=10, **options):
        super().__init__(label, width=width, **options)

    def to_python(self, value):
        if not value or isinstance(value, time):
            return value or None
        try:
            return read_time(value)
        except Ambiguous:
            raise ValidationError(f"{self.subject} must say am or pm, like 2:30pm", code="ambiguous") from None
        except ValueError:
            raise ValidationError(f"{self.subject} must be a time, like 10am or 2:30pm", code="time") from None

    def prepare_value(self, value):
        return time_of_day(value) if isinstance(value, time) else value

    def has_changed(self, initial, data):
        try:
            return not self.disabled and self.to_python(data) != initial
        except ValidationError:
            return True


class Ambiguous(ValueError):
    """A time between 1:00 and 6:59 that says neither am nor pm."""


def read_time(text):
    """Return the time that the text tells. Raises Ambiguous, or ValueError when it tells none."""
    text = re.sub(r"[\s.]+(?=[ap]\.?m\.?$)", "", text.strip().lower())
    if text in ("midday", "noon", "12 noon", "12 midday", "midnight", "12 midnight"):
        return time(0 if "midnight" in text else 12)
    told = re.fullmatch(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?(?:([ap])\.?m\.?)?", text)
    if not told:
        raise ValueError(text)
    hour, minute, half = int(told[1]), int(told[2] or 0), told[3]
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(text)
        return time(hour % 12 + (12 if half == "p" else 0), minute)
    if told[2] is None:
        raise Ambiguous(text) if 1 <= hour <= 12 else ValueError(text)
    if 1 <= hour <= 6 and len(told[1]) == 1:
        raise Ambiguous(text)
    return time(hour, minute)


def _month(text):
    if re.fullmatch("[0-9]{1,2}", text):
        return int(text)
    word = text.lower().rstrip(".")
    matches = [number for number, month in enumerate(MONTHS, 1) if len(word) >= 3 and month.startswith(word)]
    if word == "sept":
        return 9
    if len(matches) != 1:
        raise ValueError(text)
    return matches[0]


def _date(bound):
    return bound() if callable(bound) else bound
