from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agencies.models.directory import Agency
from agencies.role_names import Role
from panelportal.kit import clock
from panelportal.kit.attribution import by_whom, together, when


class MembershipQuerySet(models.QuerySet):
    def live(self, on=None):
        """Those that hold on a day (today): begun, and not ended on or before it."""
        day = on or clock.today()
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), starts_on__lte=day)

    def for_directory(self):
        return self.select_related("user", "agency").order_by("agency__name", "role", "user__name")


class Membership(models.Model):
    """A person's role in an agency, from one day until another. Ending it takes its access at once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, choices=Role.choices)
    starts_on = models.DateField(default=clock.today)
    ends_on = models.DateField(null=True, blank=True)
    added_by = by_whom()
    added_at = when()
    ended_by = by_whom()
    ended_at = when()
    ended_because = models.CharField(max_length=300, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            together("added"),
            together("ended"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="agencies_membership_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["user", "agency", "role"],
                condition=Q(ends_on__isnull=True),
                name="agencies_one_open_membership",
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.get_role_display()}, {self.agency}"

    @property
    def has_joined(self):
        """Whether the person has ever come and accepted the terms."""
        return self.user.terms_accepted_at is not None

    @property
    def is_live(self):
        today = clock.today()
        return self.starts_on <= today and (self.ends_on is None or self.ends_on > today)
