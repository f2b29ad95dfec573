import pytest

from panelportal.kit.models import ReadEntry
from panels import convening, inviting
from panels.models.invitations import Answer
from tests.factories import panels as make
from tests.panels.reading import text_of

STAFF_PAGE = 14


def test_the_page_of_a_draft_says_that_nobody_was_told_and_what_is_next(cast, case, client_of):
    panel = make.draft_panel(cast, cases=[case])
    client, url = client_of(cast.coordinator), f"/panels/{panel.reference}/"

    def next_step():
        page = text_of(client.get(url))
        assert "Draft: nobody has been told." in page
        steps = ("Set the date and place", "Add the people who will attend", "Check and send the invitations")
        return [step for step in steps if step in page]

    assert next_step() == ["Set the date and place"]
    make.set_meeting(panel, cast)
    assert next_step() == ["Add the people who will attend"]
    make.seat(panel, cast.police, cast.police_force, cast)
    assert next_step() == ["Check and send the invitations"]


def test_staff_see_replies_and_needs_and_the_reading_is_recorded(cast, case, client_of):
    panel = make.invited_panel(cast, cases=[case])
    make.reply(panel, cast.police, answer=Answer.TENTATIVE, access_needs="Captions.", note="")
    make.reply(panel, cast.police, answer=Answer.ACCEPTED, note="Coming by train.")

    page = text_of(client_of(cast.lead).get(f"/panels/{panel.reference}/"))

    assert "Needs: Captions. Note: Coming by train." in page
    assert "Accepted" in page
    assert "Draft: nobody" not in page
    read = ReadEntry.objects.get(what="panel read")
    assert (read.about, read.actor_key) == (panel.reference, f"person:{cast.lead.pk}")


def test_a_lead_inspector_reads_but_does_not_convene(cast, case, client_of):
    panel = make.planned_panel(cast, cases=[case])
    client = client_of(cast.lead)

    assert client.get("/panels/add/").status_code == 403
    assert [
        client.get(f"/panels/{panel.reference}/{page}").status_code
        for page in ("", "meeting/", "people/", "invite/", "cancel/")
    ] == [200, 404, 404, 404, 404]
    assert "Change people" not in text_of(client.get(f"/panels/{panel.reference}/"))


def test_somebody_seated_sees_date_and_place_their_reply_and_nobody_else(cast, case, client_of):
    panel = make.invited_panel(cast, cases=[case])
    client = client_of(cast.attendee)

    before = text_of(client.get(f"/panels/{panel.reference}/"))
    make.reply(panel, cast.attendee, answer=Answer.ACCEPTED)
    after = text_of(client.get(f"/panels/{panel.reference}/"))

    assert "Video call" in before
    assert "No reply" in before
    assert make.CALL not in before
    assert make.CALL in after
    for hidden in (case.reference, "Marker", "Priya", "Isla", "Northshire Police", "HMP Northmoor"):
        assert hidden not in before
        assert hidden not in after


def test_a_draft_and_another_panel_do_not_exist_for_an_attendee(cast, case, client_of):
    own, draft = make.invited_panel(cast, cases=[case]), make.planned_panel(cast, cases=[case])
    other = make.draft_panel(cast, cases=[case])
    make.set_meeting(other, cast)
    make.seat(other, cast.health, cast.trust, cast)
    inviting.send_invitations(other, by=cast.coordinator)

    def statuses(person):
        client = client_of(person)
        return [
            client.get(f"/panels/{panel.reference}/{page}").status_code
            for panel in (own, draft, other)
            for page in ("", "calendar.ics")
        ]

    assert statuses(cast.attendee) == [200, 200, 404, 404, 404, 404]
    assert statuses(cast.health) == [404, 404, 404, 404, 200, 200]
    assert statuses(cast.housing) == [404] * 6
    assert client_of(cast.attendee).get("/panels/MLP-2099-99/").status_code == 404


def test_somebody_removed_is_shut_out_with_the_page_open(cast, case, client_of):
    panel = make.invited_panel(cast, cases=[case])
    client, url = client_of(cast.police), f"/panels/{panel.reference}/"
    assert client.get(url).status_code == 200

    convening.unseat(panel.seats.of(cast.police).get(), by=cast.coordinator)

    assert (client.get(url).status_code, client.get(f"{url}calendar.ics").status_code) == (404, 404)


def test_a_cancelled_panel_says_so_to_those_who_were_invited(cast, case, client_of):
    panel = make.invited_panel(cast, cases=[case])
    make.reply(panel, cast.attendee)
    inviting.cancel(panel, because="MARKER-REASON", by=cast.coordinator)
    client = client_of(cast.attendee)

    page = text_of(client.get(f"/panels/{panel.reference}/"))

    assert "This panel has been cancelled." in page
    assert "MARKER-REASON" not in page
    assert make.CALL not in page
    assert client.get(f"/panels/{panel.reference}/calendar.ics").status_code == 404


def test_the_calendar_file_is_ones_own_and_asks_nobody_for_an_answer(cast, case, client_of):
    panel = make.invited_panel(cast, cases=[case])

    answer = client_of(cast.police).get(f"/panels/{panel.reference}/calendar.ics")

    entry = answer.content.decode().replace("\r\n ", "")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="panel-meeting-{panel.reference}.ics"'
    assert f"UID:{make.invitation_of(panel, cast.police).uid}\r\n" in entry
    for absent in ("METHOD:", "ATTENDEE", "ORGANIZER", make.CALL, case.reference):
        assert absent not in entry


@pytest.mark.parametrize("more", [0, 2])
def test_the_page_asks_as_much_for_four_people_as_for_six(cast, case, client_of, more, django_assert_num_queries):
    panel = make.invited_panel(cast, cases=[case])
    for person, agency in ((cast.health, cast.trust), (cast.prison, cast.jail))[:more]:
        make.seat(panel, person, agency, cast)
    client = client_of(cast.other_inspector)
    client.get(f"/panels/{panel.reference}/")

    with django_assert_num_queries(STAFF_PAGE):
        client.get(f"/panels/{panel.reference}/")


def test_everybody_is_told_why_they_see_the_panel_and_who_else_does(cast, case, client_of):
    draft, invited = make.draft_panel(cast, cases=[case]), make.invited_panel(cast, cases=[case])

    def foot(person, panel):
        return text_of(client_of(person).get(f"/panels/{panel.reference}/")).partition("who else can?")[2]

    assert "Your role at the inspectorate lets you see this." in foot(cast.lead, invited)
    assert "You were given access" in foot(cast.attendee, invited)
    told = [("Each person who is invited" in foot(cast.lead, panel)) for panel in (draft, invited)]
    assert told == [False, True]
    assert cast.police.name not in foot(cast.attendee, invited)
