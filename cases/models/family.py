from django.db import models
from django.db.models import Q

from panelportal.kit.attribution import by_whom, together, when


class Informed(models.TextChoices):
    """Whether the victim or the victim's family knows that agencies look at the case together."""

    NOT_YET = "not-yet", "Not yet"
    YES = "yes", "Yes"
    NO = "no", "No, and they will not be told"


class FamilyContact(models.Model):
    """What the victim and the family know and want. Holds no name: contact is through the victim liaison officer.

    `informed_through` and `liaison_role` are roles, `liaison_contact` an
    office's telephone or mailbox.
    """

    case = models.OneToOneField("cases.Case", models.CASCADE, related_name="family")
    informed = models.CharField(max_length=10, choices=Informed.choices, default=Informed.NOT_YET)
    informed_on = models.DateField(null=True, blank=True)
    informed_through = models.CharField(max_length=200, blank=True)
    not_told_because = models.TextField(blank=True)
    wishes_known = models.BooleanField(default=False)
    wishes = models.TextField(blank=True)
    liaison_role = models.CharField(max_length=200, blank=True)
    liaison_contact = models.CharField(max_length=300, blank=True)
    reviewed_on = models.DateField()
    version = models.PositiveIntegerField(default=0)
    saved_by = by_whom()
    saved_at = when()

    class Meta:
        constraints = [
            together("saved"),
            models.CheckConstraint(
                condition=~Q(informed=Informed.YES) | Q(informed_on__isnull=False) & ~Q(informed_through=""),
                name="cases_family_informed_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(informed=Informed.NO) | ~Q(not_told_because=""), name="cases_family_not_told_why"
            ),
        ]

    def __str__(self):
        return f"{self.case}: told, {self.get_informed_display().lower()}"

    @property
    def shown(self):
        """Whether they know, in words, for the account of the case."""
        return {Informed.YES: "Told", Informed.NO: "Not told, by decision"}.get(self.informed, "Not told yet")
