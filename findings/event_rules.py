"""What a sheet of key events says, and what is wrong with each of its rows. Pure: it takes texts and what is known."""

from dataclasses import dataclass, field
from datetime import date

from findings import event_dates
from findings.event_dates import NotADate, When
from panelportal.kit.words import listed

DATE, TIME, KIND, WHAT, WHY, SOURCE = "Date", "Time", "Type", "What happened", "Why it mattered", "Source"
KINDS, WHOM = "With (kind of organisation)", "With (in words)"
HEADER = (DATE, TIME, KIND, WHAT, WHY, SOURCE, KINDS, WHOM)
NEEDED = (DATE, KIND, WHAT, SOURCE)
EXAMPLE = (
    "14 February 2024",
    "14:30",
    "Information not shared",
    "EXAMPLE, which is not imported. The new address was recorded and not passed on.",
    "Others kept visiting the old address for 3 weeks.",
    "Duty log, entry of 14 February 2024",
    "Probation region",
    "",
)
ALSO_CALLED = {  # headings that agencies use in their own chronologies
    DATE: ("date of event", "event date", "when"),
    TIME: ("time of event", "time of day"),
    KIND: ("event type", "type of event", "kind"),
    WHAT: ("event", "key event", "description", "details", "what happened?"),
    WHY: ("significance", "why it mattered?", "why did it matter?"),
    SOURCE: ("source of information", "source record", "record"),
}
SHARING = ("shared", "not-shared")
CALLED = {  # a type, as its words or in short: its value
    "contact": "contact",
    "decision": "decision",
    "information shared": "shared",
    "shared": "shared",
    "information not shared": "not-shared",
    "not shared": "not-shared",
    "not-shared": "not-shared",
}
LONGEST = {SOURCE: 300, WHOM: 200}
MOST = 500  # events of one sheet


@dataclass(frozen=True)
class Known:
    """What is known beside the sheet: today, the period asked about, kinds of organisation, the events there are."""

    today: date
    period: tuple
    kinds: dict  # folded name and slug of each: its slug
    standing: frozenset = frozenset()  # `key_of` each event that the reply has


@dataclass(frozen=True)
class Fault:
    """What is wrong with a row, and what to do about it."""

    row: int
    text: str


@dataclass(frozen=True)
class NewEvent:
    """An event to be added, as the verb takes it, with the row that tells it."""

    row: int
    kind: str
    when: When
    what: str
    why_it_mattered: str
    source: str
    kinds: tuple
    with_whom: str
    is_outside: bool


@dataclass
class Plan:
    """What a sheet would add, which of its rows add nothing, and what is wrong with it."""

    events: list = field(default_factory=list)
    there: list = field(default_factory=list)
    faults: list = field(default_factory=list)

    @property
    def wrong_rows(self):
        return sorted({fault.row for fault in self.faults if fault.row > 1})

    @property
    def is_unreadable(self):
        """Whether the fault is with the sheet as a whole: its headings, or its length."""
        return any(fault.row <= 1 for fault in self.faults)

    @property
    def outside(self):
        return [event for event in self.events if event.is_outside]


def judge(sheet, known):
    """Return the plan of a sheet. A row with a fault adds nothing; one that is there already is no fault."""
    columns = [_column(cell) for cell in sheet.header]
    plan = Plan(faults=[Fault(1, text) for text in _faults_of_header(sheet, columns)])
    told = set(known.standing)
    for number, cells in () if plan.faults else sheet.rows:
        row = dict.fromkeys(HEADER, "") | dict(zip(columns, cells, strict=True))
        if tuple(row[name] for name in HEADER) == EXAMPLE:
            continue
        texts = [text for at, text in sheet.faults if at == number]
        event = None if texts else _event(number, row, known, texts)
        plan.faults += [Fault(number, f"{text}.") for text in texts]
        if event and key_of(event) in told:
            plan.there.append(number)
        elif event:
            told.add(key_of(event))
            plan.events.append(event)
    return plan


def key_of(event):
    """Return by what two events are the same: date, type, text and source."""
    return (event.when, str(event.kind), event.what.casefold(), event.source.casefold())


def _column(cell):
    words = " ".join(cell.casefold().split())
    known = (name for name in HEADER if words in (name.casefold(), *ALSO_CALLED.get(name, ())))
    return next(known, "")


def _faults_of_header(sheet, columns):
    for cell, column in zip(sheet.header, columns, strict=True):
        if not column:
            yield f"The heading ‘{cell}’ is not known. Use the headings of the template."
        elif columns.count(column) > 1:
            yield f"There is more than one column for ‘{column}’. Delete all but one."
    for needed in NEEDED:
        if needed not in columns:
            yield f"There is no heading ‘{needed}’. Use the headings of the template."
    if len(sheet.rows) > MOST:
        yield f"There are more than {MOST} rows. Keep the key events: decisions, information passed on or not."


def _event(number, row, known, texts):
    """Return the event of a row, or None with what is wrong added to `texts`."""
    kind = _kind(row, texts)
    when = _when(row, known, texts)
    kinds = _kinds(row, known, texts) if kind in SHARING else ()
    for name in (WHAT, SOURCE):
        if not row[name]:
            texts.append(f"{name} is empty. {'Say which record tells this' if name == SOURCE else 'Say what happened'}")
    if row[WHAT].startswith("EXAMPLE"):
        texts.append("This is the example row, changed in part. Delete ‘EXAMPLE’ from what happened, or the row")
    for name, most in LONGEST.items():
        if len(row[name]) > most:
            texts.append(f"{name} must be {most} characters or fewer. Shorten it")
    if kind in SHARING and not texts and not (kinds or row[WHOM]):
        texts.append(f"Both columns ‘With’ are empty. Say whom it was {'not ' if kind != 'shared' else ''}shared with")
    if texts:
        return None
    whom, is_outside = row[WHOM] if kind in SHARING else "", _is_outside(when, known.period)
    return NewEvent(number, kind, when, row[WHAT], row[WHY], row[SOURCE], kinds, whom, is_outside)


def _kind(row, texts):
    kind = CALLED.get(" ".join(row[KIND].casefold().split()))
    if kind is None:
        told = f"‘{row[KIND]}’ is not a type of event" if row[KIND] else "Type is empty"
        texts.append(f"{told}. Use Contact, Decision, Information shared or Information not shared")
    return kind


def _when(row, known, texts):
    try:
        return event_dates.read(row[DATE], clock=row[TIME], today=known.today)
    except NotADate as wrong:
        texts.append(str(wrong))


def _kinds(row, known, texts):
    found = []
    for name in filter(None, (part.strip() for part in row[KINDS].replace(",", ";").split(";"))):
        if name.casefold() in known.kinds:
            found.append(known.kinds[name.casefold()])
        else:
            texts.append(f"‘{name}’ is not a kind of organisation. Choose from the list, or use ‘{WHOM}’")
    return tuple(dict.fromkeys(found))


def _is_outside(when, period):
    first, last = period
    return when.latest < first or when.earliest > last


def names_of_types():
    """Return the types of event in the words of the template."""
    return [name.capitalize() for name in ("contact", "decision", "information shared", "information not shared")]


def instructions():
    """Return what the template says beside its table, a line each."""
    return [
        "Each row is one key event. Add only moments that mattered: a decision, information that was passed on or not, "
        "a contact that changed something.",
        f"These columns are needed: {listed(NEEDED)}. Leave the others empty where you have nothing to say.",
        "Date: write what your records tell, the day first. 14/2/2024, 14 Feb 2024, about 14 February 2024, "
        "February 2024, 2024 and 14 to 16 February 2024 are all read.",
        "Time: 14:30 or 2.30pm, and only with an exact date.",
        f"Type: {listed(names_of_types(), last='or')}.",
        "Source: which of your records tells this. It has to be there for each event.",
        "With: only for information shared or not shared. For more than one kind of organisation put a semicolon "
        "between them.",
        "Do not name members of staff, victims or family.",
        "Write values, not formulas. The grey example row is not imported: write over it or leave it.",
        "When you choose the file in the portal you see what would be added, and what to change, before anything is.",
    ]
