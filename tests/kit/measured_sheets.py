"""Read the sheets that are named, in a process that does nothing else: `python -m tests.kit.measured_sheets FILE...`.

Prints, as JSON, what became of each, and the most memory that the process
took. Beyond its bounds of address space and processor time it fails.
"""

import json
import os
import resource
import sys
import time
from pathlib import Path

import django

from tests.kit import peak

ADDRESSES, SECONDS = 1_500 * peak.MEGABYTE, 60


def read(path):
    """Return what became of one file, and the seconds of processor time that it took."""
    from panelportal.kit import sheets

    began = time.process_time()
    try:
        told = f"{len(sheets.read_rows(path.read_bytes(), path.name).rows)} rows"
    except sheets.BadSheet as bad:
        told = str(bad)
    return [told, time.process_time() - began]


def main(paths):
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    files = {path.name: read(path) for path in map(Path, paths)}
    sys.stdout.write(json.dumps({"files": files, "megabytes": peak.megabytes()}))


if __name__ == "__main__":
    main(sys.argv[1:])
