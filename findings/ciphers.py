"""Names and what stands for them (pure): GP1 for a named doctor, in what is read, while what was written stays.

A cipher is anything with `cipher` and `names`, the ways in which one name
is written. A name is found as whole words, whatever its case, its spaces,
the form of its apostrophes, hyphens and accents, or a full stop after a
title; never inside another word, a double-barrelled name or a name such as
O'Brien. Of names that begin at the same place the longest is taken, so
that "Ann Smith" is not read as "Ann"; of those that overlap, the first.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import count

APOSTROPHES = "'’"
HYPHENS = "‐‑-"  # the plain one last, as it has to stand in a set
CAPITALS = "".join(filter(str.isupper, map(chr, range(0x250))))  # of the Latin alphabets of Europe
MARKS = "\u0300-\u036f"  # accents that stand after their letter

# An apostrophe or hyphen joins a word to the next, but for "ex-" and "non-".
STARTS = rf"(?<![\w{MARKS}])(?:(?<![\w{MARKS}][{APOSTROPHES}{HYPHENS}])|(?<=\bex[{HYPHENS}])|(?<=\bnon[{HYPHENS}]))"
ENDS = rf"(?![\w{MARKS}])(?![{HYPHENS}](?-i:[{CAPITALS}]))"  # "Smith-Jones" is another name, "Smith-led" is not

ORDINARY_WORDS = frozenset(
    "april art august bill bob christian dawn don drew faith frank grace grant guy hope iris ivy jack joy june lance "
    "mark may miles nick pat rob rose sue summer violet will".split()
)


@dataclass(frozen=True)
class Found:
    """A name that stands in a text: as it is written there, and what should stand for it."""

    written: str
    cipher: str


def replace(text, ciphers):
    """Return the text with each name replaced by its cipher; a possessive keeps its ending: GP1's."""
    return replacer(ciphers)(text)


def replacer(ciphers):
    """Return `replace` for many texts and the same ciphers: what to look for is worked out once."""
    stands, pattern = _prepared(ciphers)
    if not stands:
        return lambda text: text
    return lambda text: pattern.sub(lambda match: stands[match.lastindex - 1], text)


def names_in(text, ciphers):
    """Return what was Found in a text, in the order in which it first stands there, each spelling once."""
    stands, pattern = _prepared(ciphers)
    if not stands:
        return []
    found = (Found(" ".join(match.group().split()), stands[match.lastindex - 1]) for match in pattern.finditer(text))
    return list(dict.fromkeys(found))


def key_of(name):
    """Return what two ways of writing the same name have in common: 'Dr. José  O’Dea' and 'dr josé o'dea'."""
    return _spelled(name).casefold()


def is_ordinary_word(name):
    """Tell whether a name alone would be found in sentences that name nobody, such as May or Will."""
    return key_of(name) in ORDINARY_WORDS


def next_cipher(begins, taken):
    """Return the first cipher that begins so and is not taken: GP1, or GP2 where that is."""
    taken = {one.casefold() for one in taken}
    return next(one for one in (f"{begins}{number}" for number in count(1)) if one.casefold() not in taken)


def _spelled(name):
    text = unicodedata.normalize("NFC", name)
    text = re.sub(f"[{APOSTROPHES}]", "'", re.sub(f"[{HYPHENS}]", "-", text))
    return " ".join(filter(None, (word.rstrip(".") for word in text.split())))


def _prepared(ciphers):
    """Return the ciphers in the order of the groups of a pattern, and that pattern."""
    stands = {}
    for one in ciphers:
        for name in map(_spelled, one.names):
            stands.setdefault(name, one.cipher)
            stands.setdefault(unicodedata.normalize("NFD", name), one.cipher)
    stands.pop("", None)
    longest_first = sorted(stands, key=lambda name: (-len(name), name))
    pattern = "|".join(f"({_pattern_of(name)})" for name in longest_first)
    return [stands[name] for name in longest_first], re.compile(f"{STARTS}(?:{pattern}){ENDS}", re.IGNORECASE)


def _pattern_of(name):
    words = (re.escape(word).replace("'", f"[{APOSTROPHES}]").replace(r"\-", f"[{HYPHENS}]") for word in name.split())
    return r"\.?\s+".join(words)


# ---- names that no glossary knows --------------------------------------------------------------------

SHORT_TITLES = "Dr Mr Mrs Ms Mx Prof Rev Sgt Insp Supt".split()  # a full stop may follow
LONG_TITLES = (
    "Miss Sir Lady Dame Doctor Professor Reverend Father Judge Nurse Sister Matron Midwife Sergeant Constable "
    "Inspector Superintendent Officer Paramedic Counsellor WPC PC DC DS DI DCI PCSO"
).split()
JOBS = (
    "nurse doctor sergeant constable inspector officer midwife paramedic counsellor consultant psychiatrist teacher "
    "headteacher solicitor worker manager practitioner"
).split()
NO_NAMES = frozenset(
    "A Accident After All Also An And April Assistant Associate At August Before Both But By Case Care Centre Chief "
    "Clinic Community Constable Consultant Coordinator Court Crown December Department Did Duty During February "
    "Following For Friday From General Had Has He Her His Home Hospital However I If In Inspector Is It Its January "
    "July June Lead Led Liaison Magistrate Manager March May Mental Midwife Monday Nurse November October Of Officer "
    "On Our Police Practice Practitioner Prescriber Prison Probation Reported Saturday School Senior September "
    "Sergeant She Social Specialist Station Sunday Superintendent Support Surgery Team That The Their Then There They "
    "This Thursday To Told Tuesday Unit Ward Was We Wednesday When Who With Worker".split()
)
WORD = rf"[{CAPITALS}](?:[{APOSTROPHES}][{CAPITALS}])?[^\W\d_{CAPITALS}][^\W\d_]*(?:[{HYPHENS}][{CAPITALS}][^\W\d_]+)?"
PARTICLES = "(?:(?:de|da|di|du|la|le|van|von|der|den|el|al|ap|bin|ter) ){0,2}"
GAP = "[ \\t\u00a0]+"
TITLED = re.compile(
    rf"(?<!\w)(?:(?:{'|'.join(SHORT_TITLES)})\.?|{'|'.join(LONG_TITLES + JOBS)}){GAP}"
    rf"((?:[{CAPITALS}]\.?{GAP}){{0,2}}{PARTICLES}{WORD}(?:{GAP}{PARTICLES}{WORD}){{0,2}})"
)


def looks_like_names(text):
    """Return what looks like the name of a person in a text: a title or a job, then words with a capital.

    It is a guess for a warning, never a reason to refuse: it misses names
    without a title, and takes "Nurse Blue" for one. Each once, as written.
    """
    found = {}
    for match in TITLED.finditer(text):
        words = match.group(1).split()
        while words and words[-1] in NO_NAMES:
            words.pop()
        first = next((word for word in words if word[0].isupper() and len(word.rstrip(".")) > 1), None)
        if first is not None and first not in NO_NAMES:
            title = match.group()[: match.start(1) - match.start()].strip()
            found[" ".join([title, *words])] = None
    return list(found)
