"""What the portal produced for the finished case: its three documents and every letter, as files."""

from panelportal.kit import letters, printing
from panelportal.kit.models import Document, Letter
from panels.models import IssuedReport

DOCUMENTS = {"qa-report": "qa-report.pdf", "minutes": "minutes.pdf", "learning-report": "learning-report.pdf"}


class NoFinishedCase(LookupError):
    """No case in this database has gone all the way to an issued report."""


def write(directory):
    """Write `qa-report.pdf`, `minutes.pdf`, `learning-report.pdf` and `letters/NNN-<kind>.eml`. Returns the paths.

    Documents are those of the first case that was finished, rendered anew from their frozen content. Letters are all
    that were sent, in order, as the bytes that went to the mail server; sign-in codes are left out, as they are not
    kept. Raises NoFinishedCase.
    """
    directory.mkdir(parents=True, exist_ok=True)
    written = [_write(directory / name, printing.render(_document(kind))) for kind, name in DOCUMENTS.items()]
    (directory / "letters").mkdir(exist_ok=True)
    sent = Letter.objects.filter(sent_at__isnull=False, keep_text=True).order_by("sent_at", "pk")
    for number, letter in enumerate(sent, start=1):
        path = directory / "letters" / f"{number:03}-{letter.kind}.eml"
        written.append(_write(path, letters.message(letter).message().as_bytes()))
    return written


def _document(kind):
    issued = IssuedReport.objects.select_related("report__panel").order_by("pk").first()
    if issued is None:
        raise NoFinishedCase("No case has an issued learning report yet. Load the demonstration first.")
    panel = issued.report.panel
    review = panel.cases.first().reviews.first()
    reference = {"qa-report": review.reference, "minutes": panel.reference, "learning-report": issued.report.reference}
    return Document.objects.filter(kind=kind, reference=reference[kind]).order_by("version").last()


def _write(path, data):
    path.write_bytes(data)
    return path
