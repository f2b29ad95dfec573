"""Pages of a long list: the rows of one page are found first, by index, and then loaded with what they show."""

from django.core.paginator import Paginator


class Counted(Paginator):
    """Pages of a list whose length is known already, so that it is not counted once more."""

    def __init__(self, found, size, *, count):
        super().__init__(found, size)
        self.count = count


def page_of(found, number, *, size, count=None):
    """Return the page of a list that an address asks for: the first where it asks for none, the last past the end."""
    pages = Paginator(found, size) if count is None else Counted(found, size, count=count)
    return pages.get_page(number)


def keys_of(page):
    """Return the rows of a page of a queryset as a subquery: what they show is asked for them alone."""
    return page.object_list.values("pk")
