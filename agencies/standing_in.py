"""Standing in: somebody who acts for an agency for the length of one question, and was never there afterwards."""

from contextlib import contextmanager

from django.db import transaction

from agencies.joining import TERMS_VERSION
from agencies.models import Conflict, Membership, User
from agencies.role_names import ACT_FOR_THEIR_AGENCY, held_in
from panelportal.kit import access

NAME = "Somebody who acts for {agency}"
ADDRESS = "stand-in@portal.invalid"  # the top-level domain that nobody can ever have (RFC 2606)


class NobodyActsForIt(ValueError):
    """An agency of a kind for which nobody acts, such as the inspectorate."""


@contextmanager
def acting_for(agency, *, watched_by):
    """Give a person who acts for an agency and holds nothing else, in a transaction that is always rolled back.

    The person is a row like any other while this runs, so that the door, the
    duties and the pages answer as they would to the agency's own SPOC; what
    they write meanwhile, such as that a request was opened, goes with them.
    The conflicts of interest of the one who watches are theirs too, so that
    nobody sees through an agency what they declared they should not see.
    Raises NobodyActsForIt.
    """
    roles = sorted(ACT_FOR_THEIR_AGENCY & held_in(agency.kind_id), reverse=True)
    if not roles:
        raise NobodyActsForIt(agency.slug)
    scopes = access.standing(watched_by).conflicts
    with transaction.atomic():
        try:
            yield _enter(agency, roles[0], scopes)
        finally:
            transaction.set_rollback(True)


def _enter(agency, role, scopes):
    person = User.objects.create(name=NAME.format(agency=agency)[:150], email=ADDRESS, terms_version=TERMS_VERSION)
    Membership.objects.create(user=person, agency=agency, role=role)
    Conflict.objects.bulk_create(Conflict(user=person, scope=scope) for scope in scopes)
    return person
