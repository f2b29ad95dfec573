"""Grants on the guarded objects: those of agencies and inspectors, and people named on requests for the rest."""

from itertools import chain, islice

from django.contrib.auth.models import Permission
from django.db import connection

from agencies.role_names import Role
from cases.models import AgencyRequest, RequestStatus
from cases.models.requests import AgencyRequestGroupGrant
from cases.requesting import ASKED_BECAUSE
from panelportal.kit.access import Can
from panelportal.kit.trail import PORTAL
from panelportal.scale.world import World, batches, pour
from ratings.models import Assessment, AssessmentUserGrant

OPENED = (Can.READ, Can.ANSWER)
INSERT = """
    INSERT INTO cases_agencyrequestusergrant
        (user_id, for_group_id, permission_id, content_object_id, given_by, given_by_key, given_at, because)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"""
COPY = """
    COPY cases_agencyrequestusergrant
        (user_id, for_group_id, permission_id, content_object_id, given_by, given_by_key, given_at, because)
    FROM STDIN"""


def enter(world: World):
    """Give as many grants as the size says; what agencies and inspectors do not hold, named people do."""
    given = sum(pour(table, rows) for table, rows in _of_work(world))
    held = [request for request in world.requests if request.status != RequestStatus.WITHDRAWN]
    of_many = [request for request in held if request.agency_id == world.agencies[1].pk]
    pairs = chain(((world.by_name, one) for one in of_many), _named(world, held))
    permissions = [_permission(AgencyRequest, can).pk for can in OPENED]
    rows = (
        (person.pk, world.group_of[person.pk], permission, request.pk)
        for person, request in pairs
        for permission in permissions
    )
    _name_people(world, islice(rows, world.size.grants - given))


def _name_people(world, rows):
    """Write the grants of named people past the model: a million of them would take it two minutes."""
    moment = connection.ops.adapt_datetimefield_value(world.now)
    common = (PORTAL.label, PORTAL.key, moment, ASKED_BECAUSE)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(COPY) as copy:
                for row in rows:
                    copy.write_row((*row, *common))
            return
        for batch in batches(rows):
            cursor.executemany(INSERT, [(*row, *common) for row in batch])


def _of_work(world):
    rate = _permission(Assessment, Can.RATE)
    opened = [_permission(AgencyRequest, can) for can in OPENED]
    yield (
        AssessmentUserGrant,
        (
            AssessmentUserGrant(
                user=one.rater,
                for_group=world.inspectorate.group,
                permission=rate,
                content_object=one,
                **_given(world),
            )
            for one in world.assessments
        ),
    )
    yield (
        AgencyRequestGroupGrant,
        (
            AgencyRequestGroupGrant(
                group=request.agency.group, permission=permission, content_object=request, **_given(world)
            )
            for request in world.requests
            if request.status != RequestStatus.WITHDRAWN
            for permission in opened
        ),
    )


def _named(world, requests):
    """Name people on the requests: the same number on each, somebody else each time, never a measured person."""
    people = [one for one in world.by_role[Role.REPRESENTATIVE] if one != world.by_name]
    on_each = 1 + world.size.grants // (len(OPENED) * len(requests))
    for request in requests:
        yield from ((person, request) for person in world.random.sample(people, min(on_each, len(people))))


def _permission(model, can):
    return Permission.objects.get(
        content_type__app_label=model._meta.app_label, content_type__model=model._meta.model_name, codename=str(can)
    )


def _given(world):
    return {
        "given_by": PORTAL.label,
        "given_by_key": PORTAL.key,
        "given_at": world.now,
        "because": ASKED_BECAUSE,
    }
