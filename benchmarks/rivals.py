"""What django-guardian's own question takes for the same lists, on the same data in the same run."""

from functools import partial
from unittest.mock import patch

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from guardian import shortcuts
from guardian.models import GroupObjectPermission, UserObjectPermission

from benchmarks.operations import SEE_REQUESTS, page_of_requests, person
from benchmarks.timing import measure
from cases.models import AgencyRequest
from panelportal.kit import access

DIRECT = "guardian, our tables"
GENERIC = "guardian, its generic tables"
OF_USERS = """
    INSERT INTO guardian_userobjectpermission (object_pk, content_type_id, permission_id, user_id)
    SELECT CAST(content_object_id AS VARCHAR(255)), %s, permission_id, user_id FROM cases_agencyrequestusergrant"""
OF_GROUPS = """
    INSERT INTO guardian_groupobjectpermission (object_pk, content_type_id, permission_id, group_id)
    SELECT CAST(content_object_id AS VARCHAR(255)), %s, permission_id, group_id FROM cases_agencyrequestgroupgrant"""


def measure_rivals():
    """Measure `get_objects_for_user`: on our tables, then on a copy of the grants in guardian's generic ones.

    Unlike our door it asks for no end date, role or conflict, and is told
    the groups, which we ask from the memberships.
    """
    for name, words in SEE_REQUESTS.items():
        yield measure(f"{DIRECT} ({words})", partial(_asking, name))
    _copy_into_generic_tables()
    with (
        patch.object(shortcuts, "get_user_obj_perms_model", lambda _: UserObjectPermission),
        patch.object(shortcuts, "get_group_obj_perms_model", lambda _: GroupObjectPermission),
    ):
        for name, words in SEE_REQUESTS.items():
            yield measure(f"{GENERIC} ({words})", partial(_asking, name))


def _asking(name):
    someone = person(name)
    someone.groups = Group.objects.filter(pk__in=access.standing(someone).groups)
    ask = partial(
        shortcuts.get_objects_for_user,
        someone,
        "read",
        AgencyRequest.objects.all(),
        with_superuser=False,
        accept_global_perms=False,
    )
    return lambda: page_of_requests(ask())


def _copy_into_generic_tables():
    kind = ContentType.objects.get_for_model(AgencyRequest).pk
    with connection.cursor() as cursor:
        cursor.execute(OF_USERS, [kind])
        cursor.execute(OF_GROUPS, [kind])
        if connection.vendor == "postgresql":  # as it does by itself some minutes later
            cursor.execute("VACUUM ANALYZE")
