"""The directory: which agencies there are, of which kind, and who holds now what another held before."""

from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.db.models import Prefetch, QuerySet
from django.utils.text import slugify

from agencies.lineage import HandOver, Lineage
from agencies.models import Agency, AgencyKind, Membership, Succession
from agencies.models.directory import AGREEMENT_WARNING, INSPECTORATE_KIND
from agencies.role_names import ACT_FOR_THEIR_AGENCY
from panelportal.kit import clock
from panelportal.kit.trail import record, verb
from panelportal.kit.versions import save_next_version

KINDS = (  # slug, name, whether a request can be sent to it
    (INSPECTORATE_KIND, "Inspectorate", False),
    ("hmpps-sfo-team", "HMPPS SFO team", False),
    ("probation-region", "Probation region", False),
    ("probation-provider", "Earlier probation provider", False),
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

NOT_SLUGS = {"add", "import", "export"}  # addresses of other pages of the directory
DETAILS = (
    "name",
    "area",
    "parent",
    "mailbox",
    "valid_from",
    "valid_until",
    "sharing_agreement",
    "agreement_ends_on",
    "second_signer",
)


class OnlyOneInspectorate(ValueError):
    """There is one inspectorate, which every duty of its roles is for; another cannot be added, nor this one end."""


class MergedAlready(ValueError):
    """An agency that was merged into another shares that one's access, so it stays ended."""


class PartOfItself(ValueError):
    """An agency that would be a part of itself, through however many parent bodies."""


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
    if kind.pk == INSPECTORATE_KIND and Agency.objects.filter(kind=kind).exists():
        raise OnlyOneInspectorate(name)
    [agency] = enter([Agency(name=name, kind=kind, area=area, mailbox=mailbox)], by=by)
    return agency


def enter(agencies, *, by):
    """Enter new agencies with their groups, inside a verb, in as many queries for one as for a thousand.

    One that has a slug keeps it. Returns them as they were saved.
    """
    taken = {*NOT_SLUGS, *Agency.objects.values_list("slug", flat=True)}
    for agency in agencies:
        agency.slug = agency.slug or _free_slug(agency.name, taken)
        taken.add(agency.slug)
    groups = Group.objects.bulk_create(Group(name=f"agency:{agency.slug}") for agency in agencies)
    for agency, group in zip(agencies, groups, strict=True):
        agency.group = group
    agencies = Agency.objects.bulk_create(agencies)
    for agency in agencies:
        record("agency added", about=agency.slug[:60], by=by, kind=agency.kind_id)
    return agencies


@verb
def change_agency(agency, *, seen, by, **details):
    """Change the details of an agency: all of DETAILS. The trail says which changed, not to what.

    Raises ChangedMeanwhile when it is no longer the version that its editor
    saw, PartOfItself, OnlyOneInspectorate when that one would end, and
    MergedAlready when one that was merged would not stay ended.
    """
    agency = Agency.objects.select_for_update(of=("self",)).select_related("kind").get(pk=agency.pk)
    if agency.kind_id == INSPECTORATE_KIND and details["valid_until"]:
        raise OnlyOneInspectorate(agency)
    if details["valid_until"] != agency.valid_until and agency.was_merged:
        raise MergedAlready(agency)
    if details["parent"] and agency.pk in _itself_and_parents(details["parent"]):
        raise PartOfItself(agency)
    changed = [name for name in DETAILS if getattr(agency, name) != details[name]]
    for name in changed:
        setattr(agency, name, details[name])
    save_next_version(agency, seen=seen, fields=DETAILS)
    if changed:
        record("agency changed", about=agency.slug[:60], by=by, changed=changed)
    return agency


def _itself_and_parents(agency):
    found = set()
    while agency and agency.pk not in found:
        found.add(agency.pk)
        agency = agency.parent
    return found


def the_inspectorate():
    """Return the inspectorate itself, whose roles the inspectors, leads and coordinators hold."""
    return Agency.objects.get(kind=INSPECTORATE_KIND)


# ---- looking up --------------------------------------------------------------------------------------


def lineage():
    """Return the lineage of all agencies, in one query."""
    rows = Succession.objects.values_list(
        "predecessor", "successor", "took_over_on", "predecessor__valid_until", "successor__valid_until"
    )
    hand_overs, last_days = [], {}
    for predecessor, successor, on, last, last_of_successor in rows:
        hand_overs.append(HandOver(predecessor, successor, on))
        last_days |= {predecessor: last, successor: last_of_successor}
    return Lineage(hand_overs, last_days)


def holders_on(agency, day=None):
    """Return the agencies that hold on a day (today) what an agency held before, by name.

    A division of 2019 answers with today's regions; an agency that is still there with itself.
    """
    keys = lineage().holders_on(agency.pk, day or clock.today())
    return list(Agency.objects.filter(pk__in=keys).select_related("kind").order_by("name"))


@dataclass(frozen=True)
class Found:
    """What a search of the directory found, and for holders of today the earlier names that led to them."""

    agencies: QuerySet
    through: dict  # key of an agency: names of those it took over from that match


def find(words="", *, kind=None, show=""):
    """Search the directory by name, area and kind.

    Agencies that ended are found through who holds their work today. `show`
    narrows: "to-confirm", "agreement" (ended or about to), or "ended".
    """
    agencies = Agency.objects.for_list()
    agencies = agencies.filter(kind=kind) if kind else agencies
    if show == "ended":
        return Found(agencies.ended().matching(words), {})
    through = _through_earlier_names(words) if words else {}
    found = agencies.in_being().matching(words) | agencies.in_being().filter(pk__in=through)
    return Found(_narrowed(found, show), through)


def with_contacts(agencies):
    """Return agencies with those who act for them now, and nobody else of theirs."""
    acting = Membership.objects.live().filter(role__in=ACT_FOR_THEIR_AGENCY).select_related("user")
    return agencies.prefetch_related(Prefetch("memberships", acting))


def _narrowed(agencies, show):
    if show == "to-confirm":
        return agencies.to_confirm()
    if show == "agreement":
        return agencies.filter(agreement_ends_on__lte=clock.today() + AGREEMENT_WARNING)
    return agencies


def _through_earlier_names(words):
    earlier = dict(Agency.objects.ended().matching(words).order_by("name").values_list("pk", "name"))
    through, tree, today = {}, lineage() if earlier else None, clock.today()
    for pk, name in earlier.items():
        for holder in tree.holders_on(pk, today) - {pk}:
            through.setdefault(holder, []).append(name)
    return through


# ---- addresses -----------------------------------------------------------------------------------------


def _free_slug(name, taken):
    base = slugify(name)[:70] or "agency"
    return next(slug for slug in _candidates(base) if slug not in taken)


def _candidates(base):
    yield base
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1
