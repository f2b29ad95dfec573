from pathlib import Path

import pytest

from panelportal.kit import clock
from panelportal.kit.trail import Actor


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
