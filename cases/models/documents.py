from django.db import models

from cases.models.requests import AgencyRequest
from panelportal.kit.attribution import by_whom, together, when
from panelportal.kit.models import StoredFile


class RequestDocument(models.Model):
    """A document that the inspectorate gives an agency with its request: the terms of reference, or another.

    One file may be given to several agencies, each by a row of its own.
    """

    request = models.ForeignKey(AgencyRequest, models.CASCADE, related_name="documents")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    title = models.CharField(max_length=100)
    is_terms = models.BooleanField(default=False)
    attached_by = by_whom()
    attached_at = when()

    class Meta:
        ordering = ["-is_terms", "pk"]
        constraints = [
            together("attached"),
            models.UniqueConstraint(
                fields=["request"], condition=models.Q(is_terms=True), name="cases_one_terms_of_reference"
            ),
        ]

    def __str__(self):
        return self.title
