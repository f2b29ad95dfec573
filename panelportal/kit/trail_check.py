"""Checking the trail: does each entry follow from the one before, and each seal cover what it sealed?"""

from panelportal.kit.models import ReadEntry, ReadSeal, TrailEntry, TrailHead
from panelportal.kit.trail import FIRST, entry_digest, reads_digest, record, verb

ABOUT = "trail"
HOLDS, BROKEN = "trail checked", "trail found broken"


def verify():
    """Check the chain of acts and the seals of reads, oldest first, while others go on writing.

    Returns None when all holds, else a sentence that names the first broken link.
    """
    return _first_broken_act() or _first_broken_seal()


def check_nightly():
    """Check the trail and record in it what was found. Returns what `verify` returns."""
    broken = verify()
    _note(broken)
    return broken


def last_check():
    """Return the entry of the last nightly check, or None before the first."""
    return TrailEntry.objects.filter(about=ABOUT, act__in=(HOLDS, BROKEN)).newest_first().first()


@verb
def _note(broken):
    """Record what a check found."""
    if broken:
        record(BROKEN, about=ABOUT, by=None, found=broken)
    else:
        record(HOLDS, about=ABOUT, by=None, acts=TrailEntry.objects.count(), seals=ReadSeal.objects.count())


def _first_broken_act():
    # The head is read first: what is chained while this walks stands after it.
    head = TrailHead.objects.filter(pk=1).values_list("digest", flat=True).first() or FIRST
    previous, count, met = FIRST, 0, head == FIRST
    for entry in TrailEntry.objects.order_by("pk").iterator(chunk_size=2000):
        if entry.previous != previous or entry.digest != entry_digest(entry):
            return f"Entry {entry.pk} of the trail ({entry.act}, {entry.about}) does not follow from the one before."
        previous = entry.digest
        count += 1
        met = met or entry.digest == head
    return None if met else f"The trail ends too early: entries after number {count} are missing."


def _first_broken_seal():
    previous = FIRST
    for seal in ReadSeal.objects.order_by("pk").iterator(chunk_size=500):
        entries = list(ReadEntry.objects.filter(pk__range=(seal.first_read, seal.last_read)).order_by("pk"))
        holds = (seal.previous, seal.count, seal.digest) == (previous, len(entries), reads_digest(previous, entries))
        if not holds:
            return f"Seal {seal.pk} of the reads ({seal.first_read} to {seal.last_read}) is broken."
        previous = seal.digest
    return None
