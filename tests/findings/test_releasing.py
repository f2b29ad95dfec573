"""Who may read each item: the agency's choice until the pack, a withdrawal after that."""

from datetime import date

import pytest

from findings import releasing
from findings.forms import releasing as releasing_forms
from findings.models import KeyEvent, LearningPoint
from findings.models.key_events import Precision
from findings.models.release import ReleaseTo
from panelportal.kit.models import TrailEntry
from tests.factories import findings as factory
from tests.findings.pages import page, text_of

KEPT, TOLD = ReleaseTo.INSPECTORATE_ONLY, ReleaseTo.PANEL


@pytest.fixture
def part(cast):
    """The police's reply, sent, with two learning points that the panel may read."""
    return factory.replied(factory.part(cast), by=cast.police, points=2)


def points(part):
    return list(LearningPoint.objects.filter(request=part).order_by("reference"))


def test_a_choice_changes_until_the_pack_and_leaves_nothing_behind(cast, part):
    point = points(part)[0]

    releasing.choose(point, release=KEPT, by=cast.police)
    kept = points(part)[0]
    back = releasing.choose(point, release=TOLD, by=cast.police)

    assert (kept.release, kept.withdrawn_at, kept.version) == (KEPT, None, point.version + 1)
    assert (back.release, back.is_with_the_panel) == (TOLD, False)
    assert [entry.facts["release"] for entry in TrailEntry.objects.filter(act="release chosen")] == [KEPT, TOLD]


def test_a_pack_releases_what_was_sent_and_may_be_read_and_nothing_else(cast, part):
    told, kept = points(part)
    releasing.choose(kept, release=KEPT, by=cast.police)
    draft = factory.point(factory.parts(cast, "trust")[0], by=cast.health)

    counts = releasing.release(part.case, by=cast.inspector)

    assert counts == [1, 1]  # and the reply's one key event
    assert [one.is_with_the_panel for one in points(part)] == [True, False]
    assert LearningPoint.objects.get(pk=told.pk).released_by == cast.inspector
    assert LearningPoint.objects.get(pk=draft.pk).released_at is None


def test_what_is_taken_back_after_the_pack_is_withdrawn_and_can_go_with_the_next_one(cast, part):
    point = points(part)[0]
    releasing.release(part.case, by=cast.inspector)

    withdrawn = releasing.choose(point, release=KEPT, by=cast.police)
    given_again = releasing.choose(point, release=TOLD, by=cast.police)
    releasing.release(part.case, by=cast.inspector)

    assert (withdrawn.withdrawn_by, withdrawn.is_with_the_panel) == (cast.police, False)
    assert (given_again.released_at, given_again.withdrawn_at) == (None, None)
    assert points(part)[0].is_with_the_panel


def test_the_agency_chooses_for_each_item_on_a_page_after_its_reply_was_sent(cast, client_of, part):
    first, second = points(part)
    event = KeyEvent.objects.get(request=part)
    client, url = client_of(cast.police), page(part, "release")
    shown = text_of(client.get(url))

    choices = {f"learningpoint_{first.pk}": KEPT, f"learningpoint_{second.pk}": TOLD, f"keyevent_{event.pk}": KEPT}
    answer = client.post(url, choices)
    releasing.release(part.case, by=cast.inspector)
    client.post(url, choices | {f"learningpoint_{second.pk}": KEPT})

    event.refresh_from_db()
    assert answer.status_code == 302
    assert first.reference in shown
    assert releasing_forms.title_of(event) in shown
    assert [one.release for one in (*points(part), event)] == [KEPT, KEPT, KEPT]
    assert f"Withdrawn from the panel {second.reference}" in text_of(client.get(url))


def test_an_event_is_named_by_no_more_of_its_date_than_is_known(cast, part):
    event = KeyEvent.objects.get(request=part)
    event.precision, event.earliest, event.latest = Precision.MONTH, date(2025, 1, 1), date(2025, 1, 31)

    assert releasing_forms.title_of(event).endswith(", January 2025")
