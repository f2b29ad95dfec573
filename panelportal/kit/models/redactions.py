from django.db import models


class Redaction(models.Model):
    """That a name was taken out of a row which otherwise stays as it was written; insert-only.

    Each lets exactly one change of that row pass its trigger: the row's
    `redacted` counts them (decision 6). `digest_before` is that of a
    document as it was issued; what was taken out is kept nowhere.
    """

    table_name = models.CharField(max_length=60)
    row_pk = models.BigIntegerField()
    column_name = models.CharField(max_length=60)
    about = models.CharField(max_length=60)
    digest_before = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()
    made_by_key = models.CharField(max_length=60)
    made_by_label = models.CharField(max_length=200)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["table_name", "row_pk"], name="kit_redactions_of")]

    def __str__(self):
        return f"{self.table_name} {self.row_pk}: {self.column_name}"
