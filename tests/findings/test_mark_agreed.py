import pytest

from findings import agreeing
from findings.models.learning_points import PointStatus
from tests.factories import findings as factory


@pytest.mark.parametrize(
    ("mark", "status"),
    [
        (agreeing.mark_agreed, PointStatus.AGREED),
        (agreeing.mark_not_agreed, PointStatus.NOT_AGREED),
        (agreeing.mark_used, PointStatus.USED),
    ],
)
def test_a_panel_marks_a_submitted_point(cast, mark, status):
    part = factory.replied(factory.part(cast), by=cast.police)
    point = part.learning_points.get()

    mark(point, by=cast.coordinator)

    point.refresh_from_db()
    assert point.status == status


def test_a_draft_cannot_be_agreed(cast):
    point = factory.point(factory.part(cast), by=cast.police)

    with pytest.raises(agreeing.NotSubmitted):
        agreeing.mark_agreed(point, by=cast.coordinator)
