from datetime import UTC, datetime, timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from panelportal.kit import clock, jobs, trail
from panelportal.kit.models import Schedule
from tests.kit.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
_rung = []


@jobs.job
def ring(bell, times=1):
    _rung.append((bell, times))


@jobs.job
def break_down(bell):
    _rung.append(bell)
    raise RuntimeError("the bell broke")


@pytest.fixture(autouse=True)
def _quiet():
    _rung.clear()


@pytest.fixture
def periodic(monkeypatch):
    """Only what a test declares is periodic."""
    monkeypatch.setattr(jobs, "_periodic", {})


def _statuses():
    return sorted(DBTaskResult.objects.values_list("status", flat=True))


def test_a_job_is_done_once_with_what_it_was_given():
    ring.enqueue("front", times=2)

    jobs.work_off()
    jobs.work_off()

    assert _rung == [("front", 2)]
    assert _statuses() == ["SUCCESSFUL"]


def test_a_verb_that_fails_leaves_no_job():
    def fail():
        with trail.one_transaction():
            ring.enqueue("front")
            raise RuntimeError("the second write of the verb failed")

    with pytest.raises(RuntimeError, match="the second write"):
        fail()
    jobs.work_off()

    assert not DBTaskResult.objects.exists()
    assert _rung == []


def test_a_job_that_fails_is_tried_again_twice_as_late_each_time_and_five_times_in_all():
    tomorrow = clock.now() + timedelta(days=1)
    break_down.enqueue("front")
    waits = []
    for _ in range(6):
        with clock.at(tomorrow):
            jobs.work_off()
        for again in DBTaskResult.objects.filter(status="READY"):
            waits.append((again.run_after - tomorrow).total_seconds())
            DBTaskResult.objects.filter(pk=again.pk).update(run_after=clock.now())

    assert waits == [30, 60, 120, 240]
    assert _rung == ["front"] * 5
    assert _statuses() == ["FAILED"] * 5
    assert "the bell broke" in DBTaskResult.objects.first().traceback


def test_a_job_that_fails_does_not_keep_the_next_from_being_done():
    break_down.enqueue("front")
    ring.enqueue("back")

    jobs.work_off()

    assert _rung == ["front", ("back", 1)]


def test_what_a_killed_worker_had_begun_is_done_again_after_half_an_hour():
    for name, minutes in (("lost", 31), ("running", 29)):
        ring.enqueue(name)
        DBTaskResult.objects.filter(status="READY").update(
            status="RUNNING", started_at=clock.now() - timedelta(minutes=minutes)
        )

    assert jobs.take_back_lost() == 1
    jobs.work_off()

    assert _rung == [("lost", 1)]
    assert _statuses() == ["RUNNING", "SUCCESSFUL"]


def test_what_is_periodic_is_called_at_once_and_then_when_it_is_due(periodic):
    jobs.every(60, "ring", lambda: _rung.append("ring"))
    jobs.every(300, "toll", lambda: _rung.append("toll"))

    def called_after(seconds):
        with clock.at(NOON + timedelta(seconds=seconds)):
            return jobs.run_periodic()

    assert [called_after(seconds) for seconds in (0, 59, 60, 119, 300)] == [
        ["ring", "toll"],
        [],
        ["ring"],
        [],
        ["ring", "toll"],
    ]
    assert _rung == ["ring", "toll", "ring", "ring", "toll"]


def test_of_several_workers_one_calls_what_is_due(periodic):
    jobs.every(60, "ring", lambda: _rung.append("ring"))
    Schedule.objects.create(name="ring", next_at=clock.now() - timedelta(seconds=1))

    called = at_once(*[jobs.run_periodic] * 4)

    assert sorted(called) == [[], [], [], ["ring"]]
    assert _rung == ["ring"]


def test_one_periodic_failure_does_not_keep_the_others_from_being_called(periodic, caplog):
    def fail():
        raise RuntimeError("the bell broke")

    jobs.every(60, "fail", fail)
    jobs.every(60, "ring", lambda: _rung.append("ring"))

    with clock.at(NOON):
        called = jobs.run_periodic()
    with clock.at(NOON + timedelta(seconds=61)):
        called_again = jobs.run_periodic()

    assert (called, called_again, _rung) == (["fail", "ring"], ["fail", "ring"], ["ring", "ring"])
    assert "The periodic job “fail” failed" in caplog.text
    assert "the bell broke" in caplog.text
