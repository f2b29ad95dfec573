"""Reads the themes that are shipped and checks that each is whole and named once."""

from dataclasses import dataclass
from pathlib import Path

import yaml

FILE = Path(__file__).parent / "themes.yaml"
TEXTS = ("slug", "name", "meaning")


@dataclass(frozen=True)
class ShippedTheme:
    """A theme as the file has it; `synonyms` are other words for it."""

    slug: str
    name: str
    meaning: str
    synonyms: tuple[str, ...] = ()


def read(path=FILE):
    """Return the themes in the file at `path`. Raises ValueError with a sentence that says what is wrong, and where."""
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    themes = [_theme(entry, f"{path.name}, theme {place}") for place, entry in enumerate(entries, start=1)]
    _none_twice([theme.slug for theme in themes])
    _none_twice([word.casefold() for theme in themes for word in (theme.name, *theme.synonyms)])
    return themes


def _theme(entry, where):
    if not isinstance(entry, dict) or set(entry) - {*TEXTS, "synonyms"} or not set(TEXTS) <= set(entry):
        raise ValueError(f"{where}: a theme has slug, name, meaning, and may have synonyms.")
    words = [entry[name] for name in TEXTS] + list(entry.get("synonyms", ()))
    if any(not isinstance(word, str) or not word or word != " ".join(word.split()) for word in words):
        raise ValueError(f"{where}: each text stands on one line without spaces around it.")
    return ShippedTheme(*words[:3], synonyms=tuple(words[3:]))


def _none_twice(words):
    for word in words:
        if words.count(word) > 1:
            raise ValueError(f"“{word}” is used for more than one theme.")
