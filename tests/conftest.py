"""The cast and the engines: what every test may ask for."""

import pytest


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


@pytest.fixture
def cast(db):
    """Everybody: who may, who may elsewhere, who may not. Each is named for what they are."""
    from tests.factories.people import the_cast

    return the_cast()


@pytest.fixture
def client_of(db):
    """Return a function that gives a person's signed-in client."""
    from django.test import Client

    def signed_in(person):
        client = Client()
        client.force_login(person)
        return client

    return signed_in
