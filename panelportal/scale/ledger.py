"""The ledger of issued learning: made-up sentences whose words are as rare and as common as those of real ones."""

from itertools import accumulate, product

from agencies.models import AgencyKind
from findings.models import IssuedLearning
from findings.models.learning_points import Acted, Level, PointKind
from panelportal.kit.models import ReferenceCounter
from panelportal.scale.world import World, pour

YEARS = 10
TOLD = (25, 20, 15)  # words of what happened, why, and what would help
OFTEN = (
    "information shared agencies records recall notice risk person prison police release officer late mailbox review "
    "referral meeting assessment plan housing health team handover threshold safeguarding weekend system training rota"
).split()
SYLLABLES = "ba be co da de fi fo ga go hu la lu ma mi ne pi ro su ta ve".split()
WORDS = [*OFTEN, *map("".join, product(SYLLABLES, repeat=3))]
SHARES = list(accumulate(1 / (place + 40) for place in range(len(WORDS))))  # by the law of Zipf and Mandelbrot


def enter(world: World):
    """Enter as much issued learning as the size says, all of it cleared."""
    kinds = list(AgencyKind.objects.filter(takes_requests=True))
    pour(IssuedLearning, (_entry(world, number, kinds) for number in range(1, world.size.issued + 1)))
    year = world.now.year
    pour(ReferenceCounter, [ReferenceCounter(prefix="IL", year=year, last=world.size.issued)])


def _entry(world, number, kinds):
    by = world.spoc[world.agencies[0].pk]
    what, why, would_help = (said(world.random, count) for count in TOLD)
    return IssuedLearning(
        reference=f"IL-{world.now.year}-{number:04}",
        kind=(PointKind.WORKED_WELL, PointKind.SHOULD_IMPROVE)[number % 2],
        level=Level.ORGANISATION,
        agency_kind=kinds[number % len(kinds)],
        region=world.regions[number % len(world.regions)].name,
        year=world.now.year - number % YEARS,
        what=what,
        why=why,
        would_help=would_help,
        acted=Acted.NO,
        issued_by=by,
        issued_at=world.now,
        cleared_by=by,
        cleared_at=world.now,
    )


def said(random, count):
    """Return so many words in a row, most of them common."""
    return " ".join(random.choices(WORDS, cum_weights=SHARES, k=count))  # nosec B311
