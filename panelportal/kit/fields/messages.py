"""What a field says when an answer is missing or wrong, by Django's error codes (docs/screens.md 4.3)."""

from panelportal.kit.words import lowered


class Asked:
    """What each field of ours takes beside the arguments of its Django field.

    `empty_message` is said when nothing was answered; without it, it is made
    from `verb` and the label. `name` is what the other messages call the
    field; without it they use the label. `heading` makes the label the page's
    only H1; `size` is that of the label otherwise ("s", "m", "l" or None).
    `says_optional=False` leaves "(optional)" away where the answer is needed
    later, though not for saving.
    """

    verb = "Enter"

    def __init__(
        self, label, *, hint="", empty_message="", name="", heading=False, size="s", says_optional=True, **options
    ):
        self.empty_message, self.name, self.heading = empty_message, name, heading
        self.says_optional = says_optional
        self.size = "l" if heading else size
        super().__init__(label=label, help_text=hint, **options)

    @property
    def subject(self):
        return self.name[:1].upper() + self.name[1:] if self.name else subject(self.label)

    @property
    def error_messages(self):
        return messages(self)

    @error_messages.setter
    def error_messages(self, djangos):
        """Leave Django's messages where they are: ours follow the label, whenever it is set."""


def subject(label):
    """Return what a sentence calls the field: its label, unless that is a question."""
    return "Your answer" if not label or str(label).endswith("?") else str(label)


def messages(field):
    """Return the messages of a field, ours or Django's own, by error code."""
    name = getattr(field, "subject", None) or subject(field.label)
    empty = _empty(field)
    pattern = getattr(field, "pattern_message", "") or f"{name} must be in the right format"
    words = {key: text.replace("%", "%%") for key, text in {"name": name, "empty": empty, "pattern": pattern}.items()}
    plain = {
        "required": empty,
        "incomplete": empty,
        "invalid": getattr(field, "wrong_message", "") or f"{name} must be in the right format",
        "invalid_list": empty,
        "missing": "Choose the file again",
        "contradiction": "Choose the file again",
        "empty": "The file is empty, so choose another file",
    }
    with_parameters = {
        "invalid_choice": "{empty}",
        "null_characters_not_allowed": "{name} must not contain hidden characters, so type it again",
        "pattern": "{pattern}",
        "invalid_pk_value": "{empty}",
        "max_length": "{name} must be %(limit_value)d characters or fewer",
        "min_length": "{name} must be %(limit_value)d characters or more",
        "max_value": "{name} must be %(limit_value)s or less",
        "min_value": "{name} must be %(limit_value)s or more",
    }
    return plain | {code: text.format(**words) for code, text in with_parameters.items()}


def _empty(field):
    given = getattr(field, "empty_message", "")
    if given:
        return given
    verb, label = getattr(field, "verb", None) or _verb(field), str(field.label or "an answer")
    if label.endswith("?"):
        return f"{verb} an answer to ‘{label}’"
    return f"{verb} {lowered(label)}"


def _verb(field):
    return "Select" if hasattr(field, "choices") else "Enter"
