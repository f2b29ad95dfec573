"""The first text of a learning report, made from what the panel agreed; its writers make it theirs.

Background and method tell counts of agencies, never their names, and
nothing of what the case itself says.
"""

import re
from dataclasses import dataclass, field

from findings.models.learning_points import PointKind
from panelportal.kit import words
from panels.models.actions import ActionLevel
from panels.models.paragraphs import SectionNumber

MOST_IN_SUMMARY = 5
HOW_GATHERED = (
    "Each agency checked its own records and told us what it had learned: what worked well, what should improve, why, "
    "and what would make a difference. The agencies that were involved then met as a learning panel, which agreed the "
    "learning in this report. It looks for learning, not for blame."
)


@dataclass
class Draft:
    """A paragraph to be written: where, about which case, and where it comes from."""

    number: int
    text: str
    case: object = None
    entries: list = field(default_factory=list)
    points: list = field(default_factory=list)


@dataclass(frozen=True)
class Gathered:
    """How many agencies were asked about the cases of a panel, replied, and attended, and what came of it."""

    asked: int
    replied: int
    attended: int
    actions: int
    reference: str
    met_on: object
    cases: int


def first_draft(entries, gathered):
    """Return the paragraphs of a new report, in order, from the entries of learning that the panel agreed."""
    findings = [part for entry in entries for part in _findings(entry)]
    improve = [part for part in findings if part.number == SectionNumber.FINDINGS]
    well = [part for part in findings if part.number == SectionNumber.WORKED_WELL]
    return [
        Draft(SectionNumber.SUMMARY, _summary(gathered, len(improve), len(well))),
        *(_in_summary(part) for part in improve[:MOST_IN_SUMMARY]),
        Draft(SectionNumber.BACKGROUND, _background(gathered)),
        Draft(SectionNumber.GATHERING, HOW_GATHERED),
        Draft(SectionNumber.GATHERING, _counts(gathered)),
        *improve,
        *well,
        *_by_level(entries),
    ]


def _findings(entry):
    """Return one paragraph, or two where an entry names points of both kinds."""
    points = list(entry.learning_points.all())
    well = [point for point in points if point.kind == PointKind.WORKED_WELL]
    improve = [point for point in points if point.kind == PointKind.SHOULD_IMPROVE]
    parts = []
    if improve or not well:
        parts.append(Draft(SectionNumber.FINDINGS, _what_why_change(entry, improve), entry.case, [entry], improve))
    if well:
        parts.append(Draft(SectionNumber.WORKED_WELL, _what_why_change(entry, well), entry.case, [entry], well))
    return parts


def _what_why_change(entry, points):
    why = _each(point.why for point in points)
    change = _each(point.would_help for point in points)
    parts = [entry.text.strip()]
    parts += [f"Why: {why}"] if why else []
    parts += [f"What would help: {change}"] if change else []
    return "\n\n".join(parts)


def _each(texts):
    """Return the texts, each once, as sentences one after another."""
    sentences = dict.fromkeys(text.strip() for text in texts if text.strip())
    return " ".join(text if text.endswith((".", "?", "!")) else f"{text}." for text in sentences)


def _in_summary(part):
    first = re.split(r"(?<=[.!?])\s+|\n", part.text, maxsplit=1)[0]
    return Draft(SectionNumber.SUMMARY, first, part.case, part.entries, part.points)


def _summary(gathered, improve, well):
    met_on, actions = words.short_day(gathered.met_on), _number(gathered.actions, "action")
    return (
        f"A learning panel met on {met_on}. It agreed {_number(improve, 'finding')} about what should improve and "
        f"{_number(well, 'finding')} about what worked well, and set {actions}."
    )


def _background(gathered):
    return (
        f"This report follows panel {gathered.reference}, about {_number(gathered.cases, 'case')} in which a serious "
        "further offence was reviewed. It tells what agencies learned about working together. It names no person, and "
        "does not judge what any member of staff did."
    )


def _counts(gathered):
    asked, replied, attended = (
        _number(count, "agency", "agencies") for count in (gathered.asked, gathered.replied, gathered.attended)
    )
    return f"We asked {asked}. {replied.capitalize()} replied and {attended} attended the panel."


def _by_level(entries):
    """Return one paragraph for each case and level that the agreed learning reaches."""
    found = {}
    for level in ActionLevel:
        for entry in entries:
            points = [point for point in entry.learning_points.all() if point.level == level.value]
            if points:
                part = found.setdefault((level, entry.case_id), Draft(SectionNumber.LEVELS, "", entry.case))
                part.entries.append(entry)
                part.points += [point for point in points if point not in part.points]
    for (level, _), part in found.items():
        part.text = f"{level.label}: {_each(entry.text for entry in part.entries)}"
    return list(found.values())


def _number(count, one, several=""):
    return f"{count or 'no'} {one if count == 1 else several or one + 's'}"
