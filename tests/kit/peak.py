"""The most memory that this process has taken."""

import resource
import sys
from pathlib import Path

MEGABYTE = 1024 * 1024


def megabytes():
    """Return the peak in megabytes.

    On Linux it is asked of the process's own memory: what `getrusage` says
    begins with the peak of the process that started this one.
    """
    if sys.platform == "linux":
        line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024 // MEGABYTE
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MEGABYTE
