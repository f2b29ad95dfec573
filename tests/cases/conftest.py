from datetime import date

import pytest

from agencies.models import Membership


@pytest.fixture
def of_old(cast):
    """Let everybody have held their role for years, for tests that begin in the past."""
    Membership.objects.filter(ends_on=None).update(starts_on=date(2020, 1, 1))
    return cast
