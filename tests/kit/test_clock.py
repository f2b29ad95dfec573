from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest

from panelportal.kit import clock

MOMENT = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)


def test_now_is_the_present_moment_with_its_time_zone():
    before = datetime.now(UTC)

    now = clock.now()

    assert before <= now <= before + timedelta(seconds=5)


def test_today_is_the_day_in_england_and_wales():
    with clock.at(MOMENT):
        summer = clock.today()
    with clock.at(datetime(2026, 1, 1, 23, 30, tzinfo=UTC)):
        winter = clock.today()

    assert (summer, winter) == (date(2026, 7, 2), date(2026, 1, 1))


def test_the_clock_goes_back_to_what_it_was_even_after_a_failure():
    with clock.at(MOMENT):
        with pytest.raises(KeyError), clock.at(MOMENT + timedelta(days=1)):
            raise KeyError
        inside = clock.now()

    assert inside == MOMENT
    assert clock.now() > MOMENT or clock.now() < MOMENT - timedelta(days=1)


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="The clock needs a moment with its time zone"), clock.at(datetime(2026, 7, 1)):
        pass


def test_moving_the_clock_moves_it_for_nobody_else():
    seen = []

    with clock.at(datetime(2001, 1, 1, tzinfo=UTC)):
        other = Thread(target=lambda: seen.append(clock.now()))
        other.start()
        other.join()

    assert seen[0].year > 2001
