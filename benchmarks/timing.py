"""How one thing is measured: queries once, then its time again and again."""

from dataclasses import asdict, dataclass
from statistics import median, quantiles
from time import perf_counter

from django.db import connection
from django.test.utils import CaptureQueriesContext

WARMING_UP = 3
ROUNDS = 3
MOST_RUNS = 40
FEWEST_RUNS = 8
SECONDS = 1.0  # after so long a slow thing is not run again, once it ran often enough


@dataclass(frozen=True)
class Measured:
    """What one page or verb took. Times are in milliseconds."""

    name: str
    queries: int
    median: float
    p95: float
    floor: str = ""

    as_dict = asdict


def measure(name, prepare, *, floor=""):
    """Measure what `prepare()` returns, a function without arguments; preparing is not timed.

    Of three rounds the quietest counts, so that what else the machine did is not taken for ours.
    """
    for _ in range(WARMING_UP):
        prepare()()
    call = prepare()
    with CaptureQueriesContext(connection) as captured:
        call()
    queries = len(captured)  # at once, since a request forgets what was captured
    times = min((_times(prepare) for _ in range(ROUNDS)), key=median)
    return Measured(name, queries, median(times), quantiles(times, n=20)[-1], floor)


def _times(prepare):
    times, ends = [], perf_counter() + SECONDS
    while len(times) < FEWEST_RUNS or (len(times) < MOST_RUNS and perf_counter() < ends):
        call = prepare()
        began = perf_counter()
        call()
        times.append((perf_counter() - began) * 1000)
    return times
