"""A browser, the people of a journey, and the rules for every page that they see."""

import os
import shutil

import pytest

from tests.journeys import story
from tests.journeys.post import Post
from tests.journeys.rules import Rules
from tests.journeys.walking import Walker

NEWCOMERS = ("coordinator", "lead", "police", "prison_deputy", "attendee")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Take the browser of the machine when it has one, else Playwright's own."""
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    return {**browser_type_launch_args, **({"executable_path": found} if found else {}), "args": quiet}


@pytest.fixture
def cast_live(transactional_db):
    """The cast with a deputy in the prison, entered for good, so that the live server sees them. Some are new."""
    from agencies.role_names import Role
    from tests.factories.people import enter, the_cast

    cast = the_cast(newcomers=NEWCOMERS)
    cast.prison_deputy = enter("Dora Deputy", cast.jail, Role.DEPUTY, is_new=True)
    return cast


@pytest.fixture
def walker(browser, live_server, settings):
    """People with browsers, on a portal whose letters lead back to it."""
    settings.PORTAL_URL = live_server.url
    walker = Walker(browser, live_server.url, Rules(story.UNSAID), Post())
    yield walker
    for context in browser.contexts:
        context.close()
