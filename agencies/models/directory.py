from django.contrib.auth.models import Group
from django.db import models


class AgencyKind(models.Model):
    """A kind of agency, as data: police, health body, prison and so on."""

    slug = models.SlugField(primary_key=True)
    name = models.CharField(max_length=60, unique=True)
    position = models.PositiveSmallIntegerField()
    takes_requests = models.BooleanField()

    class Meta:
        ordering = ["position"]

    def __str__(self):
        return self.name


class AgencyQuerySet(models.QuerySet):
    def that_can_be_asked(self):
        """Those that a request can be sent to: neither the inspectorate nor probation itself."""
        return self.filter(kind__takes_requests=True)

    def regions(self):
        return self.filter(kind="probation-region")

    def for_list(self):
        return self.select_related("kind").order_by("kind__position", "name")

    def with_people(self):
        return self.prefetch_related("memberships__user")


class Agency(models.Model):
    """An organisation that takes part, with the group through which its SPOC and deputy hold access."""

    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=150, unique=True)
    kind = models.ForeignKey(AgencyKind, models.PROTECT, related_name="agencies")
    area = models.CharField(max_length=100, blank=True)
    mailbox = models.EmailField(blank=True)
    group = models.OneToOneField(Group, models.PROTECT, related_name="agency")

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "agencies"
        ordering = ["name"]

    def __str__(self):
        return self.name
