"""Judges what pip-audit and npm audit answered; script/audit asks them.

A hole is a sentence that names the package. What was not answered raises
Unanswered: silence is never taken for safety.
"""

import json
import re
import sys
from pathlib import Path

LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-node.txt")
CLEAN, HOLES, UNKNOWN = 0, 1, 2
AGAIN = "So whether the packages have known holes is not known. Run script/audit where both sources can be reached."
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==[^\s;]+ *(;?)", re.MULTILINE)


class Unanswered(Exception):
    """A data source did not answer for some of the packages, or at all."""


def pinned_in(lock):
    """Return the names that a lock file pins for every platform, spelt as pip-audit spells them."""
    return {re.sub(r"[-_.]+", "-", name).lower() for name, marker in PIN.findall(lock) if not marker}


def holes_of_python(answer, pinned=frozenset()):
    """Return the holes in pip-audit's JSON. Raises Unanswered when it skipped a package or left out one of `pinned`."""
    try:
        packages = {package["name"]: package for package in json.loads(answer)["dependencies"]}
    except (ValueError, KeyError, TypeError):
        raise Unanswered("pip-audit gave no answer.") from None
    silent = {name for name in {*packages, *pinned} if "vulns" not in packages.get(name, {})}
    if silent or not packages:
        raise Unanswered(f"pip-audit had no answer for {_first_of(silent)}.")
    return [
        f"{package['name']} {package['version']} has the hole {hole['id']}, mended in {_mended(hole)}."
        for package in packages.values()
        for hole in package["vulns"]
    ]


def _first_of(names):
    if len(names) < 2:
        return min(names, default="any package")
    return f"{min(names)} and {len(names) - 1} more"


def _mended(hole):
    return " and ".join(hole["fix_versions"]) or "no version yet"


def holes_of_npm(answer):
    """Return the holes in npm audit's JSON (report version 2). Raises Unanswered when it is no report."""
    try:
        report = json.loads(answer)
        asked, holes = report["metadata"]["dependencies"]["total"], report["vulnerabilities"].values()
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Unanswered("npm audit gave no answer.") from None
    if not asked:
        raise Unanswered("npm audit asked about no package.")
    return [f"{hole['name']} {hole['range']} has a known hole ({hole['severity']})." for hole in holes]


def judge(answers, pinned):
    """Return the exit code and what to say, from the answers by name; "-known" is about a hole that is long known.

    A hole is told even when another source was silent.
    """
    holes, silences = [], []
    for read in (
        lambda: holes_of_python(answers["python"], pinned),
        lambda: _known_to("pip-audit's source", holes_of_python(answers["python-known"])),
        lambda: holes_of_npm(answers["npm"]),
        lambda: _known_to("npm audit's source", holes_of_npm(answers["npm-known"])),
    ):
        try:
            holes += read()
        except Unanswered as silence:
            silences.append(str(silence))
    if holes or silences:
        return (HOLES if holes else UNKNOWN), [*holes, *dict.fromkeys(silences), *([AGAIN] if silences else [])]
    return CLEAN, [f"No hole is known in {len(pinned)} packages of Python, nor in those of npm."]


def _known_to(source, holes):
    if not holes:
        raise Unanswered(f"{source} does not even know of a hole that is long known.")
    return []


def main(folder):
    """Judge the answers in a folder, say the result and return the exit code."""
    names = ("python", "python-known", "npm", "npm-known")
    files = {name: folder / f"{name}.json" for name in names}
    answers = {name: file.read_text() if file.exists() else "" for name, file in files.items()}
    pinned = set().union(*(pinned_in(Path(lock).read_text()) for lock in LOCKS))
    code, sentences = judge(answers, pinned)
    sys.stdout.writelines(f"{sentence}\n" for sentence in sentences)
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
