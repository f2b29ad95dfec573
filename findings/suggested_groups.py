"""Which learning points might belong together, and why (pure). It only suggests: a person accepts or declines."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field

from panelportal.kit.words import listed, lowered


@dataclass(frozen=True)
class Candidate:
    """What is looked at of one learning point that is in no group yet. Its words are not."""

    reference: str
    agency: str
    agency_kind: str
    kind: str  # worked well or should improve, in words
    level: str  # in words
    themes: frozenset = field(default_factory=frozenset)  # their names
    touches: frozenset = field(default_factory=frozenset)  # kinds of agency, by name


@dataclass(frozen=True)
class Suggestion:
    """A group that might be made: `because` says why, in words; `theme` is the name of the theme that it rests on."""

    title: str
    references: tuple
    because: str
    theme: str = ""

    @property
    def mark(self):
        """What it is known by: the same points for the same reason give the same mark."""
        return hashlib.sha256("\n".join([self.title, *self.references]).encode()).hexdigest()[:16]


def suggest(candidates, declined=()) -> list[Suggestion]:
    """Return the groups to suggest, the largest first; none of one point, and none that was declined.

    First by theme; then, of what no theme joins, by kind, level and the kinds
    of agency that are touched, across two agencies at least.
    """
    by_theme = _by_theme(candidates)
    joined = {reference for one in by_theme for reference in one.references}
    by_rest = _by_kind_and_level([one for one in candidates if one.reference not in joined])
    found = [one for one in [*by_theme, *by_rest] if one.mark not in declined]
    return sorted(found, key=lambda one: (-len(one.references), one.title))


def _by_theme(candidates):
    marked = defaultdict(list)
    for one in candidates:
        for theme in one.themes:
            marked[theme].append(one)
    return [
        Suggestion(theme, _references(points), f"{_how_many(points)} marked with this theme", theme)
        for theme, points in marked.items()
        if len(points) > 1
    ]


def _by_kind_and_level(candidates):
    alike = defaultdict(list)
    for one in candidates:
        for touched in {*one.touches, one.agency_kind}:
            alike[one.kind, one.level, touched].append(one)
    found = {}
    for (kind, level, touched), points in sorted(alike.items()):
        if len({one.agency for one in points}) > 1:
            because = f"{_how_many(points)} of the same kind and level, and touch {lowered(touched)}"
            title = f"{kind}, {lowered(level)}: {touched}"
            found.setdefault(_references(points), Suggestion(title, _references(points), because))
    return [one for one in found.values() if not any(set(one.references) < set(other) for other in found)]


def _references(points):
    return tuple(sorted(one.reference for one in points))


def _how_many(points):
    agencies = sorted({one.agency for one in points})
    return f"{len(points)} learning points of {listed(agencies)} are"
