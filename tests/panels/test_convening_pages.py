from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from agencies import declaring
from panelportal.kit import clock
from panels.models import Panel
from tests.factories import panels as make
from tests.panels.reading import text_of


def convene_with(cast, case, **changes):
    return {
        "cases": [case.pk],
        "chair": cast.inspector.pk,
        "minute_taker": cast.coordinator.pk,
        "once": "token-1",
    } | changes


def test_a_double_click_convenes_one_panel(cast, case, client_of):
    client = client_of(cast.coordinator)

    first = client.post("/panels/add/", convene_with(cast, case))
    second = client.post("/panels/add/", convene_with(cast, case))

    panel = Panel.objects.get()
    assert first["Location"] == second["Location"] == f"/panels/{panel.reference}/meeting/"


def test_only_cases_that_are_cleared_and_seen_can_be_chosen(cast, case, other_case, paused_case, client_of):
    declaring.declare_conflict(cast.coordinator, scope=other_case.reference, by=cast.coordinator)
    client = client_of(cast.coordinator)

    page = text_of(client.get("/panels/add/"))
    assert case.reference in page
    assert other_case.reference not in page
    assert paused_case.reference not in page
    for hidden in (other_case, paused_case):
        answer = client.post("/panels/add/", convene_with(cast, hidden))
        assert "Select at least one case" in text_of(answer)
    assert not Panel.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"cases": []}, "Select at least one case"),
        ({"cases": ["x"]}, "Select at least one case"),
        ({"chair": ""}, "Select a chair"),
        ({"chair": "999999"}, "Select a chair"),
        ({"minute_taker": "-1"}, "Select a minute-taker"),
    ],
)
def test_convening_says_what_is_missing(cast, case, client_of, changes, said):
    answer = client_of(cast.coordinator).post("/panels/add/", convene_with(cast, case, **changes))

    assert (answer.status_code, Panel.objects.count()) == (200, 0)
    assert answer.content.decode().count(said) >= 2


def test_the_chair_cannot_take_the_minutes(cast, case, client_of):
    same = convene_with(cast, case, minute_taker=cast.inspector.pk)
    answer = client_of(cast.coordinator).post("/panels/add/", same)

    assert "Select a minute-taker other than the chair" in text_of(answer)


def typed(**changes):
    day = timezone.localdate(make.meeting_times()["starts_at"])
    return {
        "day_day": day.day,
        "day_month": day.month,
        "day_year": day.year,
        "starts": "10am",
        "ends": "12:30pm",
        "place": "Video call",
        "call_link": make.CALL,
        "version": "0",
    } | changes


def test_the_date_is_kept_as_london_sees_it(cast, case, client_of):
    panel = make.draft_panel(cast, cases=[case])
    summer = {"day_day": "8", "day_month": "July", "day_year": str(clock.today().year + 1)}

    answer = client_of(cast.coordinator).post(f"/panels/{panel.reference}/meeting/", typed(**summer))

    meeting = Panel.objects.get().meeting
    assert answer["Location"] == f"/panels/{panel.reference}/people/"
    assert meeting.starts_at.isoformat() == f"{clock.today().year + 1}-07-08T09:00:00+00:00"
    assert meeting.ends_at - meeting.starts_at == timedelta(hours=2, minutes=30)
    assert (meeting.place, meeting.call_link) == ("Video call", make.CALL)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"day_year": "2020"}, "Date must be today or in the future"),
        ({"day_day": "31", "day_month": "2"}, "Date must be a real date, like 24 2 2025"),
        ({"day_day": "", "day_month": "", "day_year": ""}, "Enter date"),
        ({"starts": ""}, "Enter start time"),
        ({"starts": "half ten"}, "Start time must be a time, like 10am or 2:30pm"),
        ({"ends": "9am"}, "End time must be after the start time"),
        ({"ends": "10am"}, "End time must be after the start time"),
        ({"place": ""}, "Enter place"),
        ({"call_link": "javascript:alert(1)"}, "Link to the call must start with https:// and have no spaces"),
        ({"version": ""}, "Open this page again, because part of it is missing"),
    ],
)
def test_a_wrong_meeting_is_asked_again_with_what_was_typed(cast, case, client_of, changes, said):
    panel = make.draft_panel(cast, cases=[case])

    answer = client_of(cast.coordinator).post(f"/panels/{panel.reference}/meeting/", typed(**changes))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.count(said) >= (1 if "version" in changes else 2)
    assert "Error: Date and place" in page
    assert not hasattr(Panel.objects.get(), "meeting")


def test_a_time_that_the_clocks_skip_is_refused(cast, case, client_of):
    panel = make.draft_panel(cast, cases=[case])
    skipped = typed(day_day="28", day_month="3", day_year="2027", starts="1:30am", ends="3am")

    with clock.at(timezone.make_aware(datetime(2027, 1, 4, 9))):
        answer = client_of(cast.coordinator).post(f"/panels/{panel.reference}/meeting/", skipped)

    assert "Start time does not exist on that day, because the clocks go forward" in text_of(answer)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ((3, 5, 2027), "Monday 3 May 2027 is a bank holiday."),
        ((8, 5, 2027), "Saturday 8 May 2027 is at the weekend."),
        ((4, 5, 2027), ""),
    ],
)
def test_a_day_on_which_people_do_not_work_is_pointed_out(cast, case, client_of, day, said):
    with clock.at(timezone.make_aware(datetime(2027, 4, 1, 9))):
        panel = make.planned_panel(cast, cases=[case])
        starts_at = timezone.make_aware(datetime(day[2], day[1], day[0], 10))
        make.set_meeting(panel, cast, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))
        client = client_of(cast.coordinator)
        pages = [text_of(client.get(f"/panels/{panel.reference}/{page}")) for page in ("", "invite/", "meeting/")]

    assert [said in page for page in pages] == [True] * 3
    assert said or not any("is at the weekend" in page or "is a bank holiday" in page for page in pages)


def test_a_second_change_shows_both_texts_and_is_taken_when_sent_again(cast, case, client_of):
    panel = make.planned_panel(cast, cases=[case])
    client, url = client_of(cast.coordinator), f"/panels/{panel.reference}/meeting/"
    make.set_meeting(panel, cast, place="Room 4", version=1)

    told = client.post(url, typed(place="Room 5", version="1"))
    again = client.post(url, typed(place="Room 5", version="2"))

    page = text_of(told)
    assert told.status_code == 200
    assert "Somebody else changed the meeting at" in page
    assert "Room 4" in page
    assert 'value="Room 5"' in page
    assert 'name="version" value="2"' in page
    assert again.status_code == 302
    assert Panel.objects.get().meeting.place == "Room 5"
