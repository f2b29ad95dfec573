"""The cast and the engines: what every test may ask for."""

import pytest

LONGEST = ("test_access.py", "test_inference.py", "test_access_states.py", "test_every_choice.py", "test_demo.py")


def pytest_collection_modifyitems(items):
    """Begin with the longest tests, so that at the end no process works on one of them alone."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


@pytest.fixture(scope="session", autouse=True)
def emptying_lifts_the_guards():
    """Let the test database be emptied between tests that commit: its triggers refuse even that."""
    from django.db import connection
    from django.test import TransactionTestCase

    from panelportal.kit import guards

    empty = TransactionTestCase._fixture_teardown

    def teardown(self):
        guards.remove(connection)
        empty(self)
        guards.install(connection)

    TransactionTestCase._fixture_teardown = teardown
    yield
    TransactionTestCase._fixture_teardown = empty


@pytest.fixture(autouse=True)
def fresh_caches():
    """Forget what earlier tests left in memory: rate limits, and ids that a flush renumbers."""
    from django.core.cache import cache

    from panelportal.kit import access

    cache.clear()
    access.forget_permission_ids()


@pytest.fixture(autouse=True)
def where_the_test_begins(request):
    """Tell the factories whether what they made for an earlier test can be put back for this one."""
    from tests.factories import remembering

    if "db" in request.fixturenames or "transactional_db" in request.fixturenames:
        request.getfixturevalue("transactional_db" if _commits(request) else "db")
    remembering.begin(commits=_commits(request))


def _commits(request):
    marker = request.node.get_closest_marker("django_db")
    return "transactional_db" in request.fixturenames or bool(marker and marker.kwargs.get("transaction"))


@pytest.fixture
def cast(db):
    """Everybody: who may, who may elsewhere, who may not. Each is named for what they are."""
    from tests.factories.people import the_cast

    return the_cast()


@pytest.fixture
def client_of(db):
    """Return a function that gives a person's client, signed in with a second factor."""
    from tests.factories.people import signed_in

    return signed_in
