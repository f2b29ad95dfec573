from django.db import models


class Schedule(models.Model):
    """When something periodic is next due; claimed by one conditional update."""

    name = models.CharField(max_length=60, unique=True)
    next_at = models.DateTimeField()

    def __str__(self):
        return self.name
