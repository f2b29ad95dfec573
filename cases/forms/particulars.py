from datetime import date

from django.core.exceptions import ValidationError

from cases import identifiers, partial_dates
from cases.forms.comparing import ComparedForm
from cases.models import Kind
from cases.particulars import Value, put_particulars, values_of
from panelportal.kit import clock, fields
from panelportal.kit.versions import version_of

FEWEST_ADDRESSES, SPARE_ADDRESSES, MOST_ADDRESSES = 3, 2, 20


class ParticularsForm(ComparedForm):
    """What identifies the person, and what may be told of the case. Each field is named for its kind.

    Addresses have rows of three fields; as many as are known and some to spare.
    """

    name = fields.TextField("Name", autocomplete="off", spellcheck=False)
    other_names = fields.LongTextField(
        "Other names", rows=2, required=False, hint="Earlier names, aliases and nicknames, one on each line."
    )
    date_of_birth = fields.DateField(
        "Date of birth", required=False, future_allowed=False, hint="For example, 24 2 1985."
    )
    about_born = fields.TextField(
        "Roughly when born, if the date of birth is not known",
        width=20,
        required=False,
        hint="A year, or a month and a year. For example, 1985 or February 1985.",
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
    prison_number = fields.TextField(
        "Prison number",
        width=10,
        required=False,
        spellcheck=False,
        hint="As NOMIS gives it: a letter, 4 digits and 2 letters, for example A1234BC.",
    )
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
    version_name = "particulars_version"

    def __init__(self, *args, case, **kwargs):
        self.case = case
        self.known = values_of(case)
        super().__init__(*args, initial=self._as_they_stand(), **kwargs)
        self.rows = range(1, self._how_many_rows() + 1)
        for row in self.rows:
            self._add_address(row)

    @property
    def address_rows(self):
        """The rows of addresses, each three bound fields: the address, since when and until when."""
        return [[self[name] for name in _names(row)] for row in self.rows]

    @property
    def other_fields(self):
        """The fields above the addresses and those below, as bound fields."""
        names = [name for name in self.fields if not name.startswith("address_") and name != "version"]
        below = names.index("summary")
        return {"above": [self[name] for name in names[:below]], "below": [self[name] for name in names[below:]]}

    def clean_pnc(self):
        return self._checked("pnc", identifiers.pnc)

    def clean_crn(self):
        return self._checked("crn", identifiers.crn)

    def clean_nhs_number(self):
        return self._checked("nhs_number", identifiers.nhs_number)

    def clean_prison_number(self):
        return self._checked("prison_number", identifiers.prison_number)

    def clean_version(self):
        version = version_of(self.cleaned_data["version"])
        if version < 0:
            raise ValidationError(fields.HiddenField.empty_message)
        return version

    def clean_about_born(self):
        kept = _partial_date("Roughly when born", self.cleaned_data["about_born"])
        if kept and partial_dates.is_exact(kept.rstrip("~")):
            raise ValidationError("Enter a whole date under ‘Date of birth’, and leave this empty")
        return kept and kept.rstrip("~") + "~"

    def clean(self):
        answers = super().clean()
        if answers.get("date_of_birth") and answers.get("about_born"):
            self.add_error("about_born", "Enter the date of birth or roughly when born, not both")
        for row in self.rows:
            self._clean_address(row)
        return answers

    def save(self, *, by):
        """Put these values. Raises ChangedMeanwhile when somebody else did since the page was opened."""
        answers = self.cleaned_data
        one_each = {kind: answers[field_of(kind)] or "" for kind in Kind if field_of(kind) in answers}
        values = one_each | {
            Kind.OTHER_NAMES: answers["other_names"].splitlines(),
            Kind.DATE_OF_BIRTH: answers["date_of_birth"] or answers["about_born"],
            Kind.ADDRESS: [Value(*(answers[name] for name in _names(row))) for row in self.rows],
        }
        return put_particulars(self.case, values=values, seen=answers["version"], by=by)

    def _as_they_stand(self):
        initial = {field_of(kind): text for kind, text in self.known.items() if isinstance(text, str)}
        initial["other_names"] = "\n".join(one.value for one in self.known.get(Kind.OTHER_NAMES, []))
        born = initial.pop("date_of_birth", "")
        if born and partial_dates.is_exact(born):
            initial["date_of_birth"] = date.fromisoformat(born)
        elif born:
            initial["about_born"] = partial_dates.shown(born.rstrip("~"))
        for row, address in enumerate(self.known.get(Kind.ADDRESS, []), 1):
            dates = [partial_dates.shown(kept) if kept else "" for kept in (address.since, address.until)]
            initial |= dict(zip(_names(row), [address.value, *dates], strict=True))
        return initial | {"version": self.case.particulars_version}

    def _how_many_rows(self):
        known = len(self.known.get(Kind.ADDRESS, []))
        sent = sum(f"address_{row}" in self.data for row in range(1, MOST_ADDRESSES + 1))
        return min(max(known + SPARE_ADDRESSES, FEWEST_ADDRESSES, sent), MOST_ADDRESSES)

    def _add_address(self, row):
        address, since, until = _names(row)
        self.fields[address] = fields.LongTextField(f"Address {row}", rows=3, required=False, max_length=500)
        self.fields[since] = fields.TextField(
            f"Address {row}: from, if known", width=20, required=False, hint="A year, a month and a year, or a date."
        )
        self.fields[until] = fields.TextField(f"Address {row}: to, if known", width=20, required=False)

    def _clean_address(self, row):
        names = _names(row)
        for name, label in zip(names[1:], (f"Address {row}: from", f"Address {row}: to"), strict=True):
            try:
                self.cleaned_data[name] = _partial_date(label, self.cleaned_data.get(name) or "")
            except ValidationError as wrong:
                self.add_error(name, wrong)
        address, since, until = (self.cleaned_data.get(name) for name in names)
        if (since or until) and not address:
            self.add_error(names[0], f"Enter address {row}, or clear its dates")
        if since and until and partial_dates.starts_after(since, until):
            self.add_error(names[2], f"Address {row}: to must not be earlier than from")

    def _checked(self, name, check):
        text = self.cleaned_data[name]
        try:
            return check(text) if text else ""
        except identifiers.NotAnIdentifier as wrong:
            raise ValidationError(str(wrong)) from wrong


def field_of(kind):
    """Return the name of the form's field for a kind of particulars."""
    return str(kind.value).replace("-", "_")


def _names(row):
    return [f"address_{row}", f"address_{row}_since", f"address_{row}_until"]


def _partial_date(label, text):
    if not text.strip():
        return ""
    try:
        kept = partial_dates.read(text)
    except partial_dates.NotADate as wrong:
        raise ValidationError(f"{label} {wrong}") from wrong
    if partial_dates.starts_after(kept, clock.today().isoformat()):
        raise ValidationError(f"{label} must be in the past")
    return kept
