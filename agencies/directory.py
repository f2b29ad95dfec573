"""The directory: which agencies there are, and of which kind."""

from django.contrib.auth.models import Group
from django.utils.text import slugify

from agencies.models import Agency, AgencyKind
from panelportal.kit.trail import record, verb

KINDS = (  # slug, name, whether a request can be sent to it
    ("inspectorate", "Inspectorate", False),
    ("hmpps-sfo-team", "HMPPS SFO team", False),
    ("probation-region", "Probation region", False),
    ("police", "Police", True),
    ("health", "Health body", True),
    ("childrens-services", "Children's services", True),
    ("adult-social-care", "Adult social care", True),
    ("prison", "Prison", True),
    ("youth-justice", "Youth justice", True),
    ("housing", "Housing", True),
    ("ambulance", "Ambulance", True),
    ("substance-misuse", "Substance misuse", True),
    ("voluntary", "Voluntary organisation", True),
    ("other", "Other", True),
)

NOT_SLUGS = {"add"}  # the address of the page that adds an agency
INSPECTORATE = "inspectorate"


class OnlyOneInspectorate(ValueError):
    """There is one inspectorate, which every duty of its roles is for; another cannot be added."""


def load_kinds(**_):
    """Keep the kinds of agency in step with the list above; called after each migrate."""
    for position, (slug, name, takes_requests) in enumerate(KINDS, start=1):
        AgencyKind.objects.update_or_create(
            slug=slug, defaults={"name": name, "position": position, "takes_requests": takes_requests}
        )


@verb
def add_agency(*, name, kind, area="", mailbox="", by):
    """Add an agency to the directory, with the group through which its SPOC and deputy hold access.

    Raises OnlyOneInspectorate.
    """
    if kind.pk == INSPECTORATE and Agency.objects.filter(kind=kind).exists():
        raise OnlyOneInspectorate(name)
    slug = _free_slug(name)
    group = Group.objects.create(name=f"agency:{slug}")
    agency = Agency.objects.create(slug=slug, name=name, kind=kind, area=area, mailbox=mailbox, group=group)
    record("agency added", about=agency.slug[:60], by=by, kind=kind.pk)
    return agency


def the_inspectorate():
    """Return the inspectorate itself, whose roles the inspectors, leads and coordinators hold."""
    return Agency.objects.get(kind=INSPECTORATE)


def _free_slug(name):
    base = slugify(name)[:70] or "agency"
    taken = {*NOT_SLUGS, *Agency.objects.filter(slug__startswith=base).values_list("slug", flat=True)}
    return next(slug for slug in _candidates(base) if slug not in taken)


def _candidates(base):
    yield base
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1
