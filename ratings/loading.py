"""Loads what the app needs to begin with: the published standards, the types of offence and the themes.

Called after each migrate. A set of standards is only ever created: an
assessment stays pinned to the wording it was begun with.
"""

from pathlib import Path

from django.db import transaction

from ratings import shipped_themes
from ratings.models import KeyQuestion, OffenceType, Prompt, Standard, StandardsSet, Theme
from ratings.standards import reading

FOLDER = Path(__file__).parent / "standards"

# The types that a sample is drawn across: "a serious violent or sexual offence" (section 1.1), in neutral words.
OFFENCE_TYPES = (
    ("murder", "Murder"),
    ("manslaughter", "Manslaughter"),
    ("attempted-murder", "Attempted murder"),
    ("other-death", "Another offence that caused a death"),
    ("serious-violence", "Wounding or other serious violence"),
    ("rape", "Rape"),
    ("sexual-offence-against-a-child", "Sexual offence against a child"),
    ("other-sexual-offence", "Another serious sexual offence"),
    ("kidnap", "Kidnap or false imprisonment"),
    ("robbery", "Armed robbery or robbery with serious violence"),
    ("arson", "Arson with danger to life"),
    ("other", "Another specified offence"),
)


class WordingChanged(RuntimeError):
    """A file has the label of a set that is loaded, but other words: published standards are never changed."""


def load_reference_data(**_):
    """Create what is missing of the sets of standards, the types of offence and the themes."""
    for position, (slug, name) in enumerate(OFFENCE_TYPES, start=1):
        OffenceType.objects.update_or_create(slug=slug, defaults={"name": name, "position": position})
    for path in sorted(FOLDER.glob("*.yaml")):
        load_standards(reading.read(path))
    load_themes(shipped_themes.read())


def load_themes(themes):
    """Create those themes that are missing. One that is there stays as people have made it; so does its name."""
    known = set(Theme.objects.values_list("slug", flat=True))
    taken = {word.casefold() for theme in Theme.objects.all() for word in theme.words}
    for theme in themes:
        if theme.slug not in known and theme.name.casefold() not in taken:
            synonyms = "\n".join(word for word in theme.synonyms if word.casefold() not in taken)
            Theme.objects.create(slug=theme.slug, name=theme.name, meaning=theme.meaning, synonyms=synonyms)


@transaction.atomic
def load_standards(data):
    """Create a set of standards unless its label is there. Returns it. Raises WordingChanged."""
    digest = reading.digest(data)
    loaded = StandardsSet.objects.filter(label=data.label).first()
    if loaded is None:
        return _create(data, digest)
    if loaded.digest != digest:
        raise WordingChanged(
            f"The standards labelled “{data.label}” are loaded with other words. Give them a new label."
        )
    return loaded


def _create(data, digest):
    source = ", ".join([data.source.title, data.source.publisher, data.source.section])
    standards_set = StandardsSet.objects.create(
        label=data.label, source=source, published=data.source.date, digest=digest
    )
    for entry in data.standards:
        standard = Standard.objects.create(
            standards_set=standards_set, number=int(entry.number), name=entry.name, statement=entry.statement
        )
        for question in entry.key_questions:
            _create_question(standard, question)
    return standards_set


def _create_question(standard, entry):
    standards_set = standard.standards_set
    question = KeyQuestion.objects.create(
        standards_set=standards_set,
        standard=standard,
        number=entry.number,
        title=entry.short_title,
        slug=entry.slug,
        text=entry.text,
        position=standards_set.key_questions.count() + 1,
    )
    before = standards_set.prompts.count()
    Prompt.objects.bulk_create(
        Prompt(
            standards_set=standards_set,
            standard=standard,
            key_question=question,
            letter=prompt.letter,
            text=prompt.text,
            may_not_apply=prompt.may_not_apply,
            partnership=prompt.partnership,
            position=position,
        )
        for position, prompt in enumerate(entry.prompts, start=before + 1)
    )
