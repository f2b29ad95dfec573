from django.db import models

from panelportal.kit.attribution import by_whom, together, when


class ReplyReturn(models.Model):
    """That the inspectorate returned a reply: what is missing, task by task, and by when it is asked for.

    `missing` is a list of {"task", "title", "words"}, in the order of the tasks.
    """

    version = models.OneToOneField("findings.ReplyVersion", models.PROTECT, related_name="returned")
    request = models.ForeignKey("cases.AgencyRequest", models.PROTECT, related_name="reply_returns")
    missing = models.JSONField()
    until = models.DateField()
    returned_by = by_whom()
    returned_at = when()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [together("returned")]

    def __str__(self):
        return f"Return of {self.version}"
