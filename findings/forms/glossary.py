from findings import glossary
from findings.forms.shared import SharedForm
from panelportal.kit import fields

MOST_SPELLINGS = 20


class NameForm(SharedForm):
    """A name of the texts of a case, the other ways in which it is written, and what stands for it."""

    name = fields.TextField(
        "Name",
        max_length=150,
        min_length=2,
        spellcheck=False,
        hint="As the texts write it, for example Dr Hale.",
        empty_message="Enter the name",
    )
    said = fields.LongTextField(
        "Other ways in which it is written",
        required=False,
        rows=3,
        max_length=1000,
        hint="One on each line, for example Hale, or Dr A. Hale. Capitals and small letters need not be told apart.",
    )
    role = fields.SelectField(
        "Role", [(role, role) for role in glossary.ROLES], first="Choose one", empty_message="Select a role"
    )
    cipher = fields.TextField(
        "Cipher",
        required=False,
        width=10,
        max_length=30,
        pattern=r"[A-Za-z0-9][A-Za-z0-9 \-]*",
        pattern_message="Cipher must have letters, numbers, spaces and hyphens only",
        spellcheck=False,
        hint="Leave it empty to take the next one of the role, such as GP1.",
    )

    def __init__(self, *args, case, entry=None, **kwargs):
        self.case, self.entry = case, entry
        kwargs.setdefault("initial", self._as_it_stands())
        super().__init__(*args, **kwargs)

    def clean_said(self):
        """Return the spellings as a list."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["said"].splitlines()]
        lines = list(dict.fromkeys(filter(None, lines)))
        if len(lines) > MOST_SPELLINGS:
            self.add_error("said", f"Enter {MOST_SPELLINGS} ways at most")
        if any(len(line) < 2 for line in lines):
            self.add_error("said", "Each way must have 2 characters or more")
        return lines

    def answer(self, *, by):
        told = {name: self.cleaned_data[name] for name in ("name", "said", "role", "cipher")}
        if self.entry is None:
            return glossary.add_name(self.case, **told, by=by)
        return glossary.change_name(self.entry, **told, seen=self.cleaned_data["version"], by=by)

    def saved_at(self, current):
        return current.put_at

    def save(self, *, by):
        """Hand the answers to the verb. Returns whether they were taken."""
        try:
            return super().save(by=by)
        except glossary.CannotStand as refused:
            self.add_error(refused.field, str(refused))
            return False

    def _as_it_stands(self):
        if self.entry is None:
            return {}
        return {name: getattr(self.entry, name) for name in ("name", "said", "role", "cipher", "version")}
