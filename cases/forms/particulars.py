from datetime import date

from django.core.exceptions import ValidationError

from cases import identifiers
from cases.models import Kind
from cases.particulars import put_particulars, values_of
from panelportal.kit import fields
from panelportal.kit.versions import version_of


class ParticularsForm(fields.Form):
    """What identifies the person, and what may be told of the case. Each field is named for its kind."""

    name = fields.TextField("Name", autocomplete="off", spellcheck=False)
    other_names = fields.LongTextField(
        "Other names", rows=2, required=False, hint="Earlier names, aliases and nicknames, one on each line."
    )
    date_of_birth = fields.DateField(
        "Date of birth", required=False, future_allowed=False, hint="For example, 24 2 1985."
    )
    pnc = fields.TextField("PNC number", width=20, required=False, spellcheck=False, hint="For example, 2012/0123456Y.")
    crn = fields.TextField(
        "Case reference number (CRN)",
        width=10,
        required=False,
        spellcheck=False,
        hint="A letter and 6 digits, for example X123456.",
    )
    nhs_number = fields.TextField(
        "NHS number", width=20, required=False, inputmode="numeric", hint="10 digits, for example 943 476 5919."
    )
    address = fields.LongTextField("Last known address", rows=3, required=False)
    summary = fields.LongTextField(
        "What we can tell agencies about the case",
        rows=5,
        max_words=300,
        required=False,
        hint="You choose for each agency whether it sees this. Name nobody but the person.",
    )
    offence_period = fields.TextField(
        "Date or period of the further offence", required=False, hint="For example, March 2025."
    )
    version = fields.HiddenField()

    def __init__(self, *args, case, **kwargs):
        self.case = case
        super().__init__(*args, initial=self._as_they_stand(), **kwargs)

    def clean_pnc(self):
        return self._checked("pnc", identifiers.pnc)

    def clean_crn(self):
        return self._checked("crn", identifiers.crn)

    def clean_nhs_number(self):
        return self._checked("nhs_number", identifiers.nhs_number)

    def clean_version(self):
        version = version_of(self.cleaned_data["version"])
        if version < 0:
            raise ValidationError(fields.HiddenField.empty_message)
        return version

    def save(self, *, by):
        """Put these values. Raises ChangedMeanwhile when somebody else did since the page was opened."""
        values = {kind: self.cleaned_data[field_of(kind)] or "" for kind in Kind}
        return put_particulars(self.case, values=values, seen=self.cleaned_data["version"], by=by)

    def compare(self, now):
        """Keep what was typed, and carry the version that stands now, so that saving again replaces it."""
        self.data = self.data.copy()
        self.data["version"] = str(now.particulars_version)
        self.add_error(None, "Someone else saved this page. Compare the two versions, then save yours or leave theirs")

    def _as_they_stand(self):
        values = values_of(self.case)
        initial = {field_of(kind): text for kind, text in values.items()}
        if Kind.DATE_OF_BIRTH in values:
            initial["date_of_birth"] = date.fromisoformat(values[Kind.DATE_OF_BIRTH])
        return initial | {"version": self.case.particulars_version}

    def _checked(self, name, check):
        text = self.cleaned_data[name]
        try:
            return check(text) if text else ""
        except identifiers.NotAnIdentifier as wrong:
            raise ValidationError(str(wrong)) from wrong


def field_of(kind):
    """Return the name of the form's field for a kind of particulars."""
    return str(kind.value).replace("-", "_")
