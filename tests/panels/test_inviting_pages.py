from panelportal.kit.models import Letter
from panels.models import Panel
from tests.factories import panels as make
from tests.panels.reading import text_of


def test_the_page_before_sending_names_everybody_who_gets_a_letter(cast, case, client_of):
    panel = make.planned_panel(cast, cases=[case])

    page = text_of(client_of(cast.coordinator).get(f"/panels/{panel.reference}/invite/"))

    for person in (cast.inspector, cast.coordinator, cast.police, cast.attendee):
        assert person.name in page
        assert person.email in page
    assert "Send 4 invitations" in page
    assert not Letter.objects.filter(about=panel.reference).exists()


def test_a_double_click_sends_one_letter_each(cast, case, client_of):
    panel = make.planned_panel(cast, cases=[case])
    client, url = client_of(cast.coordinator), f"/panels/{panel.reference}/invite/"

    answers = [client.post(url, {"once": "a"}), client.post(url, {"once": "a"}), client.post(url), client.get(url)]

    assert [answer["Location"] for answer in answers] == [f"/panels/{panel.reference}/"] * 4
    assert Letter.objects.filter(about=panel.reference).count() == 4


def test_a_panel_without_agency_says_so_instead_of_sending(cast, case, client_of):
    panel = make.draft_panel(cast, cases=[case])
    make.set_meeting(panel, cast)
    client, url = client_of(cast.coordinator), f"/panels/{panel.reference}/invite/"

    assert "Add at least one agency." in text_of(client.get(url))
    assert "Add at least one agency" in text_of(client.post(url))
    assert Panel.objects.get().is_draft


def test_cancelling_asks_for_a_reason_and_names_who_hears_of_it(cast, case, client_of):
    panel = make.invited_panel(cast, cases=[case])
    client, url = client_of(cast.coordinator), f"/panels/{panel.reference}/cancel/"

    assert "4 people get a cancellation" in text_of(client.get(url))
    assert "Enter why the panel is cancelled" in text_of(client.post(url, {"because": " "}))
    assert Panel.objects.get().status != "cancelled"
    client.post(url, {"because": "Too few can come."})

    assert Panel.objects.get().status == "cancelled"
    assert Letter.objects.filter(about=panel.reference, kind="panel-cancelled").count() == 4
    assert client.get(url).status_code == 302
