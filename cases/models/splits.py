from django.db import models

from panelportal.kit.attribution import by_whom, together, when


class Going(models.TextChoices):
    """Where something of a case goes when it is split."""

    STAYS = "stays", "It stays with this case"
    GOES = "goes", "It goes to the new case"
    BOTH = "both", "Both cases have it"


class Split(models.Model):
    """Reviews of a case that became a case of their own: from which, why, and what went with them."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="splits")
    into = models.OneToOneField("cases.Case", models.PROTECT, related_name="split_from")
    because = models.TextField()
    went = models.JSONField(default=list)  # the account of what went, in words and references
    split_by = by_whom()
    split_at = when()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [together("split")]

    def __str__(self):
        return f"{self.case} into {self.into}"
