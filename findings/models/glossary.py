from django.db import models

from panelportal.kit.attribution import by_whom, together, when


class Cipher(models.Model):
    """A name in a case and what stands for it: GP1 for a named doctor. Names stand here and nowhere else.

    `said` are the other ways in which the texts of the case write that name, one a line.
    """

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="ciphers")
    name = models.CharField(max_length=150)
    said = models.TextField(blank=True)
    cipher = models.CharField(max_length=30)
    role = models.CharField(max_length=100, blank=True)
    version = models.PositiveIntegerField(default=1)
    put_by = by_whom()
    put_at = when()

    class Meta:
        default_permissions = ()
        ordering = ["cipher"]
        constraints = [
            together("put"),
            models.UniqueConstraint(fields=["case", "cipher"], name="findings_one_name_per_cipher"),
        ]

    def __str__(self):
        return self.cipher

    @property
    def names(self):
        """Every way in which the name is written, the longest first."""
        return sorted({self.name, *filter(None, map(str.strip, self.said.splitlines()))}, key=len, reverse=True)
