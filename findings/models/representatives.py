from django.conf import settings
from django.db import models
from django.db.models import Q

from panelportal.kit.attribution import by_whom, together, when


class Attending(models.TextChoices):
    ME = "me", "Me"
    COLLEAGUE = "colleague", "A colleague"
    NOBODY_YET = "nobody-yet", "We do not know yet"


class Representative(models.Model):
    """Who will attend the panel for an agency, as it told us: a person's name and address, or nobody yet.

    The name and address stay as they were typed. `person` is who that is in
    the directory: from the start for somebody who named themselves, for a
    colleague when the reply is sent.
    """

    request = models.OneToOneField("cases.AgencyRequest", models.PROTECT, related_name="representative")
    who = models.CharField(max_length=12, choices=Attending.choices)
    name = models.CharField(max_length=150, blank=True)
    email = models.EmailField(blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    named_by = by_whom()
    named_at = when()

    class Meta:
        default_permissions = ()
        constraints = [
            together("named"),
            models.CheckConstraint(
                condition=Q(who="nobody-yet", name="", email="", person__isnull=True)
                | (~Q(who="nobody-yet") & ~Q(name="") & ~Q(email="")),
                name="findings_somebody_has_name_and_address",
            ),
        ]

    def __str__(self):
        return self.name or self.get_who_display()
