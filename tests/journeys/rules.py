"""What holds for every page that anybody sees, checked as people walk through them."""

import re
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.urls import resolve

AXE = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
COMPONENTS = "[...new Set([...document.querySelectorAll('main *')].flatMap(e => [...e.classList]))].sort().join(' ')"


class Rules:
    """Looks at each page, and closely at each kind of page once.

    A kind is the view behind the address together with the components that
    stand on the page, so that the same page with an error or in another
    state is looked at again. `unsaid` are the words that no address and no
    title may hold.
    """

    def __init__(self, unsaid):
        self.unsaid, self.looked_at, self.axe = unsaid, set(), Axe()

    def see(self, page, errors=(), *, closely=True):
        """Check the page as it stands. `errors` are what its console said; without scripts nothing looks closely."""
        where = f"{page.title()}, {page.url}"
        assert page.locator("h1").count() == 1, f"not one h1: {where}"
        assert not list(errors), f"errors in the console: {errors}, {where}"
        self.keep_quiet(page.title())
        self.keep_quiet(page.url)
        if closely:
            kind = resolve(urlsplit(page.url).path).view_name, page.evaluate(COMPONENTS)
            if kind not in self.looked_at:
                self.looked_at.add(kind)
                self._look_closely(page, where)

    def keep_quiet(self, text):
        """Assert that a text which strangers may see tells nothing of the person whom the case is about."""
        told = [words for words in self.unsaid if re.search(rf"\b{re.escape(words)}\b", text, re.IGNORECASE)]
        assert not told, f"tells {told}: {text}"

    def _look_closely(self, page, where):
        found = self.axe.run(page, options=AXE)
        assert not found.violations_count, f"{where}\n{found.generate_report()}"
        page.set_viewport_size(NARROW)
        width = page.evaluate("document.documentElement.scrollWidth")
        page.set_viewport_size(WIDE)
        assert width <= NARROW["width"], f"scrolls sideways, {width} wide: {where}"
