"""References such as SFO-2026-0412: what stands in URLs, mails and file names instead of any name."""

from django.urls import reverse

from panelportal.kit import clock
from panelportal.kit.models import ReferenceCounter

WIDTHS = {"SFO": 4, "MAC": 3, "REQ": 4, "MLP": 2, "LR": 2, "ACT": 3, "DRAW": 2, "BM": 2}


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


_pages = {}


def give_page(prefix, url_name):
    """Tell where the page of a noun is, by the prefix of its reference; apps do so when they are ready."""
    _pages[prefix] = url_name


def page_of(reference):
    """Return the path of the page of a reference, whichever app serves it. Raises KeyError for an unknown prefix."""
    return reverse(_pages[reference.partition("-")[0]], args=[reference])
