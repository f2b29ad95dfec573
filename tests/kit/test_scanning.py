"""Scanning by the worker: with scripted answers of a scanner, and with a real one where it is installed."""

import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from panelportal.kit import clock, files, jobs, trail
from panelportal.kit.files import scanning
from panelportal.kit.models import StoredFile, TrailEntry
from tests.kit import clamd
from tests.kit.samples import pdf

NOON = datetime(2026, 3, 17, 12, tzinfo=UTC)
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
CLEAN, FOUND = b"stream: OK\n", b"stream: Eicar-Test-Signature FOUND\n"
NOWHERE = "clamd://127.0.0.1:9"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(storage):
    return storage


@pytest.fixture
def told(monkeypatch):
    """What the owners of files are told."""
    told = []
    monkeypatch.setattr(scanning, "_owners", [told.append])
    return told


def kept(by, *, content=b"", at=NOON):
    """Keep an upload that the worker is to scan."""
    upload = SimpleUploadedFile("Name of a person.pdf", pdf(content), content_type="application/pdf")
    with clock.at(at), trail.one_transaction():
        return files.keep(files.check(upload, scan_later=True), by=by)


def checked(stored):
    return StoredFile.objects.get(pk=stored.pk).checked


def test_a_kept_file_is_scanned_by_a_job_and_opens_only_then(ines, settings, told):
    with clamd.answering(CLEAN) as (settings.PORTAL_SCANNER, sent):
        stored = kept(ines)
        with pytest.raises(files.NotToBeOpened):
            files.respond(stored)
        files.scan_stored.call(stored.pk)

    stored.refresh_from_db()
    assert (stored.checked, stored.name, told) == ("clean", "Name of a person.pdf", [])
    assert sent == [pdf(b"")]
    assert files.respond(stored).status_code == 200


def test_malware_is_removed_before_its_owner_is_told(ines, settings, told, folder, django_capture_on_commit_callbacks):
    with clamd.answering(FOUND) as (settings.PORTAL_SCANNER, _):
        stored = kept(ines)
        with django_capture_on_commit_callbacks(execute=True):
            files.scan_stored.call(stored.pk)

    stored.refresh_from_db()
    assert (stored.checked, stored.name, told) == ("infected", "removed", [stored])
    assert stored.emptied_at is not None
    assert [path for path in folder.rglob("*") if path.is_file()] == []
    assert TrailEntry.objects.get(act="file scanned").facts == {"file": stored.pk, "result": "infected"}
    with pytest.raises(files.NotToBeOpened):
        files.respond(stored)


@pytest.mark.parametrize("answer", [b"", b"INSTREAM size limit exceeded. ERROR\n", b"stream: OK and more\n", b"\xff\n"])
def test_a_scanner_that_says_neither_yes_nor_no_leaves_the_file_closed(ines, settings, told, answer):
    with clamd.answering(answer) as (settings.PORTAL_SCANNER, _):
        stored = kept(ines)
        with pytest.raises(scanning.ScannerDown):
            files.scan_stored.call(stored.pk)

    assert (checked(stored), told) == ("checking", [])


def test_while_the_scanner_is_down_files_wait_and_are_taken_up_when_it_is_back(ines, settings, told, caplog):
    settings.PORTAL_SCANNER = NOWHERE
    waiting = [kept(ines), kept(ines, content=b"another")]
    with clock.at(NOON + timedelta(minutes=11)):
        none = files.scan_waiting()
        down = [checked(stored) for stored in waiting]
        with clamd.answering(CLEAN) as (settings.PORTAL_SCANNER, _):
            both = files.scan_waiting()

    assert (none, down) == (0, ["checking", "checking"])
    assert "does not answer; 2 files wait" in caplog.text
    assert (both, [checked(stored) for stored in waiting]) == (2, ["clean", "clean"])


def test_a_young_file_is_left_to_its_own_job(ines, settings):
    settings.PORTAL_SCANNER = NOWHERE
    kept(ines)

    with clock.at(NOON + timedelta(minutes=9)):
        assert files.scan_waiting() == 0


def test_where_scanning_is_switched_off_what_waits_opens_as_not_scanned(ines, settings):
    settings.PORTAL_SCANNER = NOWHERE
    stored = kept(ines)
    settings.PORTAL_SCANNER = "none"

    files.scan_stored.call(stored.pk)

    assert checked(stored) == "not scanned"


@pytest.mark.django_db(transaction=True)
def test_the_job_is_there_if_and_only_if_the_file_is(ines, settings, monkeypatch):
    monkeypatch.setattr(jobs, "_periodic", {})
    with clamd.answering(CLEAN) as (settings.PORTAL_SCANNER, sent):
        with pytest.raises(ZeroDivisionError), trail.one_transaction():
            kept(ines)
            raise ZeroDivisionError
        jobs.work_off()
        stored = kept(ines, at=clock.now())
        jobs.work_off()

    assert (len(sent), checked(stored)) == (1, "clean")


# ---- a real scanner ------------------------------------------------------------------------------


@contextmanager
def real_clamd(folder):
    """Run clamd with one signature of our own, that of the test file of EICAR. Yields its address."""
    database = folder / "signatures"
    database.mkdir()
    (database / "eicar.ndb").write_text(f"Eicar-Test-Signature:0:*:{EICAR.hex()}\n")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "DatabaseDirectory": database,
        "TCPSocket": port,
        "TCPAddr": "127.0.0.1",
        "Foreground": "yes",
        "StreamMaxLength": "30M",
    }
    config = folder / "clamd.conf"
    config.write_text("".join(f"{name} {value}\n" for name, value in settings.items()))
    scanner = subprocess.Popen([clamd_program(), f"--config-file={config}"], stdout=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield f"clamd://127.0.0.1:{port}"
    finally:
        scanner.terminate()
        scanner.wait(timeout=30)


def clamd_program():
    return shutil.which("clamd", path="/usr/sbin:/usr/local/sbin:/opt/homebrew/sbin:/usr/bin")


def _wait_for(port):
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError("clamd did not start.")


@pytest.mark.skipif(clamd_program() is None, reason="clamd is not installed")
def test_a_real_scanner_finds_the_test_virus_also_inside_a_pdf_and_calls_the_rest_clean(ines, settings, told, tmp_path):
    with real_clamd(tmp_path) as settings.PORTAL_SCANNER:
        harmless = kept(ines, content=b"x" * 3_000_000)
        infected = kept(ines, content=EICAR)
        for stored in (harmless, infected):
            files.scan_stored.call(stored.pk)
        with pytest.raises(files.Refused, match="contains a virus"):
            files.scan(EICAR)

    assert (checked(harmless), checked(infected), told) == ("clean", "infected", [infected])
