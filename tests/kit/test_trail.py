import pytest
from django.db import DatabaseError, connection, transaction

from panelportal.kit import trail, trail_check
from panelportal.kit.models import ReadEntry, TrailEntry

pytestmark = pytest.mark.django_db


@trail.verb
def _do(act, about="MAC-2026-001"):
    trail.record(act, about=about, by=None, before="a", after="b")


def test_each_act_is_chained_to_the_one_before():
    _do("first act")
    _do("second act")

    first, second = TrailEntry.objects.order_by("pk")
    assert (first.previous, second.previous) == (trail.FIRST, first.digest)
    assert trail_check.verify() is None


@trail.verb
def _fail_after(act):
    _do(act)
    raise RuntimeError("the second write of the verb failed")


def test_a_verb_that_fails_leaves_no_act():
    with pytest.raises(RuntimeError, match="the second write of the verb failed"):
        _fail_after("inner act")

    assert not TrailEntry.objects.exists()


def test_an_inner_verb_that_fails_takes_only_its_own_acts():
    with trail.one_transaction():
        _do("kept")
        with pytest.raises(RuntimeError, match="the second write of the verb failed"):
            _fail_after("lost")

    assert [entry.act for entry in TrailEntry.objects.all()] == ["kept"]


def test_an_act_outside_a_verb_is_refused():
    with pytest.raises(trail.OutsideAVerb):
        trail.record("act", about="MAC-2026-001", by=None)


@pytest.mark.parametrize("change", ["UPDATE kit_trailentry SET act = 'other'", "DELETE FROM kit_trailentry"])
def test_the_database_refuses_to_change_the_trail(change):
    _do("an act")

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)

    assert TrailEntry.objects.get().act == "an act"


def test_verify_names_the_first_broken_link():
    from panelportal.kit import guards

    for act in ("first", "second", "third"):
        _do(act)
    guards.remove(connection)
    changed = TrailEntry.objects.get(act="second")
    TrailEntry.objects.filter(pk=changed.pk).update(about="MAC-2026-999")
    guards.install(connection)

    assert trail_check.verify() == (
        f"Entry {changed.pk} of the trail (second, MAC-2026-999) does not follow from the one before."
    )


def test_verify_notices_that_the_newest_entries_are_gone():
    from panelportal.kit import guards

    for act in ("first", "second"):
        _do(act)
    guards.remove(connection)
    TrailEntry.objects.get(act="second").delete()
    guards.install(connection)

    assert trail_check.verify() == "The trail ends too early: entries after number 1 are missing."


def test_reads_are_sealed_after_a_minute_and_a_changed_read_shows():
    from datetime import timedelta

    from panelportal.kit import clock, guards

    with clock.at(clock.now() - timedelta(minutes=5)):
        trail.record_read("request read", about="REQ-2026-0001", by=None)
    trail.record_read("request read", about="REQ-2026-0002", by=None)

    assert trail.seal_reads() == 1
    assert trail_check.verify() is None

    guards.remove(connection)
    ReadEntry.objects.filter(about="REQ-2026-0001").update(about="REQ-2026-0009")
    guards.install(connection)
    assert "is broken" in trail_check.verify()


def test_as_what_somebody_read_and_that_they_were_refused_stand_under_the_seal_too(cast):
    from datetime import timedelta

    from panelportal.kit import clock, guards

    with clock.at(clock.now() - timedelta(minutes=5)):
        trail.record_read("request read", about="REQ-2026-0001", by=cast.police)
        trail.record_refusal("refused: findings:request", about="REQ-2026-0002", by=cast.police)
    read, refused = ReadEntry.objects.order_by("pk")
    trail.seal_reads()
    sealed = trail_check.verify()

    guards.remove(connection)
    found = []
    for entry, change in ((read, {"capacity": "Auditor"}), (refused, {"was_refused": False})):
        ReadEntry.objects.filter(pk=entry.pk).update(**change)
        found.append(trail_check.verify())
        entry.save()
    guards.install(connection)

    assert read.capacity == "Single point of contact (SPOC), Northshire Police"
    assert (read.was_refused, refused.was_refused) == (False, True)
    assert sealed is None
    assert all("is broken" in broken for broken in found)


def test_the_nightly_check_records_what_it_found():
    _do("an act")

    held = (trail_check.last_check(), trail_check.check_nightly(), trail_check.last_check())

    assert held[:2] == (None, None)
    assert (held[2].act, held[2].facts) == (trail_check.HOLDS, {"acts": 1, "seals": 0})
    assert trail_check.verify() is None


def test_what_is_chained_while_the_check_walks_does_not_look_like_a_gap(monkeypatch):
    _do("before")

    def while_walking(queryset, **options):
        _do("meanwhile")
        return iter(list(queryset))

    monkeypatch.setattr("django.db.models.query.QuerySet.iterator", while_walking)

    assert trail_check.verify() is None
