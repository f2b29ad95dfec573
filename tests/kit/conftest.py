from pathlib import Path

import pytest

from panelportal.kit import clock, letters
from panelportal.kit.trail import Actor
from tests.kit.postbox import Postbox


@pytest.fixture
def ines():
    return Actor("person:1", "Ines Inspector")


@pytest.fixture
def storage(settings, tmp_path):
    """The folder in which stored files lie during a test."""
    folder = tmp_path / "files"
    folder.mkdir()
    private = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": folder, "base_url": None},
    }
    settings.STORAGES = {**settings.STORAGES, "default": private}
    return folder


@pytest.fixture
def sample_templates(settings):
    """Print templates that only tests use."""
    here = str(Path(__file__).parent / "templates")
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], here]} for engine in settings.TEMPLATES]


@pytest.fixture
def review_of(storage, cast):
    """Put a review with a reference of its own under a case."""
    from datetime import date

    from panelportal.kit.models import StoredFile
    from ratings.models import OffenceType, Review

    def add(case, reference):
        document = StoredFile.objects.create(
            file=reference, name="review.pdf", size=1, put_at=clock.now(), put_by_key="portal"
        )
        review = Review.objects.create(
            reference=reference,
            their_reference=reference,
            region=cast.region,
            offence_type=OffenceType.objects.get_or_create(
                slug="made-up", defaults={"name": "Made up", "position": 99}
            )[0],
            submitted_on=date(2026, 1, 5),
            received_on=date(2026, 1, 12),
            due_on=date(2026, 2, 2),
            document=document,
        )
        case.reviews.add(review)
        return review

    return add


@pytest.fixture
def postbox(settings):
    """The mail server that the portal sends to; it is down until it is started."""
    box = Postbox()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield box
    box.stop()


@pytest.fixture
def ring(monkeypatch):
    """Write a letter of a kind with these options; its key is its subject unless it says otherwise."""

    def write(subject="A bell", *, key="", to="priya@police.example.org", options=None, **given):
        monkeypatch.setitem(letters._kinds, "bell", letters.Kind("bell", **(options or {})))
        context = {"subject": subject, "path": "/requests/REQ-2026-0001/"}
        return letters.write("bell", key=key or subject, to=to, context=context, **given)

    return write
