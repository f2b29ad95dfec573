from uuid import uuid4

from django.db import models


class Checked(models.TextChoices):
    """What is known about malware in a file."""

    CHECKING = "checking", "Being checked for viruses"
    CLEAN = "clean", "Clean"
    INFECTED = "infected", "Removed: it contained a virus or other malware"
    NOT_SCANNED = "not scanned", "Not checked for viruses"
    OURS = "ours", "Made by the portal"


SAFE = (Checked.CLEAN, Checked.OURS)


def random_name(stored, name):
    """Return where the bytes of a file are kept: nothing of its own name, and nothing that can be guessed."""
    key = uuid4().hex
    return f"{key[:2]}/{key}"


class StoredFile(models.Model):
    """A file in private storage. It has no address: the view that owns it serves it by `files.respond`.

    Once it is emptied (`files.empty`) its bytes and its name are gone, and the row says only that it was there.
    """

    file = models.FileField(upload_to=random_name, max_length=100, unique=True)
    name = models.CharField(max_length=150)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    checked = models.CharField(max_length=20, choices=Checked.choices)
    put_by_key = models.CharField(max_length=60)
    put_by_label = models.CharField(max_length=200)
    put_at = models.DateTimeField()
    emptied_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return self.name

    @property
    def may_be_opened(self):
        """Whether it may be handed out at all: nobody opens what is still being checked, or was removed."""
        return self.emptied_at is None and self.checked not in (Checked.CHECKING, Checked.INFECTED)

    @property
    def is_safe(self):
        """Whether it is known to hold no malware."""
        return self.checked in SAFE
