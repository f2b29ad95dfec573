"""What factories put back is what they would have made (tests/factories/remembering.py)."""

from contextlib import contextmanager, suppress

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency
from panelportal.kit import clock
from tests.factories import cases, remembering
from tests.factories.people import the_cast

pytestmark = pytest.mark.django_db
OF_ONE_MAKING = 300  # statements; putting back takes one for each table that changed


class Undone(Exception):
    """Ends a block whose changes must not stay."""


@contextmanager
def a_test_of_its_own():
    """Begin as a test begins, and leave nothing behind."""
    remembering.begin(commits=False)
    with suppress(Undone), transaction.atomic():
        yield
        raise Undone


def statements(make):
    with CaptureQueriesContext(connection) as queries:
        make()
    return len(queries)


def test_what_is_put_back_is_row_for_row_what_was_made():
    with a_test_of_its_own():
        made, rows = cases.sent_case(the_cast()), remembering._all_rows()

    with a_test_of_its_own():
        put_back, rows_put_back = cases.sent_case(the_cast()), remembering._all_rows()

    assert rows_put_back == rows
    assert (put_back, put_back.reference, put_back.status) == (made, made.reference, made.status)
    assert put_back is not made


def test_what_was_made_is_put_back_and_after_a_change_it_is_made_anew():
    with a_test_of_its_own():
        cases.sent_case(the_cast())

    with a_test_of_its_own():
        cast = the_cast()
        put_back = statements(lambda: cases.sent_case(cast))
    with a_test_of_its_own():
        cast = the_cast()
        Agency.objects.filter(pk=cast.trust.pk).update(name="Renamed Trust")
        made = statements(lambda: cases.sent_case(cast))

    assert put_back < OF_ONE_MAKING < made


def test_nothing_is_put_back_at_another_time():
    with a_test_of_its_own():
        cases.flagged_case(the_cast())

    with a_test_of_its_own(), clock.at(clock.now().replace(year=2031)):
        case = cases.flagged_case(the_cast())

    assert case.reference.startswith("MAC-2031-")
