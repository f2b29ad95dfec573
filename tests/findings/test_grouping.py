"""An inspector puts submitted learning into groups; what is suggested waits until a person accepts or declines it."""

import pytest
from django.urls import reverse

from cases.models import Case
from findings import grouping
from findings.agreeing import mark_agreed
from findings.models import DeclinedSuggestion, GroupedPoint, LearningGroup, LearningPoint
from findings.models.learning_points import PointStatus
from panelportal.kit.models import TrailEntry
from panelportal.kit.versions import ChangedMeanwhile
from ratings import theming
from ratings.models import Theme
from tests.cases.pages import text_of
from tests.factories import findings as factory
from tests.factories.cases import taken_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def points(cast):
    """Two submitted points of the police and one of the trust, in one case."""
    police, trust = factory.parts(cast, "police_force", "trust")
    factory.replied(police, by=cast.police, points=2)
    factory.replied(trust, by=cast.health, points=1)
    return list(LearningPoint.objects.submitted().of_case(police.case).for_list())


@pytest.fixture
def case(points):
    return Case.objects.get(requests__learning_points=points[0])


def statuses(case):
    return {point.status for point in LearningPoint.objects.of_case(case)}


def words(case):
    return list(LearningPoint.objects.of_case(case).values_list("what", "why", "would_help", "version"))


def housing():
    return Theme.objects.get(slug="housing")


def test_grouping_changes_no_word_of_an_agency_and_ungrouping_gives_all_back(cast, case, points):
    before = words(case)

    group = grouping.group_points(case, points=points, title="Recalls", theme=housing(), by=cast.inspector)
    grouped = statuses(case)
    grouping.ungroup(group, by=cast.inspector)

    assert grouped == {PointStatus.GROUPED}
    assert statuses(case) == {PointStatus.SUBMITTED}
    assert words(case) == before
    assert not LearningGroup.objects.exists()


def test_a_point_is_in_one_group_at_most_and_drafts_are_in_none(cast, case, points):
    grouping.group_points(case, points=points[:1], title="One", by=cast.inspector)
    draft = factory.point(factory.part(cast), by=cast.police)

    for wrong in (points[:2], [draft], []):
        with pytest.raises(grouping.NotToGroup):
            grouping.group_points(case, points=wrong, title="Two", by=cast.inspector)
    assert GroupedPoint.objects.count() == 1


def test_the_last_point_that_is_taken_out_takes_the_group_with_it(cast, case, points):
    group = grouping.group_points(case, points=points[:1], title="One", by=cast.inspector)
    grouping.add_to_group(group, points=points[1:2], by=cast.inspector)

    grouping.take_out(points[0], by=cast.inspector)
    left = [one.pk for one in group.points]
    grouping.take_out(points[1], by=cast.inspector)

    assert left == [points[1].pk]
    assert not LearningGroup.objects.exists()


def test_what_a_panel_agreed_stays_agreed_when_its_group_is_dissolved(cast, case, points):
    group = grouping.group_points(case, points=points[:1], title="One", by=cast.inspector)
    mark_agreed(points[0], by=cast.inspector)

    grouping.ungroup(group, by=cast.inspector)

    points[0].refresh_from_db()
    assert points[0].status == PointStatus.AGREED


def test_parked_learning_is_not_grouped_until_it_is_taken_off_the_list(cast, case, points):
    grouping.park(case, points=points[:1], by=cast.inspector)
    with pytest.raises(grouping.NotToGroup):
        grouping.group_points(case, points=points[:1], title="One", by=cast.inspector)

    grouping.unpark(points[0], by=cast.inspector)

    assert statuses(case) == {PointStatus.SUBMITTED}


def test_a_suggestion_groups_nothing_until_it_is_accepted(cast, case, points):
    for point in points[1:]:
        point.themes.add(housing())
    [suggestion] = grouping.suggestions_for(case)
    silent = statuses(case)

    group = grouping.accept_suggestion(case, mark=suggestion.mark, by=cast.inspector)

    assert silent == {PointStatus.SUBMITTED}
    assert (group.title, group.theme) == ("Housing", housing())
    assert {one.pk for one in group.points} == {point.pk for point in points[1:]}
    assert TrailEntry.objects.filter(act="suggested group accepted", about=case.reference).exists()
    assert grouping.suggestions_for(case) == []


def test_what_was_declined_is_not_suggested_again_until_the_points_change(cast, case, points):
    for point in points[1:]:
        point.themes.add(housing())
    [suggestion] = grouping.suggestions_for(case)

    grouping.decline_suggestion(case, mark=suggestion.mark, by=cast.inspector)
    declined = grouping.suggestions_for(case)
    points[0].themes.add(housing())

    assert declined == []
    assert DeclinedSuggestion.objects.get().declined_by == cast.inspector
    assert len(grouping.suggestions_for(case)) == 1
    with pytest.raises(grouping.NotSuggestedNow):
        grouping.accept_suggestion(case, mark=suggestion.mark, by=cast.inspector)


def test_a_merged_theme_is_suggested_and_counted_as_the_one_it_was_merged_into(cast, case, points):
    points[0].themes.add(Theme.objects.get(slug="transfer"))
    points[1].themes.add(housing())
    theming.merge_theme(Theme.objects.get(slug="transfer"), into=housing(), by=cast.lead)

    titles = [one.title for one in grouping.suggestions_for(case)]

    assert "Housing" in titles
    assert theming.cases_of_each() == {housing().pk: 1}


def test_of_two_who_change_a_group_the_second_is_told(cast, case, points):
    group = grouping.group_points(case, points=points, title="One", by=cast.inspector)
    grouping.change_group(group, title="Two", theme=None, seen=1, by=cast.lead)

    with pytest.raises(ChangedMeanwhile):
        grouping.change_group(group, title="Three", theme=None, seen=1, by=cast.inspector)


def test_learning_that_was_set_aside_is_in_no_group(cast, case, points):
    group = grouping.group_points(case, points=points, title="One", by=cast.inspector)

    taken_back(points[-1].request, by=cast.inspector)

    assert {one.request_id for one in group.points} == {points[0].request_id, points[1].request_id} - {
        points[-1].request_id
    }


def test_the_inspector_selects_names_and_groups_without_javascript(cast, client_of, case, points):
    client, page = client_of(cast.inspector), reverse("findings:case_learning", args=[case.reference])
    group_page = reverse("findings:group_learning", args=[case.reference])
    chosen = {"points": [points[0].reference, points[1].reference]}

    nothing = text_of(client.post(group_page, {}, follow=True))
    asked = text_of(client.post(group_page, chosen))
    unnamed = text_of(client.post(group_page, chosen | {"title": ""}))
    client.post(group_page, chosen | {"title": "Marker-Title", "theme": housing().pk})
    shown = text_of(client.get(page))

    assert "Select at least one learning point" in nothing
    assert "Group these learning points" in asked
    assert "Enter what these learning points have in common" in unnamed
    assert "Marker-Title" in shown
    assert "Theme: Housing" in shown


def test_the_pages_change_park_and_dissolve(cast, client_of, case, points):
    client, page = client_of(cast.lead), reverse("findings:case_learning", args=[case.reference])
    group = grouping.group_points(case, points=points[:1], title="One", by=cast.inspector)
    change = reverse("findings:change_group", args=[case.reference, group.pk])

    client.post(change, {"title": "Marker-Two", "version": "1", "add": [points[1].pk]})
    behind = text_of(client.post(change, {"title": "Three", "version": "1"}))
    client.post(reverse("findings:park_learning", args=[case.reference]), {"points": [points[2].reference]})
    parked = text_of(client.get(page))
    client.post(reverse("findings:unpark_learning", args=[case.reference, points[2].reference]))
    client.post(reverse("findings:ungroup_learning", args=[case.reference, group.pk]))

    assert "Somebody else changed this group to ‘Marker-Two’" in behind
    assert "Take off the parked list" in parked
    assert statuses(case) == {PointStatus.SUBMITTED}


def test_a_coordinator_reads_the_learning_and_groups_nothing(cast, client_of, case, points):
    client = client_of(cast.coordinator)

    page = text_of(client.get(reverse("findings:case_learning", args=[case.reference])))
    refused = client.post(reverse("findings:group_learning", args=[case.reference]), {"points": [points[0].reference]})

    assert points[0].reference in page
    assert "Group selected" not in page
    assert refused.status_code == 404
