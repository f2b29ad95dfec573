"""Reads a set of standards from its file and checks that nothing is missing or out of order."""

import hashlib
from dataclasses import dataclass

import yaml


@dataclass(frozen=True)
class Prompt:
    """A lettered question; the two marks are ours and not part of the publication."""

    letter: str
    text: str
    may_not_apply: bool
    partnership: bool


@dataclass(frozen=True)
class KeyQuestion:
    """A question set. `number` and `text` are empty where the publication has prompts directly under a standard."""

    number: str
    text: str
    short_title: str
    slug: str
    prompts: tuple[Prompt, ...]


@dataclass(frozen=True)
class Standard:
    number: str
    name: str
    statement: str
    key_questions: tuple[KeyQuestion, ...]


@dataclass(frozen=True)
class Source:
    title: str
    publisher: str
    date: str
    section: str


@dataclass(frozen=True)
class StandardsData:
    """A published set of standards, in the published order."""

    label: str
    source: Source
    standards: tuple[Standard, ...]


def read(path):
    """Return the set of standards in the file at `path`.

    Raises ValueError with a sentence that names what is missing, unknown,
    doubled or out of order, and where.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ValueError(f"{path.name} is not a YAML file: {error}") from error
    data = _set(content, path.name)
    _no_slug_twice(data)
    return data


def digest(data):
    """Return the SHA-256, in hexadecimal, of the published wording in its order.

    Numbers, names, statements, questions, letters and prompts count; what is
    ours (label, source, short titles, slugs, marks) does not.
    """
    return hashlib.sha256("\n".join(_wording(data)).encode()).hexdigest()


def _wording(data):
    for standard in data.standards:
        yield f"{standard.number}. {standard.name}"
        yield standard.statement
        for question in standard.key_questions:
            yield f"{question.number} {question.text}"
            for prompt in question.prompts:
                yield f"{prompt.letter}) {prompt.text}"


def _set(content, where):
    _has_only(content, where, needs={"label", "source", "standards"})
    return StandardsData(
        label=_text(content, "label", where),
        source=_source(content["source"], f"{where}, source"),
        standards=tuple(
            _standard(entry, f"{where}, standard {number}", str(number))
            for number, entry in enumerate(_list(content, "standards", where), start=1)
        ),
    )


def _source(entry, where):
    fields = ("title", "publisher", "date", "section")
    _has_only(entry, where, needs=set(fields))
    return Source(**{field: _text(entry, field, where) for field in fields})


def _standard(entry, where, number):
    _has_only(entry, where, needs={"number", "name", "statement", "key_questions"})
    _is(entry, "number", number, where)
    questions = _list(entry, "key_questions", where)
    numbers = [f"{number}.{place}" for place in range(1, len(questions) + 1)]
    if len(questions) == 1:
        numbers = [""]  # one question set needs no number of its own, and the publication gives it none
    return Standard(
        number=number,
        name=_text(entry, "name", where),
        statement=_text(entry, "statement", where),
        key_questions=tuple(
            _key_question(question, f"{where}, key question {place}", numbered)
            for place, (question, numbered) in enumerate(zip(questions, numbers, strict=True), start=1)
        ),
    )


def _key_question(entry, where, number):
    _has_only(entry, where, needs={"number", "text", "short_title", "slug", "prompts"})
    _is(entry, "number", number, where)
    if not number:
        _is(entry, "text", "", where)
    return KeyQuestion(
        number=number,
        text=_text(entry, "text", where) if number else "",
        short_title=_text(entry, "short_title", where),
        slug=_text(entry, "slug", where),
        prompts=tuple(
            _prompt(prompt, f"{where}, prompt {chr(place)}", chr(place))
            for place, prompt in enumerate(_list(entry, "prompts", where), start=ord("a"))
        ),
    )


def _prompt(entry, where, letter):
    _has_only(entry, where, needs={"letter", "text"}, may_have={"may_not_apply", "partnership"})
    _is(entry, "letter", letter, where)
    return Prompt(
        letter=letter,
        text=_text(entry, "text", where),
        may_not_apply=_mark(entry, "may_not_apply", where),
        partnership=_mark(entry, "partnership", where),
    )


def _has_only(entry, where, *, needs, may_have=frozenset()):
    if not isinstance(entry, dict):
        raise ValueError(f"{where}: this must be a list of names with values.")
    if missing := needs - entry.keys():
        raise ValueError(f"{where}: {', '.join(sorted(missing))} is missing.")
    if unknown := entry.keys() - needs - may_have:
        raise ValueError(f"{where}: {', '.join(sorted(map(str, unknown)))} is not known here.")


def _is(entry, name, expected, where):
    if entry[name] != expected:
        raise ValueError(f"{where}: {name} must be '{expected}', but is {entry[name]!r}.")


def _text(entry, name, where):
    value = entry[name]
    if not isinstance(value, str) or not value or value != " ".join(value.split()):
        raise ValueError(f"{where}: {name} must be a text on one line without spaces around it, but is {value!r}.")
    return value


def _list(entry, name, where):
    value = entry[name]
    if not isinstance(value, list) or not value:
        raise ValueError(f"{where}: {name} must be a list with at least one entry.")
    return value


def _mark(entry, name, where):
    value = entry.get(name, False)
    if not isinstance(value, bool):
        raise ValueError(f"{where}: {name} must be true or left out, but is {value!r}.")
    return value


def _no_slug_twice(data):
    slugs = [question.slug for standard in data.standards for question in standard.key_questions]
    for slug in slugs:
        if slugs.count(slug) > 1:
            raise ValueError(f"The slug {slug} is used for more than one key question.")
