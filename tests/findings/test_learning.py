import threading

import pytest
from django.db import connection

from findings import learning
from findings.models import LearningPoint, Reply
from findings.models.learning_points import PointStatus
from panelportal.kit.versions import ChangedMeanwhile
from tests.factories import findings as factory


def numbers(case):
    return [point.reference for point in LearningPoint.objects.of_case(case).order_by("pk")]


def test_learning_points_are_numbered_within_their_case_across_agencies(cast):
    police, health = factory.parts(cast, "police_force", "trust")
    stem = police.case.reference.replace("MAC-", "LP-")

    factory.point(police, by=cast.police)
    factory.point(health, by=cast.health)
    factory.point(police, by=cast.police_deputy)

    assert numbers(police.case) == [f"{stem}-01", f"{stem}-02", f"{stem}-03"]


def test_the_number_of_a_removed_point_is_not_given_again(cast):
    part = factory.part(cast)
    factory.point(part, by=cast.police)

    learning.remove_point(factory.point(part, by=cast.police), by=cast.police)
    again = factory.point(part, by=cast.police)

    assert again.reference.endswith("-03")
    assert LearningPoint.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_points_added_at_the_same_moment_get_numbers_of_their_own(cast):
    part = factory.part(cast)
    failures = []

    def add():
        try:
            factory.point(part, by=cast.police)
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert [number[-2:] for number in numbers(part.case)] == ["01", "02", "03", "04"]


def test_a_point_is_a_draft_until_the_reply_is_sent(cast):
    part = factory.part(cast)

    point = factory.point(part, by=cast.police, why="")

    assert (point.status, point.why_in_words) == (PointStatus.NOT_SENT, "We do not know yet")
    assert not LearningPoint.objects.submitted().exists()


def test_adding_a_point_takes_back_that_there_is_no_learning(cast):
    part = factory.part(cast)
    learning.say_no_learning(part, because="Nothing found", by=cast.police)

    factory.point(part, by=cast.police)

    assert Reply.objects.get(request=part).no_learning == ""


def test_no_learning_is_refused_where_there_is_some(cast):
    part = factory.part(cast)
    factory.point(part, by=cast.police)

    with pytest.raises(learning.ThereIsLearning):
        learning.say_no_learning(part, because="Nothing found", by=cast.police)


def test_two_colleagues_never_overwrite_each_others_point(cast):
    point = factory.point(factory.part(cast), by=cast.police)
    same = {name: getattr(point, name) for name in "kind why would_help level release".split()}
    learning.change_point(point, **same, what="The deputy's", seen=1, by=cast.police_deputy)

    with pytest.raises(ChangedMeanwhile) as changed:
        learning.change_point(point, **same, what="The SPOC's", seen=1, by=cast.police)

    point.refresh_from_db()
    assert changed.value.current.what == point.what == "The deputy's"
    assert (point.added_by, point.changed_by) == (cast.police, cast.police_deputy)
