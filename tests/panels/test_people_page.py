import pytest

from tests.factories import panels as make
from tests.panels.reading import text_of


def test_people_are_seated_from_the_agencies_asked(cast, case, client_of):
    panel = make.draft_panel(cast, cases=[case])
    client, url = client_of(cast.coordinator), f"/panels/{panel.reference}/people/"
    chosen = {"who": f"{cast.police.pk}-{cast.police_force.pk}", "capacity": "representative", "once": "t"}

    client.post(url, chosen)
    client.post(url, chosen)

    assert [seat.person for seat in panel.seats.live().order_by("pk")] == [
        cast.inspector,
        cast.coordinator,
        cast.police,
    ]


def test_somebody_else_is_added_with_name_address_and_agency(cast, case, client_of):
    panel = make.draft_panel(cast, cases=[case])
    somebody = {
        "who": "somebody-else",
        "name": "New Comer",
        "email": "new@example.org",
        "agency": cast.charity.pk,
        "capacity": "observer",
    }

    answer = client_of(cast.coordinator).post(f"/panels/{panel.reference}/people/", somebody)

    seat = panel.seats.latest("pk")
    assert answer.status_code == 302
    assert (seat.person.name, seat.agency, seat.capacity) == ("New Comer", cast.charity, "observer")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"who": ""}, "Select who will attend"),
        ({"who": "1-999"}, "Select who will attend"),
        ({"name": ""}, "Enter full name"),
        ({"email": "no address"}, "Enter an email address in the correct format, like name@example.com"),
        ({"email": '"odd.one"@example.org'}, "Email address must be a plain one"),
        ({"agency": ""}, "Select an agency"),
        ({"capacity": "chair"}, "Select what they attend as"),
    ],
)
def test_a_wrong_seat_is_asked_again(cast, case, client_of, changes, said):
    panel = make.draft_panel(cast, cases=[case])
    somebody = {
        "who": "somebody-else",
        "name": "New Comer",
        "email": "new@example.org",
        "agency": cast.charity.pk,
        "capacity": "observer",
    }

    answer = client_of(cast.coordinator).post(f"/panels/{panel.reference}/people/", somebody | changes)

    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert panel.seats.count() == 2


def test_a_joint_panel_asks_for_the_cases_of_a_seat(cast, case, other_case, client_of):
    panel = make.draft_panel(cast, cases=[case, other_case])
    chosen = {"who": f"{cast.police.pk}-{cast.police_force.pk}", "capacity": "deputy"}
    client, url = client_of(cast.coordinator), f"/panels/{panel.reference}/people/"

    without = client.post(url, chosen)
    client.post(url, chosen | {"cases": [other_case.pk]})

    assert "Select at least one case" in text_of(without)
    assert list(panel.seats.get(person=cast.police).cases.all()) == [other_case]


def test_removing_is_a_post_and_keeps_the_chair(cast, case, client_of):
    panel = make.planned_panel(cast, cases=[case])
    client, url = client_of(cast.coordinator), f"/panels/{panel.reference}/people/{{}}/remove/"
    police, chair = panel.seats.get(person=cast.police), panel.seats.get(person=cast.inspector)

    assert client.get(url.format(police.pk)).status_code == 405
    kept = client.post(url.format(chair.pk), follow=True)
    client.post(url.format(police.pk))

    assert "The chair and the minute-taker keep their seats." in text_of(kept)
    assert [seat.person for seat in panel.seats.live().order_by("pk")] == [
        cast.inspector,
        cast.coordinator,
        cast.attendee,
    ]


def test_a_seat_is_not_removed_through_another_panel(cast, case, client_of):
    panel, other = make.planned_panel(cast, cases=[case]), make.planned_panel(cast, cases=[case])
    seat = panel.seats.get(person=cast.police)

    answer = client_of(cast.coordinator).post(f"/panels/{other.reference}/people/{seat.pk}/remove/")

    assert answer.status_code == 404
    assert panel.seats.live().of(cast.police).exists()
