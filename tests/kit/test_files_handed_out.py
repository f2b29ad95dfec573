"""How kept files leave the portal, and what a rollback leaves behind."""

import os
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from panelportal.kit import clock, files
from tests.kit import clamd
from tests.kit.samples import pdf

NOON = datetime(2026, 3, 17, 12, tzinfo=UTC)
PDF = pdf()

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(storage, settings):
    settings.PORTAL_SCANNER = "none"
    return storage


def upload(data=PDF, name="review.pdf", declared="application/pdf"):
    return SimpleUploadedFile(name, data, content_type=declared)


def stored_names(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


# ---- handing out ---------------------------------------------------------------------------------


def test_a_pdf_that_was_scanned_may_open_inline_under_its_own_policy(ines, settings):
    with clamd.answering(b"stream: OK\n") as (settings.PORTAL_SCANNER, _):
        stored = files.accept(upload(), by=ines)

    response = files.respond(stored, inline=True)

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="review.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Security-Policy"] == (
        "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
    )
    assert b"".join(response) == PDF


def test_a_pdf_that_was_not_scanned_is_a_download(ines):
    response = files.respond(files.accept(upload(), by=ines), inline=True)

    assert response["Content-Disposition"] == 'attachment; filename="review.pdf"'
    assert "Content-Security-Policy" not in response


def test_everything_else_is_a_download_of_neutral_type_even_when_inline_is_asked(ines):
    stored = files.store(b"<script>alert(1)</script>", name="page.html", content_type="text/html", by=ines)

    response = files.respond(stored, inline=True)

    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"] == 'attachment; filename="page.html"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "Content-Security-Policy" not in response


def test_the_name_of_a_download_follows_rfc_6266(ines):
    stored = files.accept(upload(name='two "words" é.pdf'), by=ines)

    assert files.respond(stored)["Content-Disposition"] == (
        "attachment; filename*=utf-8''two%20%22words%22%20%C3%A9.pdf"
    )
    assert files.respond(stored, download_name="REQ-2026-1183.pdf")["Content-Disposition"] == (
        'attachment; filename="REQ-2026-1183.pdf"'
    )


# ---- what a rollback leaves behind ---------------------------------------------------------------


def test_bytes_left_by_a_rollback_are_found_after_a_day_and_swept(ines, folder):
    with clock.at(NOON):
        kept = files.store(b"kept", name="kept.csv", content_type="text/csv", by=ines)
    with pytest.raises(ZeroDivisionError):
        _keep_and_fail(by=ines)
    lost = [name for name in stored_names(folder) if name != kept.file.name]
    young = files.orphans()
    for name in stored_names(folder):
        os.utime(folder / name, (0, 0))

    assert young == []
    assert len(lost) == 1
    assert files.orphans() == lost
    assert files.sweep() == 1
    assert stored_names(folder) == [kept.file.name]


@transaction.atomic
def _keep_and_fail(*, by):
    files.store(b"lost", name="lost.csv", content_type="text/csv", by=by)
    raise ZeroDivisionError
