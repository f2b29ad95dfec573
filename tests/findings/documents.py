"""What these tests do with the documents of a reply, through its pages."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from findings import submitting
from findings.models import Attachment
from findings.models.attachments import About
from panelportal.kit import clock, files
from tests.findings.pages import text_of
from tests.kit.samples import pdf


def url(part, page=""):
    return f"/requests/{part.reference}/attachments/{page}"


def upload(data=None, name="Assessment of A. Person.pdf", **answers):
    document = SimpleUploadedFile(name, pdf() if data is None else data, "application/octet-stream")
    return {"document": document, "title": "Assessment of March 2024", "about": About.RECORD_CHECK, **answers}


def added(part, *, by, client_of, **given):
    """Add a document through its page. Returns it."""
    answer = client_of(by).post(url(part, "add/"), upload(**given))
    assert answer.status_code == 302, text_of(answer)
    return Attachment.objects.filter(request=part).latest("pk")


def sent(part, *, by):
    submitting.submit(part, agreed_by_role="Detective superintendent", by=by)
    part.refresh_from_db()


def scan_later():
    """Have the worker scan what waits, once it takes it up again."""
    with clock.at(clock.now() + timedelta(minutes=11)):
        assert files.scan_waiting() == 1
