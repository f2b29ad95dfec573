import pytest

from cases.models import Particulars
from findings import checking
from findings.models import Archives, Outcome, RecordCheck
from panelportal.kit.versions import ChangedMeanwhile
from tests.factories import findings as factory


def test_a_check_that_found_an_involvement_keeps_how_it_searched(cast):
    part = factory.part(cast)

    check = factory.check(part, by=cast.police, detail="dropped", contact="dropped", archives_note="dropped")

    check.refresh_from_db()
    assert (check.archives, check.archives_note) == (Archives.SEARCHED, "")
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
        archives=Archives.NOT_SEARCHED,
        archives_note="The store is closed until Monday.",
    )

    assert (check.detail, check.contact) == (detail, contact)
    assert check.archives_note == "The store is closed until Monday."


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
