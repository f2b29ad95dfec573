from django.db import models


class ReferenceCounter(models.Model):
    """The last number given to references of one prefix in one year."""

    prefix = models.CharField(max_length=8)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prefix", "year"], name="kit_one_counter_a_year")]

    def __str__(self):
        return f"{self.prefix} {self.year}"


class FormReceipt(models.Model):
    """A form that was taken, and where its sender was led: a second sending is led there too."""

    key = models.CharField(max_length=300, unique=True)
    location = models.CharField(max_length=500, blank=True)
    taken_at = models.DateTimeField(db_index=True)

    def __str__(self):
        return self.location
