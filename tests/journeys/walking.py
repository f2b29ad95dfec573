"""People with a browser. What they do is told in words of the page, and each page they reach keeps the rules."""

import re
from contextlib import contextmanager
from urllib.parse import urljoin, urlsplit

from agencies import second_factor
from tests.factories.authenticator import App
from tests.journeys.rules import WIDE

MAIL = "the mail"


class Walker:
    """Gives each person a browser of their own, and nobody's cookies to anybody else."""

    def __init__(self, browser, portal, rules, post):
        self.browser, self.portal, self.rules, self.post = browser, portal, rules, post

    def person(self, user=None, *, scripts=True):
        """Return somebody with a fresh browser; without a user, somebody who has no account."""
        context = self.browser.new_context(base_url=self.portal, viewport=WIDE, java_script_enabled=scripts)
        context.set_default_timeout(20_000)
        has_been_here = user is not None and user.terms_version and second_factor.is_needed(user)
        app = App.of(user) if has_been_here and not second_factor.is_enrolled(user) else None
        return Person(self, user, context, scripts, app)


class Person:
    """Somebody at a browser. `screens` are the headings of the pages seen since the last mail."""

    sets_up = True  # an authenticator app, when the portal asks for a second step

    def __init__(self, walker, user, context, scripts, app=None):
        self.user, self.post, self.rules, self.scripts, self.app = user, walker.post, walker.rules, scripts, app
        self.page, self.screens, self.errors = context.new_page(), [], []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        self.page.on("request", lambda request: self.rules.keep_quiet(request.url))

    # ---- coming to a page ------------------------------------------------------------------------

    def open(self, address):
        self.page.goto(address)
        self._see()
        self.set_up_app()

    def sign_in(self, address="/"):
        """Go to an address that asks who is there, and land on it: by the code from the mail, the terms if new."""
        self.open(address)
        self.say_who()
        assert self.page.url == urljoin(self.page.url, address), f"{address} led to {self.page.url}"

    def say_who(self):
        """Answer the sign-in page: the address, the code, the second step where one has an app, the terms if new."""
        self.fill("Email address", self.user.email)
        self.press("Continue")
        self.fill("Code", self.post.code_for(self.user.email))
        self.press("Continue")
        if self.heading == "Second step" and self.app:
            self.screens.pop()  # docs/screens.md counts signing in as two screens for everybody
            self.fill("Code", self.app.code())
            self.press("Continue")
        if self.heading == "Before you start":
            self.agree("I accept these terms and will keep what I read here confidential")
            self.press("Accept and continue")
        self.set_up_app()

    def set_up_app(self):
        """Set up an authenticator app if the page asks for it. Those screens come once, and are not counted."""
        if self.heading != "Set up a second step" or not self.sets_up:
            return
        counted = self.screens[:-1]
        self.follow("Authenticator app")
        self.app = App(self.page.locator(".portal-secret").inner_text().replace(" ", ""))
        self.fill("Code from your app", self.app.code())
        self.press("Add this app")
        self.codes = self.page.locator(".portal-codes li").all_inner_texts()
        self.press("I have kept my codes")
        self.screens[:] = [*counted, self.heading]

    def take_mail(self, subject):
        """Open the link of a mail that this person got; whoever is not signed in signs in first."""
        self.screens = [MAIL]
        link = self.post.link_to(self.user.email, subject)
        if self.page.url == "about:blank":
            self.sign_in(link)
        else:
            self.open(link)
        assert self.page.url == link, f"{link} led to {self.page.url}"

    def follow(self, text, *, exact=True):
        with self._leaving():
            self.page.get_by_role("link", name=text, exact=exact).first.click()

    def press(self, text, *, exact=True):
        with self._leaving():
            self.page.get_by_role("button", name=text, exact=exact).click()

    def unfold(self, text):
        self.page.get_by_text(text, exact=True).click()

    def go_to_work(self):
        self.open("/")
        assert self.heading == "Your work"

    # ---- filling in ------------------------------------------------------------------------------

    def fill(self, label, text):
        self.page.get_by_label(_either_way(label)).fill(text)

    def fill_in(self, **texts):
        """Fill fields by name: for pages on which many have similar labels."""
        for name, text in texts.items():
            self.page.locator(f"[name={name}]").fill(text)

    def select(self, label, option):
        self.page.get_by_label(_either_way(label)).select_option(label=option)

    def choose(self, question, answer):
        self._asked(question).get_by_role("radio", name=answer, exact=True).check()

    def tick(self, question, *answers):
        """Tick these answers of a question and no others."""
        asked, offered = self._asked(question), self.offered(question)
        assert set(answers) <= set(offered), f"{question} offers {offered}"
        for text in offered:
            asked.get_by_label(text, exact=True).set_checked(text in answers)

    def agree(self, label):
        self.page.get_by_role("checkbox", name=label, exact=True).check()

    def date(self, question, day):
        asked = self._asked(question)
        for part in ("day", "month", "year"):
            asked.get_by_label(part.capitalize(), exact=True).fill(str(getattr(day, part)))

    # ---- reading ---------------------------------------------------------------------------------

    @property
    def agency(self):
        return self.user.memberships.live().get().agency.name

    @property
    def heading(self):
        return " ".join(self.page.locator("h1").inner_text().split())

    @property
    def path(self):
        return urlsplit(self.page.url).path

    @property
    def text(self):
        return self.page.locator("main").inner_text()

    def reads(self, *texts):
        for text in texts:
            assert text in self.text, f"{self.page.url} has no “{text}”: {self.text}"

    def does_not_read(self, *texts):
        said = self.page.locator("body").inner_text()
        assert not [text for text in texts if text in said], f"{self.page.url} should not tell it: {said}"

    def offered(self, question):
        """Return the answers of a question that can be ticked."""
        return self._asked(question).locator(".govuk-checkboxes__label").all_inner_texts()

    def ticked(self, question):
        """Return the answers of a question that are ticked."""
        labels = self._asked(question).locator(".govuk-checkboxes__item:has(:checked) .govuk-checkboxes__label")
        return set(labels.all_inner_texts())

    def section(self, heading):
        """Return the text of a section that is named by its heading."""
        return self.page.get_by_role("region", name=heading, exact=True).inner_text()

    def download(self, text):
        """Return the bytes behind a link or a button that downloads a file."""
        link = self.page.get_by_role("link", name=text, exact=True)
        with self.page.expect_download() as downloading:
            link.or_(self.page.get_by_role("button", name=text, exact=True)).click()
        return downloading.value.path().read_bytes()

    def finds_nothing_at(self, *addresses):
        """Assert that each address answers this person as one does that never was there."""
        unknown = self._not_found("/cases/MAC-1999-000/")
        for address in addresses:
            assert self._not_found(address) == unknown, address

    # ---- how -------------------------------------------------------------------------------------

    def _asked(self, question):
        return self.page.get_by_role("group", name=_either_way(question))

    def _not_found(self, address):
        assert self.page.goto(address).status == 404, address
        self.errors = [error for error in self.errors if "404" not in error]
        self._see()
        return self.page.title(), self.text

    @contextmanager
    def _leaving(self):
        with self.page.expect_navigation():
            yield
        self._see()

    def _see(self):
        self.rules.see(self.page, self.errors, closely=self.scripts)
        self.screens.append(self.heading)


def _either_way(label):
    """Match a label whether or not it says that it need not be answered."""
    return re.compile(rf"^{re.escape(label)}( \(optional\))?$")
