"""Agencies and the people who act for them, the measured people among them."""

from itertools import cycle

from django.contrib.auth.models import Group

from agencies.joining import TERMS_VERSION
from agencies.models import Agency, AgencyKind, Membership, User
from agencies.role_names import Role
from panelportal.scale.world import World, fill, pour

FIRST = (
    "Amina Bryn Carys Dev Ewan Farah Gwen Hari Iona Jamal Kofi Lena Mina Noor Owen Priya Rhys Sana Tomos Una".split()
)
LAST = (
    "Ahmed Bowen Costa Davies Evans Flynn Grant Hughes Iqbal Jones Khan Lewis Marsh Nowak Okafor Price Rao Shah".split()
)
AT_HEADQUARTERS = (Role.INSPECTOR, Role.INSPECTOR, Role.INSPECTOR, Role.LEAD, Role.COORDINATOR, Role.AUDITOR)
ONE_IN = 100  # of so many people one works at the inspectorate
MEASURED = {  # by the name before the @ of their address: what they are, and where, counted among the agencies
    "inspector": (Role.INSPECTOR, "inspectorate"),
    "lead": (Role.LEAD, "inspectorate"),
    "coordinator": (Role.COORDINATOR, "inspectorate"),
    "auditor": (Role.AUDITOR, "inspectorate"),
    "few": (Role.SPOC, 0),
    "many": (Role.SPOC, 1),
    "by-name": (Role.REPRESENTATIVE, 1),
}


def enter(world: World):
    """Enter agencies, people and who is what where. Everybody has accepted the terms."""
    _enter_agencies(world)
    where = list(_places(world))
    people = fill(User, (_person(world, number) for number in range(len(where))))
    for (name, _), person in zip(MEASURED.items(), people, strict=False):
        person.email = address_of(name)
    User.objects.bulk_update(people[: len(MEASURED)], ["email"])
    pour(Membership, _memberships(world, people, where))
    for person, (role, agency) in zip(people, where, strict=True):
        world.by_role.setdefault(role, []).append(person)
        world.group_of[person.pk] = agency.group_id
        if role == Role.SPOC:
            world.spoc[agency.pk] = person
    world.by_name = people[list(MEASURED).index("by-name")]


def address_of(name):
    """Return the address of a measured person."""
    return f"{name}@measured.example.org"


def _enter_agencies(world):
    kinds = list(AgencyKind.objects.order_by("position"))
    at_home = {kind.slug: kind for kind in kinds if not kind.takes_requests}
    regions = max(2, min(12, world.size.agencies // 10))
    wanted = [at_home["inspectorate"], at_home["hmpps-sfo-team"], *[at_home["probation-region"]] * regions]
    asked = cycle(kind for kind in kinds if kind.takes_requests)
    wanted += [next(asked) for _ in range(world.size.agencies - len(wanted))]
    groups = fill(Group, (Group(name=f"agency:measured-{number}") for number in range(len(wanted))))
    entered = fill(
        Agency,
        (
            Agency(
                slug=f"measured-{number}", name=f"{kind.name} {number:04}", kind=kind, area="Northshire", group=group
            )
            for number, (kind, group) in enumerate(zip(wanted, groups, strict=True))
        ),
    )
    world.inspectorate, world.regions = entered[0], entered[2 : 2 + regions]
    world.agencies = entered[2 + regions :]


def _places(world):
    """Say what everybody is: the measured people, the inspectorate, then a SPOC, a deputy and others everywhere."""
    agencies, size = world.agencies, world.size
    yield from (
        (role, world.inspectorate if where == "inspectorate" else agencies[where]) for role, where in MEASURED.values()
    )
    taken = len(MEASURED)
    for number in range(max(len(AT_HEADQUARTERS), size.people // ONE_IN)):
        yield AT_HEADQUARTERS[number % len(AT_HEADQUARTERS)], world.inspectorate
        taken += 1
    spocs = [(Role.SPOC, agency) for agency in agencies[2:]]
    teams = [(Role.REVIEW_TEAM, region) for region in world.regions]
    deputies = [(Role.DEPUTY, agency) for agency in agencies]
    first = [*spocs, *teams, *deputies][: size.people - taken]
    yield from first
    others = cycle(agencies)
    yield from ((Role.REPRESENTATIVE, next(others)) for _ in range(size.people - taken - len(first)))


def _person(world, number):
    return User(
        email=f"person-{number}@measured.example.org",
        name=f"{world.random.choice(FIRST)} {world.random.choice(LAST)}",
        job_title="Made up for measuring",
        joined_at=world.now,
        terms_accepted_at=world.now,
        terms_version=TERMS_VERSION,
    )


def _memberships(world, people, where):
    since = world.now.date().replace(month=1, day=1, year=world.now.year - 2)
    for person, (role, agency) in zip(people, where, strict=True):
        yield Membership(user=person, agency=agency, role=role, starts_on=since)
