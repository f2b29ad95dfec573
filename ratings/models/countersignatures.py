from django.db import models
from django.db.models import Q

from panelportal.kit.attribution import by_whom, together, when
from ratings.models.assessments import Assessment


class Countersignature(models.Model):
    """A lead inspector's agreement to exactly the text that `digest` covers (`ratings.covered`).

    It is void when the assessment goes back to its rater, and counts for
    nothing when the text no longer has that digest.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="countersignatures")
    digest = models.CharField(max_length=64)
    countersigned_by = by_whom()
    countersigned_at = when()
    voided_by = by_whom()
    voided_at = when()

    class Meta:
        ordering = ["pk"]
        constraints = [
            together("countersigned"),
            together("voided"),
            models.UniqueConstraint(
                fields=["assessment"], condition=Q(voided_at__isnull=True), name="ratings_one_live_countersignature"
            ),
        ]

    def __str__(self):
        return self.digest[:12]
