"""Issued learning, written straight into the ledger, for tests that only search it."""

from agencies.models import AgencyKind, User
from findings.models import IssuedLearning
from findings.models.learning_points import Acted, Level, PointKind
from panelportal.kit import clock
from panelportal.kit.references import next_reference


def issued(*, is_cleared=True, **values):
    """Enter learning that names nobody, of the police unless told otherwise."""
    by, _ = User.objects.get_or_create(email="lead@ledger.example.org", defaults={"name": "Lena Lead"})
    at = clock.now()
    given = {
        "kind": PointKind.SHOULD_IMPROVE,
        "level": Level.ORGANISATION,
        "agency_kind": AgencyKind.objects.get(pk="police"),
        "region": "North",
        "year": 2025,
        "what": "A notice was late.",
        "would_help": "A rota.",
        "acted": Acted.NO,
        "issued_by": by,
        "issued_at": at,
    }
    cleared = {"cleared_by": by, "cleared_at": at} if is_cleared else {}
    return IssuedLearning.objects.create(reference=next_reference("IL"), **(given | cleared | values))
