import pytest


@pytest.fixture(autouse=True)
def private_storage(settings, tmp_path):
    """A folder of its own for the files of each test."""
    private = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path, "base_url": None},
    }
    settings.STORAGES = {**settings.STORAGES, "default": private}
