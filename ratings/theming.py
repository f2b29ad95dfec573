"""Theming: the managed list of what learning is about: added to, renamed, merged, retired, and counted over cases."""

from django.utils.text import slugify

from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record, verb
from panelportal.kit.versions import save_next_version
from ratings.models import Theme

DETAILS = ("name", "meaning", "synonyms")
NOT_SLUGS = {"add"}  # addresses of other pages of the list
_sources = []


class WordTaken(ValueError):
    """A word names another theme already: `theme`."""

    def __init__(self, word, theme):
        super().__init__(f"‘{word}’ is a word for ‘{theme}’ already: change that theme, or merge the two")
        self.theme = theme


class NotCurrent(ValueError):
    """The theme was merged into another or retired, so that nothing of it changes."""


class MergedIntoItself(ValueError):
    """A theme is merged into another one."""


def count_where(source):
    """Have a function tell what is marked with themes, as pairs of a theme's key and a case's; when an app is ready."""
    _sources.append(source)


def cases_of_each():
    """Return how many cases each theme is found in, by its key; what a merged one marks counts for its target."""
    targets = dict(Theme.objects.filter(merged_into__isnull=False).values_list("pk", "merged_into"))
    return counted((pair for source in _sources for pair in source()), targets)


def counted(pairs, targets):
    """Return how many distinct cases there are for each theme (pure). `targets` tells what was merged into what."""
    found = {}
    for theme, case in pairs:
        found.setdefault(targets.get(theme, theme), set()).add(case)
    return {theme: len(cases) for theme, cases in found.items()}


@verb
def add_theme(*, name, by, meaning="", synonyms=""):
    """Add a theme to the list. Raises WordTaken."""
    synonyms = _lines(synonyms)
    _refuse_taken(name, synonyms)
    theme = Theme(slug=_free_slug(name), name=name, meaning=meaning, synonyms=synonyms)
    stamp(theme, "added", by=by)
    theme.save()
    record("theme added", about=theme.slug, by=by)
    return theme


@verb
def change_theme(theme, *, name, meaning, synonyms, seen, by):
    """Rename a theme, or change its meaning and synonyms; what it marks stays marked.

    A name that it had becomes a synonym. Raises NotCurrent, WordTaken and ChangedMeanwhile.
    """
    theme = _current(theme)
    before = theme.name
    synonyms = _lines(synonyms if before in (name, *synonyms.splitlines()) else f"{synonyms}\n{before}")
    _refuse_taken(name, synonyms, but=theme)
    theme.name, theme.meaning, theme.synonyms = name, meaning, _without(synonyms, name)
    save_next_version(theme, seen=seen, fields=DETAILS)
    record("theme changed", about=theme.slug, by=by)
    return theme


@verb
def merge_theme(theme, *, into, by):
    """Merge a theme into another: it is chosen no more, and what it marks is read and counted as the other's.

    Its words become synonyms of the other, and what had been merged into it
    goes along. Raises NotCurrent and MergedIntoItself.
    """
    if theme.pk == into.pk:
        raise MergedIntoItself(theme.slug)
    theme, into = _current(theme), _current(into)
    Theme.objects.filter(merged_into=theme).update(merged_into=into)
    theme.merged_into = into
    stamp(theme, "merged", by=by)
    theme.save(update_fields=["merged_into", "merged_by", "merged_at"])
    into.synonyms = _lines("\n".join([into.synonyms, *theme.words]))
    into.version += 1
    into.save(update_fields=["synonyms", "version"])
    record("theme merged", about=theme.slug, by=by, into=into.slug)
    return into


@verb
def retire_theme(theme, *, by):
    """Offer a theme no more; what it marks stays marked and counted. Raises NotCurrent."""
    theme = _current(theme)
    stamp(theme, "retired", by=by)
    theme.save(update_fields=["retired_by", "retired_at"])
    record("theme retired", about=theme.slug, by=by)
    return theme


@verb
def bring_back(theme, *, by):
    """Offer a theme again that was retired. Doing so again changes nothing."""
    theme = Theme.objects.select_for_update().get(pk=theme.pk)
    if theme.retired_at:
        theme.retired_by = theme.retired_at = None
        theme.save(update_fields=["retired_by", "retired_at"])
        record("theme brought back", about=theme.slug, by=by)
    return theme


def _current(theme):
    theme = Theme.objects.select_for_update().get(pk=theme.pk)
    if not theme.is_current:
        raise NotCurrent(theme.slug)
    return theme


def _refuse_taken(name, synonyms, *, but=None):
    words = {word.casefold(): word for word in (name, *synonyms.splitlines())}
    for other in Theme.objects.exclude(pk=but.pk if but else None):
        for word in other.words if other.merged_into_id is None else [other.name]:
            if word.casefold() in words:
                raise WordTaken(words[word.casefold()], other)


def _lines(text):
    """Return the words one a line, each once, without empty lines."""
    words = {" ".join(line.split()).casefold(): " ".join(line.split()) for line in text.splitlines() if line.strip()}
    return "\n".join(words.values())


def _without(synonyms, name):
    return "\n".join(word for word in synonyms.splitlines() if word.casefold() != name.casefold())


def _free_slug(name):
    base = slugify(name)[:50] or "theme"
    taken = NOT_SLUGS | set(Theme.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)
