"""The made-up document that an agency of the demonstration adds to its reply: a PDF of one page."""

from django.core.files.uploadedfile import SimpleUploadedFile

from findings import attaching
from findings.models.attachments import About
from panelportal.kit import files

LINES = ("Check of the recall mailbox", "Made-up document of the demonstration", "Ten notices were read on the day.")


def attach(part, *, by):
    """Add the document to a reply that is not sent yet."""
    upload = SimpleUploadedFile("recall-mailbox-check.pdf", pdf_of(LINES), "application/pdf")
    document = files.check(upload)
    attaching.attach(part, document=document, title="Check of the recall mailbox", about=About.LEARNING, by=by)


def pdf_of(lines):
    """Return a PDF of one page with these lines, each without brackets or backslashes."""
    words = " ".join(f"({line}) Tj 0 -24 Td" for line in lines)
    drawn = f"BT /F1 14 Tf 72 760 Td {words} ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
    )
    text, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(f"{len(text):010} 00000 n \n")
        text += f"{number} 0 obj\n{one}\nendobj\n"
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{''.join(places)}"
    end = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(text)}\n%%EOF\n"
    return (text + table + end).encode("ascii")
