import pytest

from findings.models import LearningPoint
from panelportal.kit.versions import ChangedMeanwhile, save_next_version
from tests.kit.at_once import at_once
from tests.kit.guarded import add_case, add_request


@pytest.fixture
def point(cast):
    request = add_request(add_case("MAC-2026-001"), cast.police_force)
    return LearningPoint.objects.create(
        reference="LP-2026-001-01",
        request=request,
        kind="worked-well",
        what="As it was",
        would_help="As it was",
        level="team",
        release="panel",
        version=7,
    )


@pytest.mark.django_db
def test_who_saw_the_present_version_saves_the_next(point):
    point.what = point.would_help = "As it is now"

    save_next_version(point, seen=7, fields=["what"])

    kept = LearningPoint.objects.get()
    assert (kept.what, kept.would_help, kept.version, point.version) == ("As it is now", "As it was", 8, 8)


@pytest.mark.django_db
@pytest.mark.parametrize("seen", [6, 8])
def test_who_saw_another_version_is_shown_what_stands_and_overwrites_nothing(point, seen):
    point.what = "My text"

    with pytest.raises(ChangedMeanwhile) as refused:
        save_next_version(point, seen=seen, fields=["what"])

    assert (refused.value.current.what, refused.value.current.version) == ("As it was", 7)
    assert (LearningPoint.objects.get().what, point.what, point.version) == ("As it was", "My text", 7)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_one_wins_and_the_other_is_told(point):
    def saving(text):
        def save():
            mine = LearningPoint.objects.get()
            mine.what = text
            try:
                save_next_version(mine, seen=7, fields=["what"])
            except ChangedMeanwhile as refused:
                return refused.current.what
            return None

        return save

    told = at_once(saving("Hers"), saving("His"))

    (winner,) = {"Hers", "His"} & set(told)
    assert sorted(told, key=bool) == [None, winner]
    assert (LearningPoint.objects.get().what, LearningPoint.objects.get().version) == (winner, 8)
