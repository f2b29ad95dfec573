import pytest

from cases import proceedings
from tests.factories import cases


@pytest.fixture
def case(cast):
    """A case whose requests have been sent to the police, the trust and the prison."""
    return cases.sent_case(cast)


@pytest.fixture
def other_case(cast):
    return cases.sent_case(cast)


@pytest.fixture
def pause(cast):
    """A function that pauses a case, because criminal proceedings are under way."""
    return lambda case: proceedings.say_under_way(case, by=cast.inspector)


@pytest.fixture
def paused_case(cast, pause):
    case = cases.sent_case(cast)
    pause(case)
    return case
