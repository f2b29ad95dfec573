from uuid import uuid4

from django.db import models


class Checked(models.TextChoices):
    """What is known about malware in a file."""

    CLEAN = "clean", "Clean"
    NOT_SCANNED = "not scanned", "Not scanned"
    OURS = "ours", "Made by the portal"


def random_name(stored, name):
    """Return where the bytes of a file are kept: nothing of its own name, and nothing that can be guessed."""
    key = uuid4().hex
    return f"{key[:2]}/{key}"


class StoredFile(models.Model):
    """A file in private storage. It has no address: the view that owns it serves it by `files.respond`."""

    file = models.FileField(upload_to=random_name, max_length=100, unique=True)
    name = models.CharField(max_length=150)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    checked = models.CharField(max_length=20, choices=Checked.choices)
    put_by_key = models.CharField(max_length=60)
    put_by_label = models.CharField(max_length=200)
    put_at = models.DateTimeField()

    def __str__(self):
        return self.name
