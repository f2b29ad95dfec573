import pytest

from agencies import declaring
from agencies.models import Conflict
from panelportal.kit.models import TrailEntry
from tests.factories import ratings

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


def test_an_inspector_declares_a_conflict_on_a_page_and_the_review_is_gone(cast, client_of):
    review = ratings.received_review(cast)
    client = client_of(cast.inspector)

    wrong = client.post("/conflicts/", {"reference": "SFO-1999-0001"})
    client.post("/conflicts/", {"reference": review.reference.lower()})

    assert "There is no review or case with this reference" in wrong.content.decode()
    assert client.get(f"/reviews/{review.reference}/").status_code == 404
    assert review.reference in client.get("/conflicts/").content.decode()


def test_a_lead_lifts_the_conflict_of_somebody_else_and_never_their_own(cast, client_of):
    theirs, own = (
        declaring.declare_conflict(who, scope="SFO-2026-0001", by=who) for who in (cast.inspector, cast.lead)
    )

    answers = [client_of(cast.lead).post(f"/conflicts/{one.pk}/lift/").status_code for one in (theirs, own)]

    assert answers == [302, 404]
    assert list(Conflict.objects.live()) == [own]
    with pytest.raises(declaring.OwnConflict):
        declaring.lift_conflict(own, by=cast.lead)
