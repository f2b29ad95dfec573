from django.db import models

from panelportal.kit.models.files import StoredFile


class Document(models.Model):
    """A document as it was issued: frozen content with its digest, and the PDF made from it.

    Triggers refuse DELETE, and UPDATE of anything but an empty `pdf`; a name
    can be taken out by a `Redaction`, of which `redacted` counts how many there were.
    """

    kind = models.SlugField(max_length=40, db_index=False)
    reference = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    marking = models.CharField(max_length=60, blank=True)
    handling = models.CharField(max_length=300, blank=True)
    contact = models.CharField(max_length=300)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()
    frozen_by_key = models.CharField(max_length=60)
    frozen_by_label = models.CharField(max_length=200)
    redacted = models.PositiveIntegerField(default=0)
    pdf = models.OneToOneField(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "reference", "version"], name="kit_one_document_a_version"),
            models.CheckConstraint(condition=models.Q(version__gte=1), name="kit_document_version_from_1"),
        ]

    def __str__(self):
        return self.filename

    @property
    def filename(self):
        return f"{self.reference}-{self.kind}-v{self.version}.pdf"

    @property
    def short_digest(self):
        """The first 12 characters of the digest in groups of four, as printed in the small print."""
        return " ".join(self.digest[start : start + 4] for start in (0, 4, 8))
