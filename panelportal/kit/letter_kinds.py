"""The kinds of letters, as apps declare them when they are ready."""

from dataclasses import dataclass


def always_due(letter):
    """Tell that a letter is due whatever has happened since it was written."""
    return True


def nobody_is_told(letter):
    """Do nothing when a letter comes back: that it bounced stands on it and in the trail."""


@dataclass(frozen=True)
class Kind:
    """A kind of letter, as an app declares it when it is ready."""

    name: str
    still_due: callable = always_due
    renew: callable = None
    on_bounce: callable = nobody_is_told
    first_in_line: bool = False
    keep_text: bool = True


@dataclass(frozen=True)
class Calendar:
    """A calendar part: its bytes and its method, REQUEST or CANCEL."""

    data: bytes
    method: str


declared = {}


def kind(name, **options):
    """Declare a kind of letter. `still_due(letter)` is asked when the letter is about to leave.

    A kind whose words follow what happens until then, such as a digest, has
    `renew(letter)`: it returns the context to print the letter with anew.
    `on_bounce(letter)` is called, inside a verb, when the letter comes back for good.
    """
    declared[name] = Kind(name, **options)
