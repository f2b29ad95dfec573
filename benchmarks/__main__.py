"""`python -m benchmarks load SIZE FILE` fills the database and measures; `... report FILE...` tells."""

import json
import sys
from pathlib import Path
from time import perf_counter

import django
from django.db import connection

SMALL_AND_LARGE = {"s", "l"}


def load_and_measure(size, file):
    """Fill the empty database of the settings with a size, measure, and write what was found into a file."""
    # Imported here as below, because there are no models before django.setup().
    from benchmarks import nightly, operations, rivals
    from panelportal.scale import loading
    from panelportal.scale.sizes import SIZES

    began = perf_counter()
    loading.load(SIZES[size])
    loaded = perf_counter() - began
    found = {
        "engine": connection.display_name,
        "version": f"{connection.display_name} {'.'.join(map(str, connection.get_database_version()))}",
        "size": size,
        "loaded": loaded,
        "rows": _rows(),
        "measured": [one.as_dict() for one in (*operations.measure_verbs(), *operations.measure_pages())],
        "rivals": [one.as_dict() for one in rivals.measure_rivals()],
        "chase": nightly.measure_chase(),
    }
    Path(file).write_text(json.dumps(found))


def _rows():
    from agencies.models import Agency, Duty, User
    from cases.models import AgencyRequest, Case
    from cases.models.requests import AgencyRequestGroupGrant, AgencyRequestUserGrant
    from findings.models import IssuedLearning
    from ratings.models import AssessmentUserGrant, Review

    grants = (AgencyRequestGroupGrant, AgencyRequestUserGrant, AssessmentUserGrant)
    return {
        "people": User.objects.count(),
        "agencies": Agency.objects.count(),
        "reviews": Review.objects.count(),
        "cases": Case.objects.count(),
        "requests": AgencyRequest.objects.count(),
        "grants": sum(table.objects.count() for table in grants),
        "issued learning": IssuedLearning.objects.count(),
        "open duties": Duty.objects.open().count(),
    }


def report(files):
    """Print the table; write `results.md` when sizes s and l were measured. Returns 1 when a target was missed."""
    from benchmarks import report as told

    runs = [json.loads(Path(file).read_text()) for file in files]
    missed = told.missed_targets(runs)
    for rows in (told.table_of(runs), told.factors(runs), told.chases(runs)):
        sys.stdout.write(told.as_text(rows) + "\n\n")
    sys.stdout.writelines(f"Missed: {sentence}\n" for sentence in missed)
    if SMALL_AND_LARGE.issubset(run["size"] for run in runs):
        told.RESULTS.write_text(told.document(runs, missed))
    return 1 if missed else 0


if __name__ == "__main__":
    django.setup()
    what, *given = sys.argv[1:]
    sys.exit(report(given) if what == "report" else load_and_measure(*given))
