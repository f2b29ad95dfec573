"""Malware: what the scanner of the setting PORTAL_SCANNER says of a file, at once or by the worker.

Both ways fail closed. A file that is scanned at once is refused when the
scanner finds something or does not answer. One that is scanned later is
kept, and nobody may open it until the scanner has called it clean; what it
finds is removed, and the owner of the file is told. The only module that
imports clamav-client.
"""

import logging
from datetime import timedelta
from io import BytesIO
from urllib.parse import urlsplit

from clamav_client.clamd import ClamdError, ClamdNetworkSocket
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from panelportal.kit import clock
from panelportal.kit.files import sweeping
from panelportal.kit.files.refusals import Refused
from panelportal.kit.jobs import job
from panelportal.kit.models.files import Checked, StoredFile
from panelportal.kit.trail import record, verb

log = logging.getLogger("portal.files")

SCAN_SECONDS = 30
PATIENCE = timedelta(minutes=10)  # after which a file that still waits is taken up again, every few minutes
NOT_CONFIGURED = "none"

_owners = []


class ScannerDown(Exception):
    """The scanner does not answer, or answers something else than whether a file is clean."""


def is_configured():
    """Tell whether files are scanned here at all; pages say so where they are not."""
    return settings.PORTAL_SCANNER != NOT_CONFIGURED


def still_to_scan():
    """Return what is known of a file that the worker is to scan."""
    return Checked.CHECKING if is_configured() else Checked.NOT_SCANNED


def scan(data):
    """Ask the scanner about some bytes now, and return what is then known. Raises Refused."""
    if not is_configured():
        return Checked.NOT_SCANNED
    try:
        is_infected = _has_malware(BytesIO(data))
    except ScannerDown as error:
        raise Refused(
            "The file cannot be checked for malware at the moment. Try again later; nothing was kept."
        ) from error
    if is_infected:
        raise Refused("The file contains a virus or other malware. Nothing was kept.")
    return Checked.CLEAN


def when_infected(tell):
    """Have a function called with each kept file in which malware was found, inside that verb.

    The app that owns such files tells their people. It is called after the
    file was emptied, so there is nothing left to open.
    """
    _owners.append(tell)


@job
def scan_stored(pk):
    """Scan a kept file, unless that is done; holds no transaction open. Raises ScannerDown, to be tried again."""
    _scan_stored(pk)


def scan_waiting():
    """Scan the files that still wait because the scanner was down. Returns how many were scanned."""
    waiting = StoredFile.objects.filter(checked=Checked.CHECKING, put_at__lt=clock.now() - PATIENCE).order_by("pk")
    scanned = 0
    for pk in waiting.values_list("pk", flat=True):
        try:
            _scan_stored(pk)
        except ScannerDown:
            log.warning("The malware scanner does not answer; %s files wait for it", waiting.count())
            break
        scanned += 1
    return scanned


def _scan_stored(pk):
    stored = StoredFile.objects.filter(pk=pk, checked=Checked.CHECKING, emptied_at=None).first()
    if stored is None:
        return
    found = Checked.NOT_SCANNED
    if is_configured():
        with stored.file.open("rb") as data:
            found = Checked.INFECTED if _has_malware(data) else Checked.CLEAN
    _settle(pk, found=found)


@verb
def _settle(pk, *, found):
    """Say what the scanner found in a kept file, empty it of malware and tell its owner, unless that is done."""
    stored = StoredFile.objects.select_for_update().get(pk=pk)
    if stored.checked != Checked.CHECKING:
        return
    stored.checked = found
    stored.save(update_fields=["checked"])
    record("file scanned", about="", by=None, file=pk, result=str(found))
    if found == Checked.INFECTED:
        sweeping.empty(stored)
        for tell in _owners:
            tell(stored)


def _has_malware(data):
    """Ask clamd by its INSTREAM command. Raises ScannerDown for every answer but yes and no."""
    scanner = urlsplit(settings.PORTAL_SCANNER)
    if scanner.scheme != "clamd" or not scanner.hostname or not scanner.port:
        raise ImproperlyConfigured("The setting PORTAL_SCANNER must be none or an address such as clamd://host:3310.")
    try:
        answer = ClamdNetworkSocket(scanner.hostname, scanner.port, timeout=SCAN_SECONDS).instream(data)
    except (ClamdError, OSError, UnicodeDecodeError) as error:
        raise ScannerDown(type(error).__name__) from error
    status, _ = answer.get("stream", ("no answer", None))
    if status not in ("OK", "FOUND"):
        raise ScannerDown(status)
    return status == "FOUND"
