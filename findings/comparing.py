"""What changed between two versions of a reply (pure): both are cards as `whole_reply.as_data` gives them."""

from collections import Counter
from dataclasses import dataclass
from itertools import zip_longest


@dataclass(frozen=True)
class Change:
    """One row that differs: `before` is None for what was added, `after` for what was taken out."""

    card: str
    key: str
    before: str | None
    after: str | None


def changes_between(old, new):
    """Return every row that differs, by card and row in the order of the newer version, what was taken out last."""
    before, after = _rows_of(old), _rows_of(new)
    places = [*dict.fromkeys([*after, *before])]
    return [change for place in places for change in _changes(place, before.get(place, []), after.get(place, []))]


def tasks_changed(old, new):
    """Return the names of the tasks whose part of the reply differs."""
    cards = [{card["task"]: [] for card in [*old, *new]} for _ in range(2)]
    for found, version in zip(cards, (old, new), strict=True):
        for card in version:
            found[card["task"]].append((card["title"], card["rows"]))
    return {task for task in cards[0] if cards[0][task] != cards[1][task]}


def _rows_of(version):
    """Return the texts of each row by its card's title and its own key, since several may be called alike."""
    rows = {}
    for card in version:
        for key, text in card["rows"]:
            rows.setdefault((card["title"], key), []).append(text)
    return rows


def _changes(place, before, after):
    """Pair what left with what came under one name; what is in both stays out of it."""
    left, came = _less(before, after), _less(after, before)
    return [Change(*place, old, new) for old, new in zip_longest(left, came)]


def _less(texts, others):
    spent, rest = Counter(others), []
    for text in texts:
        if spent[text]:
            spent[text] -= 1
        else:
            rest.append(text)
    return rest
