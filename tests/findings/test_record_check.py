from datetime import date

import pytest

from cases.models import Particulars
from findings import checking
from findings.models import Outcome, RecordCheck
from panelportal.kit.versions import ChangedMeanwhile
from tests.factories import findings as factory


def test_an_involvement_keeps_its_dates_and_services_and_may_still_be_open(cast):
    part = factory.part(cast)

    check = factory.check(part, by=cast.police, detail="dropped", contact="dropped")

    check.refresh_from_db()
    assert (check.services, check.involved_from, check.involved_to) == (
        "Neighbourhood policing",
        date(2024, 3, 1),
        None,
    )
    assert (check.detail, check.contact, check.version, check.recorded_by) == ("", "", 1, cast.police)
    assert set(check.identifiers.all()) == set(factory.disclosing.disclosed(part))


@pytest.mark.parametrize(
    ("outcome", "detail", "contact"),
    [
        (Outcome.KNOWN_OUTSIDE, "kept", ""),
        (Outcome.NOT_KNOWN, "", ""),
        (Outcome.CANNOT_TELL, "kept", ""),
        (Outcome.HELD_ELSEWHERE, "kept", "kept too"),
        (Outcome.CANNOT_DISCLOSE, "kept", "kept too"),
    ],
)
def test_each_other_outcome_keeps_only_the_answers_that_it_asks_for(cast, outcome, detail, contact):
    part = factory.part(cast)

    check = factory.check(
        part,
        by=cast.police,
        outcome=outcome,
        detail="kept",
        contact="kept too",
        services="dropped",
        involved_from=date(2024, 1, 1),
        involved_to=date(2024, 2, 1),
    )

    assert (check.detail, check.contact) == (detail, contact)
    assert (check.services, check.involved_from, check.involved_to) == ("", None, None)


def test_a_colleague_who_saw_an_older_version_is_told_and_changes_nothing(cast):
    part = factory.part(cast)
    factory.check(part, by=cast.police)
    factory.check(part, by=cast.police_deputy, seen=1, checked_by_role="Deputy")

    with pytest.raises(ChangedMeanwhile) as changed:
        factory.check(part, by=cast.police, seen=1, checked_by_role="First")

    assert changed.value.current.checked_by_role == "Deputy"
    assert list(RecordCheck.objects.values_list("version", "checked_by_role")) == [(2, "Deputy")]


def test_a_colleague_who_saw_no_version_is_told_too(cast):
    part = factory.part(cast)
    factory.check(part, by=cast.police)

    with pytest.raises(ChangedMeanwhile):
        factory.check(part, by=cast.police_deputy)


def test_details_that_were_not_disclosed_cannot_be_named(cast):
    part, other = factory.parts(cast, "police_force", "trust")
    shown = {row.pk for row in factory.disclosing.disclosed(part)}
    hidden = Particulars.objects.filter(case=part.case).exclude(pk__in=shown).first()

    with pytest.raises(checking.NotDisclosed):
        factory.check(part, by=cast.police, identifiers=[hidden])
