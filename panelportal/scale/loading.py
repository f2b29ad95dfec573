"""Loading the made-up data: every app's part, in the river's order, all or nothing."""

from random import Random

from django.db import connection, transaction

from agencies.models import User
from panelportal.kit import clock
from panelportal.scale import cases, chronology, grants, history, ledger, people, replies, reviews
from panelportal.scale.sizes import Size
from panelportal.scale.world import World

PARTS = (people, reviews, cases, replies, chronology, ledger, grants, history)


class NotEmpty(ValueError):
    """There are people in the database already."""


def load(size: Size, *, seed=1):
    """Fill an empty database. The same size and seed give the same data, but for the day. Raises NotEmpty."""
    if User.objects.exists():
        raise NotEmpty
    world = World(size, Random(seed), clock.now())  # noqa: S311  # nosec B311
    with transaction.atomic():
        for part in PARTS:
            part.enter(world)
    _tell_the_planner()
    return world


def _tell_the_planner():
    """Have PostgreSQL look at what was loaded now, as it does by itself some minutes later."""
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
