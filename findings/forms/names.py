import hashlib
from dataclasses import dataclass

from cases import disclosing
from cases.models import Kind
from findings import ciphers


@dataclass(frozen=True)
class _Shown:
    """A name that the agency was shown, as `ciphers` looks for it."""

    names: tuple
    cipher: str = "name"


class NamesAsked:
    """Asks about what looks like somebody's name before it is saved; it is never refused.

    `names` is what to ask about: words that were typed, found by their
    pattern or because the agency was shown that name. The glossary of the
    case is not asked: whoever typed names to see which of them are asked
    about would learn who else is in it. Sent again with `kept_mark` they
    stay. What was saved before is not asked about again. Subclasses name
    their texts in `may_name`.
    """

    may_name = ()
    names = ()

    def save(self, *, by):
        """Hand the answers to the verb, unless there are names to ask about. Returns whether they were taken."""
        found = self._found_in(self.cleaned_data.get(name) for name in self.may_name)
        new = [name for name in found if name not in self._saved_before()]
        if new and self.data.get("keep") != _mark_of(new):
            self.names = new
            return False
        return super().save(by=by)

    @property
    def kept_mark(self):
        """What the button that keeps these names sends, and no others."""
        return _mark_of(self.names)

    def _saved_before(self):
        return self._found_in(self.initial.get(name) for name in self.may_name)

    def _found_in(self, texts):
        text = "\n".join(filter(None, texts))
        shown = disclosing.disclosed(self.part).filter(kind__in=(Kind.NAME, Kind.OTHER_NAMES))
        names = [_Shown(tuple(value.splitlines())) for value in shown.values_list("value", flat=True)]
        known = [found.written for found in ciphers.names_in(text, names)]
        guessed = [name for name in ciphers.looks_like_names(text) if not any(one in name for one in known)]
        return known + guessed


def _mark_of(names):
    return hashlib.sha256("\n".join(sorted(names)).encode()).hexdigest()[:16]
