"""An upload that is cut off half-way, as the web server hands it to the portal."""

from contextlib import contextmanager
from io import BytesIO

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import request_started
from django.db import close_old_connections
from django.test import RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from panelportal.kit.models import StoredFile
from panelportal.wsgi import application
from tests.factories import findings as make
from tests.kit.samples import pdf


@contextmanager
def one_connection():
    """Keep a request from closing the connection that holds the test's transaction, as Django's own client does."""
    request_started.disconnect(close_old_connections)
    try:
        yield
    finally:
        request_started.connect(close_old_connections)


def sent(client, path, data, *, share):
    """Send so much of a form as a browser would. Returns the status and the page."""
    client.get(path)
    data["csrfmiddlewaretoken"] = client.cookies[settings.CSRF_COOKIE_NAME].value
    body = encode_multipart(BOUNDARY, data)
    environ = RequestFactory().generic("POST", path, body, content_type=MULTIPART_CONTENT).environ
    environ["wsgi.input"] = BytesIO(body[: int(len(body) * share)])
    environ["HTTP_COOKIE"] = "; ".join(f"{name}={cookie.value}" for name, cookie in client.cookies.items())
    statuses = []
    with one_connection():
        page = b"".join(application(environ, lambda status, headers: statuses.append(status[:3])))
    return statuses[0], page.decode()


@pytest.mark.parametrize(("share", "status", "kept"), [(1, "302", 1), (0.99, "400", 0), (0.5, "400", 0), (0, "400", 0)])
def test_what_came_of_an_upload_that_broke_off_is_not_kept(cast, client_of, share, status, kept):
    part = make.part(cast)
    data = {
        "title": "Assessment",
        "about": "reply",
        "document": SimpleUploadedFile("a.pdf", pdf(b" " * 100_000), "application/pdf"),
    }
    before = StoredFile.objects.count()

    answered, page = sent(client_of(cast.police), f"/requests/{part.reference}/attachments/add/", data, share=share)

    assert answered == status
    assert StoredFile.objects.count() - before == kept
    assert ("so nothing was saved" in page) is (status == "400")
