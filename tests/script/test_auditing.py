"""How script/audit judges what the tools answer. The silent answers were recorded where no source could be reached."""

import json
from pathlib import Path

import pytest

from script import auditing

ROOT = Path(__file__).parent.parent.parent
HASH = f"    --hash=sha256:{'0' * 64}\n"
LOCK = (
    f'asgiref==3.13.0 \\\n{HASH}colorama==0.4.6 ; sys_platform == "win32" \\\n{HASH}Django_allauth==65.21.1 \\\n{HASH}'
)
PINNED = {"asgiref", "django-allauth"}

SILENT_PYTHON = {
    "dependencies": [
        {
            "name": "asgiref",
            "skip_reason": "Dependency not found on PyPI and could not be audited: asgiref (3.13.0)",
        },
        {"name": "django-allauth", "version": "65.21.1", "vulns": []},
    ],
    "fixes": [],
}
SILENT_NPM = {
    "message": "405 Method Not Allowed - POST https://registry.example.org/-/npm/v1/security/advisories/bulk",
    "method": "POST",
    "statusCode": 405,
    "body": "",
    "error": {"summary": "", "detail": ""},
}
HOLE = {"id": "PYSEC-2026-1", "fix_versions": ["65.21.2"], "aliases": ["CVE-2026-1"], "description": "A hole."}


def _python(*holes):
    return {
        "dependencies": [
            {"name": "asgiref", "version": "3.13.0", "vulns": []},
            {"name": "django-allauth", "version": "65.21.1", "vulns": list(holes)},
        ],
        "fixes": [],
    }


def _npm(**holes):
    return {
        "auditReportVersion": 2,
        "vulnerabilities": {name: {"name": name, **hole} for name, hole in holes.items()},
        "metadata": {"vulnerabilities": {"total": len(holes)}, "dependencies": {"prod": 1, "dev": 19, "total": 20}},
    }


KNOWN = {"python-known": _python(HOLE), "npm-known": _npm(minimist={"range": "<=1.2.5", "severity": "critical"})}
ALL_WELL = {"python": _python(), "npm": _npm(), **KNOWN}


def _judge(**answers):
    answers = {name.replace("_", "-"): answer for name, answer in answers.items()}
    texts = {name: answer if isinstance(answer, str) else json.dumps(answer) for name, answer in answers.items()}
    return auditing.judge({name: json.dumps(answer) for name, answer in ALL_WELL.items()} | texts, PINNED)


def test_what_a_lock_pins_everywhere_is_what_must_be_answered_for():
    assert auditing.pinned_in(LOCK) == PINNED


def test_every_package_that_our_locks_pin_is_read_from_them():
    for lock in auditing.LOCKS:
        text = (ROOT / lock).read_text()
        pins = [line for line in text.splitlines() if "==" in line and line[0] not in " #" and ";" not in line]

        assert len(auditing.pinned_in(text)) == len(pins) > 1


def test_no_hole_passes_when_every_source_answered_and_knows_the_known_ones():
    assert _judge() == (0, ["No hole is known in 2 packages of Python, nor in those of npm."])


def test_a_hole_fails_with_its_package_and_where_it_is_mended():
    code, said = _judge(python=_python(HOLE), npm=_npm(sass={"range": "1.0.0 - 1.108.2", "severity": "high"}))

    assert code == 1
    assert said == [
        "django-allauth 65.21.1 has the hole PYSEC-2026-1, mended in 65.21.2.",
        "sass 1.0.0 - 1.108.2 has a known hole (high).",
    ]


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"python": SILENT_PYTHON}, "pip-audit had no answer for asgiref."),
        ({"python": {"dependencies": [], "fixes": []}}, "pip-audit had no answer for asgiref and 1 more."),
        ({"python_known": {"dependencies": [], "fixes": []}}, "pip-audit had no answer for any package."),
        ({"python": ""}, "pip-audit gave no answer."),
        ({"python": "[]"}, "pip-audit gave no answer."),
        ({"python_known": _python()}, "pip-audit's source does not even know of a hole that is long known."),
        ({"npm": SILENT_NPM}, "npm audit gave no answer."),
        ({"npm": ""}, "npm audit gave no answer."),
        ({"npm": _npm() | {"metadata": {"dependencies": {"total": 0}}}}, "npm audit asked about no package."),
        ({"npm_known": _npm()}, "npm audit's source does not even know of a hole that is long known."),
    ],
)
def test_silence_is_never_taken_for_safety(answers, sentence):
    assert _judge(**answers) == (2, [sentence, auditing.AGAIN])


def test_a_hole_is_told_even_when_the_other_source_was_silent():
    code, said = _judge(python=_python(HOLE), npm=SILENT_NPM)

    assert code == 1
    assert said == [
        "django-allauth 65.21.1 has the hole PYSEC-2026-1, mended in 65.21.2.",
        "npm audit gave no answer.",
        auditing.AGAIN,
    ]


def test_answers_that_were_never_written_are_silence(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(ROOT)

    assert auditing.main(tmp_path) == 2
    assert capsys.readouterr().out.splitlines() == [
        "pip-audit gave no answer.",
        "npm audit gave no answer.",
        auditing.AGAIN,
    ]
