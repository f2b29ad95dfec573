from django.db import connection, models

# One query that leaps from each value to the next in the index: DISTINCT would walk all of a million rows.
LEAPS = """
WITH RECURSIVE leap(value) AS (
    SELECT MIN({column}) FROM {table}
    UNION ALL
    SELECT (SELECT MIN({column}) FROM {table} WHERE {column} > leap.value) FROM leap WHERE leap.value IS NOT NULL
) SELECT value FROM leap WHERE value IS NOT NULL
"""


class EntryQuerySet(models.QuerySet):
    def newest_first(self):
        return self.order_by("-at", "-pk")

    def older_than(self, entry):
        """Those that stand after an entry when the newest come first."""
        return self.filter(at__lte=entry.at).exclude(at=entry.at, pk__gte=entry.pk)

    def kinds(self):
        """Return every kind of entry there is, in the order of their names."""
        column = connection.ops.quote_name(self.model.KIND)
        table = connection.ops.quote_name(self.model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(LEAPS.format(column=column, table=table))
            return [value for (value,) in cursor.fetchall()]


class ReadQuerySet(EntryQuerySet):
    def reads(self):
        return self.filter(was_refused=False)

    def refusals(self):
        return self.filter(was_refused=True)


class TrailEntry(models.Model):
    """An act: insert-only (triggers refuse UPDATE and DELETE), chained to the entry before."""

    KIND = "act"

    at = models.DateTimeField()
    act = models.CharField(max_length=80)
    about = models.CharField(max_length=60)
    actor_key = models.CharField(max_length=60)
    actor_label = models.CharField(max_length=200)
    facts = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "trail entries"
        indexes = [
            models.Index(fields=["at"], name="kit_trail_at"),
            models.Index(fields=["about", "at"], name="kit_trail_about"),
            models.Index(fields=["actor_key", "at"], name="kit_trail_actor"),
            models.Index(fields=["act", "at"], name="kit_trail_act"),
        ]

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
    """A reading of something protected, or its refusal: who, as what, what, when; insert-only, sealed in batches.

    `capacity` says through which roles in which organisation somebody read, as they held them then. A refusal
    keeps the name of the page and the reference asked for, and nothing that a person could have typed.
    """

    KIND = "what"

    at = models.DateTimeField()
    what = models.CharField(max_length=80)
    about = models.CharField(max_length=60)
    actor_key = models.CharField(max_length=60)
    actor_label = models.CharField(max_length=200)
    capacity = models.CharField(max_length=300, blank=True)
    was_refused = models.BooleanField(default=False)

    objects = ReadQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "read entries"
        indexes = [
            models.Index(fields=["at"], name="kit_read_at"),
            models.Index(fields=["about", "at"], name="kit_read_about"),
            models.Index(fields=["actor_key", "at"], name="kit_read_actor"),
            models.Index(fields=["what", "at"], name="kit_read_what"),
            models.Index(fields=["at", "actor_key"], name="kit_refusals", condition=models.Q(was_refused=True)),
        ]

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
    """A change of status with who and when; insert-only. The current status stands on the noun itself.

    A name in `because` can be taken out by a `Redaction`, of which `redacted` counts how many there were.
    """

    noun = models.CharField(max_length=60)
    about = models.CharField(max_length=60)
    before = models.CharField(max_length=30)
    after = models.CharField(max_length=30)
    because = models.TextField(blank=True)
    redacted = models.PositiveIntegerField(default=0)
    moved_at = models.DateTimeField()
    moved_by_key = models.CharField(max_length=60)
    moved_by_label = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["noun", "about"], name="kit_status_of")]

    def __str__(self):
        return f"{self.about}: {self.before} to {self.after}"
