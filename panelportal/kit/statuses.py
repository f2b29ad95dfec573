"""Statuses: words and tag colours of `docs/screens.md` 4.1."""

from django.db import models

COLOURS = frozenset("plain grey blue purple teal green yellow orange magenta red".split())


class Status(models.TextChoices):
    """Base of each noun's statuses: `SENT = "sent", "teal", "Sent"` is value, colour and label."""

    def __new__(cls, value, colour):
        if colour not in COLOURS:
            raise ValueError(f"{colour} is not one of the colours of a tag.")
        status = str.__new__(cls, value)
        status._value_ = value
        status.colour = colour
        return status


class StatusField(models.CharField):
    """A status kept as its value and read as its enum member, so that a page can show its tag."""

    def __init__(self, statuses=None, **options):
        self.statuses = statuses
        if statuses is not None:
            options.setdefault("choices", statuses.choices)
            options.setdefault("max_length", 30)
            options.setdefault("db_index", True)
        super().__init__(**options)

    def from_db_value(self, value, expression, connection):
        return self.to_python(value)

    def to_python(self, value):
        return self.statuses(value) if self.statuses is not None and value else value
