import pytest

from agencies import declaring
from agencies.models import Conflict
from panelportal.kit.models import TrailEntry

pytestmark = pytest.mark.django_db


def test_a_conflict_is_declared_once_with_who_and_when(cast):
    first = declaring.declare_conflict(cast.inspector, scope="MAC-2026-001", by=cast.lead)
    second = declaring.declare_conflict(cast.inspector, scope="MAC-2026-001", by=cast.inspector)

    assert first == second == Conflict.objects.get()
    assert (first.user, first.scope, first.declared_by) == (cast.inspector, "MAC-2026-001", cast.lead)
    assert first.declared_at is not None
    entry = TrailEntry.objects.get(act="conflict declared")
    assert (entry.about, entry.facts) == ("MAC-2026-001", {"person": f"person:{cast.inspector.pk}"})


def test_a_conflict_that_was_lifted_can_be_declared_again(cast):
    first = declaring.declare_conflict(cast.inspector, scope="MAC-2026-001", by=cast.lead)
    Conflict.objects.filter(pk=first.pk).update(lifted_by=cast.lead, lifted_at=first.declared_at)

    second = declaring.declare_conflict(cast.inspector, scope="MAC-2026-001", by=cast.lead)

    assert list(Conflict.objects.live()) == [second]
    assert Conflict.objects.count() == 2
