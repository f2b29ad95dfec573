"""References such as SFO-2026-0412: what stands in URLs, mails and file names instead of any name."""

import re

from django.urls import reverse

from panelportal.kit import clock
from panelportal.kit.models import ReferenceCounter

WIDTHS = {"SFO": 4, "MAC": 3, "REQ": 4, "MLP": 2, "LR": 2, "ACT": 3, "DRAW": 2, "BM": 2, "IL": 4, "INC": 3}


_REFERENCE = re.compile(rf"({'|'.join((*WIDTHS, 'LP'))})-[0-9]{{4}}(-[0-9]{{1,8}}){{1,2}}")


def is_reference(text):
    """Tell whether a text has the form of a reference, whatever it names and whether or not that exists."""
    return _REFERENCE.fullmatch(text) is not None


def next_reference(prefix):
    """Return the next reference of its kind in this year, such as MAC-2026-031.

    Safe under concurrent writers: the counter's row is locked until the
    verb's transaction ends. A number may be skipped, none is given twice.
    Raises KeyError for a prefix that `docs/architecture.md` section 3 does not name.
    """
    width = WIDTHS[prefix]
    year = clock.today().year
    ReferenceCounter.objects.bulk_create([ReferenceCounter(prefix=prefix, year=year)], ignore_conflicts=True)
    counter = ReferenceCounter.objects.select_for_update().get(prefix=prefix, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{prefix}-{year}-{counter.last:0{width}}"


_nouns = {}


def give_page(prefix, url_name, *, model=None):
    """Tell where the page of a noun is, by the prefix of its reference; apps do so when they are ready.

    With its `model` people may name it by its reference, such as in a declaration of a conflict of interest.
    """
    _nouns[prefix] = (url_name, model)


def page_of(reference):
    """Return the path of the page of a reference, whichever app serves it. Raises KeyError for an unknown prefix."""
    url_name, _ = _nouns[_prefix(reference)]
    return reverse(url_name, args=[reference])


def exists(reference):
    """Tell whether a reference names something whose model was given with its page."""
    _, model = _nouns.get(_prefix(reference), ("", None))
    return model is not None and model._default_manager.filter(reference=reference).exists()


def _prefix(reference):
    return reference.partition("-")[0]
