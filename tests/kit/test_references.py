from datetime import UTC, datetime

import pytest
from django.urls import NoReverseMatch

from panelportal.kit import clock, references, trail
from panelportal.kit.models import ReferenceCounter
from panelportal.kit.references import next_reference
from tests.kit.at_once import at_once

IN_2026 = datetime(2026, 12, 31, 23, 59, tzinfo=UTC)
IN_2027 = datetime(2027, 1, 1, 0, 1, tzinfo=UTC)


@pytest.mark.django_db
def test_each_prefix_counts_by_itself_and_has_its_own_width():
    with clock.at(IN_2026):
        given = [next_reference(prefix) for prefix in ("SFO", "SFO", "MAC", "REQ", "MLP", "LR", "ACT")]

    assert given == [
        "SFO-2026-0001",
        "SFO-2026-0002",
        "MAC-2026-001",
        "REQ-2026-0001",
        "MLP-2026-01",
        "LR-2026-01",
        "ACT-2026-001",
    ]


@pytest.mark.django_db
def test_each_year_starts_from_one():
    given = []
    for moment in (IN_2026, IN_2027, IN_2027):
        with clock.at(moment):
            given.append(next_reference("MAC"))

    assert given == ["MAC-2026-001", "MAC-2027-001", "MAC-2027-002"]


@pytest.mark.django_db
def test_a_number_that_outgrows_its_width_goes_on():
    ReferenceCounter.objects.create(prefix="MLP", year=2026, last=99)

    with clock.at(IN_2026):
        assert next_reference("MLP") == "MLP-2026-100"


@pytest.mark.django_db
def test_a_prefix_that_nobody_named_is_refused():
    with pytest.raises(KeyError):
        next_reference("XYZ")

    assert not ReferenceCounter.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_twenty_who_ask_at_once_get_twenty_references():
    def ask():
        with clock.at(IN_2026), trail.one_transaction():
            return next_reference("REQ")

    given = at_once(*[ask] * 20)

    assert sorted(given) == [f"REQ-2026-{number:04}" for number in range(1, 21)]


@pytest.mark.django_db(transaction=True)
def test_a_verb_that_fails_gives_its_number_back():
    def fail():
        with trail.one_transaction():
            next_reference("REQ")
            raise RuntimeError("the second write of the verb failed")

    with clock.at(IN_2026):
        with pytest.raises(RuntimeError, match="the second write of the verb failed"):
            fail()
        with trail.one_transaction():
            assert next_reference("REQ") == "REQ-2026-0001"


def test_the_page_of_a_reference_is_the_one_its_app_named(monkeypatch):
    monkeypatch.setattr(references, "_nouns", {"MAC": ("case", None)})

    assert references.page_of("MAC-2026-031") == "/cases/MAC-2026-031/"
    with pytest.raises(KeyError):
        references.page_of("XYZ-2026-1")
    with pytest.raises(NoReverseMatch):
        references.page_of("MAC-../031")
