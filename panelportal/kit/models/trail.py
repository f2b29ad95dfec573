from django.db import models


class TrailEntry(models.Model):
    """An act: insert-only (triggers refuse UPDATE and DELETE), chained to the entry before."""

    at = models.DateTimeField()
    act = models.CharField(max_length=80)
    about = models.CharField(max_length=60, db_index=True)
    actor_key = models.CharField(max_length=60, db_index=True)
    actor_label = models.CharField(max_length=200)
    facts = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name_plural = "trail entries"

    def __str__(self):
        return f"{self.act}: {self.about}"


class TrailHead(models.Model):
    """The digest of the newest entry: the one row that chaining verbs wait for."""

    digest = models.CharField(max_length=64)

    def __str__(self):
        return self.digest

    @classmethod
    def locked(cls):
        cls.objects.bulk_create([cls(pk=1, digest="0" * 64)], ignore_conflicts=True)
        return cls.objects.select_for_update().get(pk=1)


class ReadEntry(models.Model):
    """A reading of something protected: who, what, when; insert-only, sealed in batches."""

    at = models.DateTimeField()
    what = models.CharField(max_length=80)
    about = models.CharField(max_length=60, db_index=True)
    actor_key = models.CharField(max_length=60, db_index=True)
    actor_label = models.CharField(max_length=200)

    class Meta:
        verbose_name_plural = "read entries"

    def __str__(self):
        return f"{self.what}: {self.about}"


class ReadSeal(models.Model):
    """A digest over a batch of readings and the seal before; insert-only."""

    at = models.DateTimeField()
    first_read = models.BigIntegerField()
    last_read = models.BigIntegerField()
    count = models.PositiveIntegerField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    def __str__(self):
        return f"{self.first_read} to {self.last_read}"


class StatusChange(models.Model):
    """A change of status with who and when; insert-only. The current status stands on the noun itself."""

    noun = models.CharField(max_length=60)
    about = models.CharField(max_length=60)
    before = models.CharField(max_length=30)
    after = models.CharField(max_length=30)
    because = models.TextField(blank=True)
    moved_at = models.DateTimeField()
    moved_by_key = models.CharField(max_length=60)
    moved_by_label = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["noun", "about"], name="kit_status_of")]

    def __str__(self):
        return f"{self.about}: {self.before} to {self.after}"
