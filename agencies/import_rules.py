"""What a sheet of agencies and contacts says, and what is wrong with it. Pure: it takes texts and what is known."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from agencies.role_names import Role, held_in
from panelportal.kit.words import listed

AGENCY, KIND, AREA, MAILBOX = "Agency", "Kind", "Area", "Shared mailbox"
AGREEMENT, AGREEMENT_END = "Sharing agreement", "Agreement ends on"
CONTACT, EMAIL, TITLE, ROLE = "Contact name", "Contact email", "Contact job title", "Contact role"
HEADER = (AGENCY, KIND, AREA, MAILBOX, AGREEMENT, AGREEMENT_END, CONTACT, EMAIL, TITLE, ROLE)
OF_THE_AGENCY = (KIND, AREA, MAILBOX, AGREEMENT, AGREEMENT_END)
LONGEST = {AGENCY: 150, AREA: 100, MAILBOX: 254, AGREEMENT: 200, CONTACT: 150, EMAIL: 254, TITLE: 150}
ROLES = {"spoc": Role.SPOC} | {str(name).casefold(): role for role in Role for name in (role.value, role.label)}


@dataclass(frozen=True)
class KnownAgency:
    """An agency of the directory, as far as the rules ask."""

    name: str
    kind: str
    kind_name: str
    takes_requests: bool
    has_ended: bool


@dataclass(frozen=True)
class Known:
    """What the directory knows; names and addresses are folded, so that capitals do not matter."""

    kinds: dict  # folded name of each kind that takes requests: its slug and name
    agencies: dict  # folded name: KnownAgency
    contacts: frozenset  # folded name of the agency, folded address, role
    sender: str  # folded address of whoever sends the sheet
    inspectorate: frozenset = frozenset()  # folded addresses of those who work there


@dataclass(frozen=True)
class Fault:
    """What is wrong with a row, and what to do about it."""

    row: int
    text: str


@dataclass(frozen=True)
class NewAgency:
    """An agency to be added, with the cells of the first row that names it."""

    row: int
    name: str
    kind: str
    kind_name: str
    cells: dict
    agreement_ends_on: date | None


@dataclass(frozen=True)
class NewContact:
    """A contact to be added to an agency, which is known by its name."""

    row: int
    agency: str
    name: str
    email: str
    title: str
    role: Role


@dataclass
class Plan:
    """What a sheet would add, which of its rows add nothing, and what is wrong with it."""

    agencies: dict = field(default_factory=dict)  # folded name: NewAgency
    contacts: dict = field(default_factory=dict)  # folded agency, folded address, role: NewContact
    there: list = field(default_factory=list)
    faults: list = field(default_factory=list)

    @property
    def can_be_entered(self):
        return not self.faults and bool(self.agencies or self.contacts)


class _Wrong(Exception):
    pass


def judge(sheet, known):
    """Return the plan of a sheet. A row with a fault adds nothing; a row that is there already is no fault."""
    plan = Plan()
    headings = {name.casefold(): name for name in HEADER}
    columns = [headings.get(cell.casefold(), "") for cell in sheet.header]
    plan.faults += [Fault(1, text) for text in _faults_of_header(sheet.header, columns)]
    formulas = [] if plan.faults else sheet.faults
    plan.faults += [Fault(number, f"{text}.") for number, text in formulas]
    for number, cells in () if plan.faults else sheet.rows:
        row = dict.fromkeys(HEADER, "") | dict(zip(columns, cells, strict=True))
        try:
            _take(plan, number, row, known)
        except _Wrong as wrong:
            plan.faults.append(Fault(number, str(wrong)))
    return plan


def _faults_of_header(header, columns):
    for cell, column in zip(header, columns, strict=True):
        if not column:
            yield f"The heading ‘{cell}’ is not known. Use the headings of the template."
        elif columns.count(column) > 1:
            yield f"The heading ‘{column}’ is there more than once. Delete one of the columns."
    for needed in (AGENCY, KIND):
        if needed not in columns:
            yield f"There is no heading ‘{needed}’. Use the headings of the template."


def _take(plan, number, row, known):
    for name, most in LONGEST.items():
        if len(row[name]) > most:
            raise _Wrong(f"{name} must be {most} characters or fewer. Shorten it.")
    agency, is_new = _agency(plan, number, row, known)
    contact = _contact(number, row, agency)
    key = (row[AGENCY].casefold(), contact.email, contact.role) if contact else None
    adds = contact is not None and key not in known.contacts and key not in plan.contacts
    if adds and not agency.takes_requests:
        raise _Wrong(f"Only a lead inspector says who holds a role in {agency.name}. Add them on its page.")
    if adds and contact.email == known.sender:
        raise _Wrong("You cannot give yourself a role. Ask a colleague to add you.")
    if adds and contact.email in known.inspectorate:
        raise _Wrong(f"{EMAIL} is that of somebody at HM Inspectorate of Probation, who acts for no other agency.")
    if is_new and row[AGENCY].casefold() not in plan.agencies:
        plan.agencies[row[AGENCY].casefold()] = _new(number, row, agency)
    elif not adds:
        plan.there.append(number)
    if adds:
        plan.contacts[key] = contact


def _agency(plan, number, row, known):
    """Return the agency of a row, and whether the directory lacks it."""
    if not row[AGENCY]:
        raise _Wrong("Agency is empty. Enter the name of the agency.")
    agency, planned = known.agencies.get(row[AGENCY].casefold()), plan.agencies.get(row[AGENCY].casefold())
    if agency is None:
        kind = known.kinds.get((row[KIND] or (planned.kind if planned else "")).casefold())
        if kind is None:
            names = listed(sorted({name for _, name in known.kinds.values()}), last="or")
            raise _Wrong(f"‘{row[KIND]}’ is not a kind of agency. Use {names}.")
        _agree(planned, row)
        return KnownAgency(row[AGENCY], *kind, takes_requests=True, has_ended=False), True
    if agency.has_ended:
        raise _Wrong(f"{agency.name} has ended. Use the agency that has its work now.")
    if row[KIND] and row[KIND].casefold() not in (agency.kind, agency.kind_name.casefold()):
        raise _Wrong(f"{agency.name} is in the directory as {agency.kind_name}. Change the kind or the name.")
    return agency, False


def _agree(first, row):
    for name in OF_THE_AGENCY if first else ():
        if row[name] and row[name].casefold() != first.cells[name].casefold():
            raise _Wrong(f"{name} differs from row {first.row}, which names the same agency. Make them the same.")


def _new(number, row, agency):
    if row[MAILBOX]:
        _address(MAILBOX, row[MAILBOX])
    ends_on = _day(row[AGREEMENT_END]) if row[AGREEMENT_END] else None
    return NewAgency(number, row[AGENCY], agency.kind, agency.kind_name, row, ends_on)


def _contact(number, row, agency):
    if not any(row[name] for name in (CONTACT, EMAIL, TITLE, ROLE)):
        return None
    for name in (CONTACT, EMAIL, ROLE):
        if not row[name]:
            raise _Wrong(f"{name} is empty. A contact needs a name, an email address and a role.")
    email, role = _address(EMAIL, row[EMAIL]), ROLES.get(row[ROLE].casefold())
    may_hold = [one for one in Role if one in held_in(agency.kind)]
    if role not in may_hold:
        raise _Wrong(f"‘{row[ROLE]}’ is not a role there. Use {listed([one.label for one in may_hold], last='or')}.")
    return NewContact(number, row[AGENCY], row[CONTACT], email, row[TITLE], role)


def _address(name, text):
    try:
        validate_email(text)
    except ValidationError:
        raise _Wrong(f"{name} must be in the correct format, like name@example.com.")
    return text.casefold()


def _day(text):
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  (a date has no zone)
        except ValueError:
            continue
    raise _Wrong(f"{AGREEMENT_END} must be a date such as 31/12/2027, the day first.")
