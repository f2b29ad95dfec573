"""Whether a benchmark tells what was measured, and fails when a target is missed."""

import json

import pytest

from benchmarks import __main__ as command
from benchmarks import report
from benchmarks.operations import CHECK, CHRONOLOGY, EARLIER, LIST, QUESTIONS, SEE_REQUESTS
from benchmarks.rivals import DIRECT, GENERIC


def _measured(name, median, queries=5, floor=""):
    return {"name": name, "queries": queries, "median": median, "p95": median * 2, "floor": floor}


def _run(size, *, engine="SQLite", times=1.0, queries=5, seconds=3.0, again=0):
    measured = [_measured("Help (few)", 10.0, 4), _measured("Your work (few)", 30.0 * times, 10, "Help (few)")]
    measured += [_measured(f"{CHRONOLOGY} (inspector)", 400.0, 14), _measured(QUESTIONS, 200.0, 0)]
    rivals = []
    for words in SEE_REQUESTS.values():
        measured.append(_measured(f"{LIST} ({words})", 2.0 * times, queries))
        measured.append(_measured(f"{CHECK} ({words})", 1.0))
        rivals += [_measured(f"{DIRECT} ({words})", 4.0), _measured(f"{GENERIC} ({words})", 50.0)]
    return {
        "engine": engine,
        "version": f"{engine} 1.2",
        "size": size,
        "loaded": 9.0,
        "rows": {"people": 100},
        "measured": measured,
        "rivals": rivals,
        "chase": {"duties": 20_000, "seconds": seconds, "letters": 900, "again_seconds": 0.1, "again": again},
    }


def test_each_page_or_verb_is_told_beside_its_small_size_and_its_floor():
    rows = report.table_of([_run("s"), _run("l", times=1.5)])

    assert rows[0] == report.HEAD
    assert rows[1:5] == [
        ["Help (few)", "SQLite", "s", 4, "10.0", "20.0", "1.0", "-"],
        ["Help (few)", "SQLite", "l", 4, "10.0", "20.0", "1.0", "-"],
        ["Your work (few)", "SQLite", "s", 10, "30.0", "60.0", "1.0", "3.0"],
        ["Your work (few)", "SQLite", "l", 10, "45.0", "90.0", "1.5", "4.5"],
    ]


def test_the_factor_against_guardian_is_told_for_each_list():
    rows = report.factors([_run("l", times=2.0)])

    assert rows[1] == ["5 requests", "SQLite", "l", "4.0", "1.0", "12.5"]
    assert len(rows) == 1 + len(SEE_REQUESTS)


@pytest.mark.parametrize(
    ("large", "missed"),
    [
        ({"times": 2.0}, 0),
        ({"times": 2.1}, len(SEE_REQUESTS)),
        ({"queries": 6}, len(SEE_REQUESTS)),
        ({"seconds": 59.9}, 0),
        ({"seconds": 60.0}, 1),
        ({"again": 1}, 1),
    ],
)
def test_a_target_that_was_missed_is_said(large, missed):
    assert len(report.missed_targets([_run("s"), _run("l", **large)])) == missed


@pytest.mark.parametrize(("times", "queries", "missed"), [(2.0, 12, 0), (2.1, 12, 1), (1.0, 13, 2)])
def test_a_page_that_promises_its_speed_is_held_to_it(times, queries, missed):
    runs = [_run("s"), _run("l")]
    for run, slower in zip(runs, (1.0, times), strict=True):
        run["measured"].append(_measured("Chase page (coordinator)", 20.0 * slower, queries))

    assert len(report.missed_targets(runs)) == missed


def test_a_size_is_compared_with_the_small_one_of_its_own_database():
    runs = [_run("s"), _run("s", engine="PostgreSQL", times=3.0), _run("l", engine="PostgreSQL", times=6.0)]

    assert report.missed_targets(runs) == []


@pytest.mark.parametrize(("times", "code"), [(1.0, 0), (3.0, 1)])
def test_the_results_are_written_and_a_missed_target_ends_with_1(tmp_path, monkeypatch, capsys, times, code):
    files = []
    for run in (_run("s"), _run("l", times=times)):
        files.append(tmp_path / f"{run['size']}.json")
        files[-1].write_text(json.dumps(run))
    monkeypatch.setattr(report, "RESULTS", tmp_path / "results.md")

    assert command.report(files) == code

    written = (tmp_path / "results.md").read_text()
    assert ("All were met." in written) == (code == 0)
    assert "SQLite 1.2" in written
    assert str(tmp_path) not in written
    assert ("Missed: " in capsys.readouterr().out) == (code == 1)


@pytest.mark.parametrize(("milliseconds", "missed"), [(99.0, 0), (100.0, 1)])
def test_a_search_for_earlier_learning_has_200_milliseconds(milliseconds, missed):
    large = _run("l")
    large["measured"].append(_measured(EARLIER, milliseconds))  # of which the p95 is twice as long

    assert len(report.missed_targets([_run("s"), large])) == missed
