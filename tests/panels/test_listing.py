import pytest

from agencies import declaring
from panels import convening, inviting
from tests.factories import panels as make
from tests.panels.reading import text_of

STAFF_LIST, OWN_LIST = 9, 8


def test_the_list_is_empty_in_words(cast, client_of):
    assert "No panels planned." in text_of(client_of(cast.coordinator).get("/panels/"))
    assert "You have not been invited to a panel." in text_of(client_of(cast.police).get("/panels/"))
    assert "You have not been invited to a panel." in text_of(client_of(cast.stranger).get("/panels/"))


def test_staff_see_every_panel_and_others_only_those_they_were_invited_to(cast, case, client_of):
    draft = make.draft_panel(cast, cases=[case])
    invited = make.invited_panel(cast, cases=[case])

    def listed(person):
        page = text_of(client_of(person).get("/panels/"))
        return [panel.reference for panel in (draft, invited) if panel.reference in page]

    both = [draft.reference, invited.reference]
    assert [listed(p) for p in (cast.inspector, cast.lead, cast.coordinator, cast.auditor)] == [both] * 4
    assert [listed(p) for p in (cast.police, cast.attendee)] == [[invited.reference]] * 2
    assert [listed(p) for p in (cast.police_deputy, cast.health, cast.reviewer, cast.stranger)] == [[]] * 4


def test_a_declared_conflict_takes_the_panel_out_of_list_and_page(cast, case, client_of):
    panel = make.invited_panel(cast, cases=[case])
    declaring.declare_conflict(cast.other_inspector, scope=case.reference, by=cast.other_inspector)
    client = client_of(cast.other_inspector)

    assert panel.reference not in text_of(client.get("/panels/"))
    assert client.get(f"/panels/{panel.reference}/").status_code == 404
    assert client.get(f"/panels/{panel.reference}/people/").status_code == 404


@pytest.mark.parametrize("panels", [1, 3])
def test_the_list_of_staff_asks_as_much_for_one_panel_as_for_three(
    cast, case, client_of, panels, django_assert_num_queries
):
    for _ in range(panels):
        make.invited_panel(cast, cases=[case])
    client = client_of(cast.coordinator)
    client.get("/panels/")

    with django_assert_num_queries(STAFF_LIST):
        client.get("/panels/")


@pytest.mark.parametrize("panels", [1, 3])
def test_the_list_of_an_attendee_asks_as_much_for_one_panel_as_for_three(
    cast, case, client_of, panels, django_assert_num_queries
):
    for _ in range(panels):
        make.invited_panel(cast, cases=[case])
    client = client_of(cast.attendee)
    client.get("/panels/")

    with django_assert_num_queries(OWN_LIST):
        client.get("/panels/")


def test_a_cancelled_panel_stays_in_the_list_of_those_invited_and_leaves_that_of_those_removed(cast, case, client_of):
    panel = make.invited_panel(cast, cases=[case])
    convening.unseat(panel.seats.of(cast.police).get(), by=cast.coordinator)
    inviting.cancel(panel, because="x", by=cast.coordinator)

    def rows(person):
        return client_of(person).get("/panels/").context["rows"]

    assert rows(cast.police) == []
    (row,) = rows(cast.attendee)
    assert (row[0]["text"], row[3]["tag"].label) == (panel.reference, "Cancelled")
