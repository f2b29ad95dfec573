from datetime import timedelta

import pytest
from django.utils.timezone import localtime

from agencies import declaring, duties
from agencies.models import Duty
from cases.models import Case, CaseStatus
from findings.models.learning_points import PointStatus
from panelportal.kit import access, clock, letters
from panelportal.kit.access import Can
from panelportal.kit.models import Document, Letter, ReadEntry, TrailEntry
from panelportal.kit.versions import ChangedMeanwhile
from panels import minuting
from panels import refusals_learning as refused
from panels.models import Action, MinuteEntry, MinutesVersion, Panel
from panels.models.minutes import EntryKind
from panels.models.panels import Meeting, PanelStatus
from panels.refusals import NotCleared
from tests.factories import learning as make
from tests.factories import panels
from tests.panels.reading import text_of

MINUTES_PAGE = 24


def add(panel, by, **changes):
    given = {"kind": EntryKind.NOTE, "text": "A point.", "case": panel.cases.order_by("pk").first()} | changes
    return minuting.add_entry(panel, **given, by=by)


# ---- starting ------------------------------------------------------------------------------------------


def test_starting_a_panel_ends_its_invitations_and_asks_its_minute_taker_for_the_minutes(cast, case):
    panel = panels.invited_panel(cast, cases=[case])

    make.begin(panel, by=cast.coordinator)
    minuting.start(panel, by=cast.inspector)

    assert Panel.objects.get().status == PanelStatus.IN_PROGRESS
    assert not duties.has_open("reply-to-invitation", about=panel.reference)
    assert Duty.objects.open().get(about=panel.reference).person == cast.coordinator


def test_a_draft_panel_cannot_be_started(cast, case):
    panel = panels.planned_panel(cast, cases=[case])

    with pytest.raises(refused.NotInvitedYet, match=panel.reference):
        minuting.start(panel, by=cast.coordinator)


def test_a_panel_is_started_on_its_day_or_later_and_not_before(cast, case, client_of):
    panel, client = panels.invited_panel(cast, cases=[case]), client_of(cast.coordinator)
    moment, where = panel.meeting.starts_at, f"/panels/{panel.reference}/minutes/"

    early = text_of(client.get(where))
    refused_plainly = text_of(client.post(f"{where}start/", follow=True))
    midnight = localtime(moment).replace(hour=0)
    with clock.at(midnight - timedelta(minutes=1)), pytest.raises(refused.BeforeItsDay):
        minuting.start(panel, by=cast.coordinator)
    with clock.at(midnight):
        minuting.start(panel, by=cast.coordinator)

    assert "You can start this panel on" in early
    assert f"Panel {panel.reference} can be started on" in refused_plainly
    assert Panel.objects.get().status == PanelStatus.IN_PROGRESS


def test_a_panel_about_a_case_that_was_paused_since_is_not_started(cast, case, pause):
    panel = panels.invited_panel(cast, cases=[case])
    pause(case)

    with pytest.raises(NotCleared, match=case.reference):
        minuting.start(panel, by=cast.coordinator)


# ---- entries -------------------------------------------------------------------------------------------


def test_entries_stand_in_the_order_in_which_they_were_added(cast):
    panel = make.panel_in_progress(cast)

    for text in ("first", "second", "third"):
        add(panel, cast.coordinator, text=text)

    assert [(entry.position, entry.text) for entry in panel.entries.for_list()] == [
        (1, "first"),
        (2, "second"),
        (3, "third"),
    ]
    facts = [entry.facts for entry in TrailEntry.objects.filter(act="minutes entry added").order_by("pk")]
    assert facts == [{"entry": number, "kind": "note"} for number in (1, 2, 3)]


def test_what_a_kind_needs_is_asked(cast):
    panel = make.panel_in_progress(cast)

    for changed, error in (
        ({"kind": EntryKind.DECISION}, refused.NoReason),
        ({"kind": EntryKind.DECISION, "rationale": "  "}, refused.NoReason),
        ({"kind": EntryKind.NOT_AGREED}, refused.NoViews),
        ({"kind": EntryKind.ACTION}, refused.ActionNeedsOwner),
    ):
        with pytest.raises(error):
            add(panel, cast.coordinator, **changed)

    assert not MinuteEntry.objects.exists()


def test_learning_names_only_released_points_of_its_own_case(cast, other_case):
    case = panels.replied_case(cast)
    panel = make.panel_in_progress(cast, cases=[case, other_case])
    points = make.points_of(case)

    with pytest.raises(refused.NotForThePanel, match=points[0].reference):
        add(panel, cast.coordinator, kind=EntryKind.LEARNING, case=other_case, learning_points=points)
    with pytest.raises(refused.NotForThePanel):
        add(panel, cast.coordinator, kind=EntryKind.LEARNING, case=None, learning_points=points)
    with pytest.raises(refused.NamesNoLearning):
        add(panel, cast.coordinator, learning_points=points, case=case)
    type(points[0]).objects.filter(pk=points[0].pk).update(release="inspectorate-only")
    with pytest.raises(refused.NotForThePanel):
        add(panel, cast.coordinator, kind=EntryKind.LEARNING, case=case, learning_points=points)

    assert not MinuteEntry.objects.exists()


def test_an_entry_about_a_case_that_the_panel_does_not_discuss_is_refused(cast, other_case):
    panel = make.panel_in_progress(cast)

    with pytest.raises(refused.NoCaseOfThePanel, match=other_case.reference):
        add(panel, cast.coordinator, case=other_case)


def test_of_two_writers_the_second_learns_what_the_first_wrote(cast):
    panel = make.panel_in_progress(cast)
    entry = add(panel, cast.coordinator, text="as it was")
    seen = MinuteEntry.objects.get(pk=entry.pk)

    minuting.change_entry(entry, text="first", version=1, case=entry.case, by=cast.inspector)
    with pytest.raises(ChangedMeanwhile) as told:
        minuting.change_entry(seen, text="second", version=1, case=entry.case, by=cast.coordinator)
    with pytest.raises(ChangedMeanwhile):
        minuting.remove_entry(seen, version=1, by=cast.coordinator)

    assert told.value.current.text == "first"
    assert MinuteEntry.objects.get().text == "first"


def test_removing_an_action_from_the_minutes_removes_it_from_the_tracker(cast):
    panel = make.panel_in_progress(cast)
    action = make.act(panel, cast)

    minuting.remove_entry(action.entry, version=1, by=cast.coordinator)
    minuting.remove_entry(action.entry, version=1, by=cast.coordinator)

    assert not Action.objects.exists()
    assert not MinuteEntry.objects.exists()


# ---- closing -------------------------------------------------------------------------------------------


def test_closing_freezes_the_minutes_marks_the_learning_and_moves_the_case(cast):
    panel = make.closed_panel(cast)

    assert Panel.objects.get().status == PanelStatus.CLOSED
    assert Case.objects.get().status == CaseStatus.PANEL_HELD
    points = make.points_of(Case.objects.get())
    assert {point.status for point in points} == {PointStatus.AGREED}
    minutes = MinutesVersion.objects.get()
    assert (minutes.panel, minutes.version, minutes.circulated_by) == (panel, 1, cast.coordinator)
    assert minutes.document.filename == f"{panel.reference}-minutes-v1.pdf"
    assert Duty.objects.open().get(about=panel.reference).kind == "write-report"
    assert not duties.has_open("finish-minutes", about=panel.reference)


def test_points_named_only_where_views_differed_are_marked_not_agreed(cast):
    panel = make.panel_in_progress(cast)
    make.attend(panel, cast.police, by=cast.coordinator)
    agreed, disputed = make.points_of(panel.cases.get())
    make.agree(panel, points=[agreed], by=cast.coordinator)
    add(panel, cast.coordinator, kind=EntryKind.NOT_AGREED, rationale="Each.", learning_points=[agreed, disputed])

    minuting.close_panel(panel, by=cast.coordinator)

    assert [point.status for point in make.points_of(panel.cases.get())] == [PointStatus.AGREED, PointStatus.NOT_AGREED]


def test_the_minutes_go_to_everybody_seated_who_may_still_read_them(cast):
    panel = make.minuted_panel(cast)
    access_before = access.readers(panel, Can.ATTEND)
    case = panel.cases.get()
    declaring.declare_conflict(cast.attendee, scope=case.reference, by=cast.attendee)

    minuting.close_panel(panel, by=cast.coordinator)

    written = Letter.objects.filter(kind="minutes-issued").order_by("to_email")
    assert len(access_before) == 4
    assert [letter.to_email for letter in written] == sorted(
        person.email for person in (cast.inspector, cast.coordinator, cast.police)
    )
    for letter in written:
        assert letter.subject == f"Read the panel minutes: {panel.reference}"
        assert f"http://testserver/panels/{panel.reference}/minutes/read/" in letter.text
        assert "Marker" not in letter.subject + letter.text + letter.html


def test_a_letter_about_minutes_that_its_reader_may_no_longer_read_is_not_sent(cast, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    make.closed_panel(cast)
    panel = Panel.objects.get()
    Letter.objects.exclude(kind="minutes-issued").update(status="sent")
    declaring.declare_conflict(cast.police, scope=panel.cases.get().reference, by=cast.police)

    letters.deliver_due()

    told = dict(Letter.objects.filter(kind="minutes-issued").values_list("to_email", "status"))
    assert told.pop(cast.police.email) == "stopped"
    assert set(told.values()) == {"sent"}


def test_a_panel_at_which_nobody_was_present_is_not_closed(cast):
    panel = make.panel_in_progress(cast)
    make.agree(panel, by=cast.coordinator)

    with pytest.raises(refused.NobodyPresent):
        minuting.close_panel(panel, by=cast.coordinator)

    assert minuting.missing(panel)[0] == ["Nobody is recorded as present."]
    assert not Document.objects.filter(kind="minutes").exists()


def test_a_closing_that_fails_half_way_leaves_nothing_behind(cast, monkeypatch):
    panel = make.minuted_panel(cast)

    def break_down(*args, **kwargs):
        raise RuntimeError("broken")

    monkeypatch.setattr(minuting.progressing, "mark_panel_held", break_down)
    with pytest.raises(RuntimeError):
        minuting.close_panel(panel, by=cast.coordinator)

    assert Panel.objects.get().status == PanelStatus.IN_PROGRESS
    assert not MinutesVersion.objects.exists()
    assert not Letter.objects.filter(kind="minutes-issued").exists()
    assert {point.status for point in make.points_of(panel.cases.get())} == {PointStatus.SUBMITTED}


def test_closed_minutes_are_changed_no_more(cast):
    panel = make.closed_panel(cast)
    entry = panel.entries.first()

    for change in (
        lambda: add(panel, cast.coordinator),
        lambda: minuting.change_entry(entry, text="late", version=1, by=cast.coordinator),
        lambda: minuting.remove_entry(entry, version=1, by=cast.coordinator),
        lambda: make.attend(panel, cast.police, by=cast.coordinator),
        lambda: minuting.close_panel(panel, by=cast.coordinator),
    ):
        with pytest.raises(refused.NotInProgress):
            change()

    assert MinutesVersion.objects.count() == 1


def test_the_gaps_of_removed_entries_are_closed_before_the_minutes_are_printed(cast):
    panel = make.panel_in_progress(cast)
    make.attend(panel, cast.police, by=cast.coordinator)
    first = add(panel, cast.coordinator, text="removed")
    add(panel, cast.coordinator, text="kept")
    minuting.remove_entry(first, version=1, by=cast.coordinator)

    minuting.close_panel(panel, by=cast.coordinator)

    content = MinutesVersion.objects.get().document.content
    assert [note["number"] for note in content["parts"][0]["notes"]] == [1]


# ---- pages ---------------------------------------------------------------------------------------------


def entry_data(**changes):
    return {"kind": "note", "text": "A point.", "once": "a"} | changes


def test_a_double_click_adds_one_entry(cast, client_of):
    panel = make.panel_in_progress(cast)
    client, url = client_of(cast.coordinator), f"/panels/{panel.reference}/minutes/"

    answers = [client.post(url, entry_data()), client.post(url, entry_data()), client.post(url, entry_data(once="b"))]

    assert [answer["Location"] for answer in answers] == [url] * 3
    assert MinuteEntry.objects.count() == 2


def test_a_wrong_entry_keeps_what_was_typed_and_says_how_to_mend_it(cast, client_of):
    panel = make.panel_in_progress(cast)
    client, url = client_of(cast.coordinator), f"/panels/{panel.reference}/minutes/"

    for data, message in (
        ({"text": ""}, "Enter what was said, learned or decided"),
        ({"text": "x" * 4001}, "What was said, learned or decided must be 4000 characters or fewer"),
        ({"text": "nul\x00"}, "What was said, learned or decided"),
        ({"kind": ""}, "Select the kind of entry"),
        ({"kind": "bogus"}, "Select the kind of entry"),
        ({"kind": "decision"}, "Enter the reasons for this decision"),
        ({"kind": "not-agreed"}, "Enter each view that was put"),
        ({"kind": "action"}, "Choose an owner for this action"),
        ({"kind": "learning", "points": ["999"]}, "Select learning points it rests on"),
    ):
        page = text_of(client.post(url, entry_data(text="Typed text.") | data))
        assert "<title>Error: " in page
        assert message in page
        assert "Typed text." in page or "text" in data

    assert not MinuteEntry.objects.exists()


def test_a_panel_that_did_not_begin_says_how_to_begin_it(cast, case, client_of):
    panel = panels.planned_panel(cast, cases=[case])
    client, url = client_of(cast.coordinator), f"/panels/{panel.reference}/minutes/"

    assert "Send the invitations first." in text_of(client.get(url))
    assert "Send the invitations to panel" in text_of(client.post(f"{url}start/", follow=True))
    panels.inviting.send_invitations(panel, by=cast.coordinator)
    Meeting.objects.update(starts_at=clock.now())
    assert "Start the panel" in text_of(client.get(url))
    assert "Add an entry" in text_of(client.post(f"{url}start/", follow=True))


def test_whoever_saves_second_sees_both_texts_and_decides(cast, client_of):
    panel = make.panel_in_progress(cast)
    entry = add(panel, cast.coordinator, text="as it was")
    client, url = client_of(cast.coordinator), f"/panels/{panel.reference}/minutes/{entry.pk}/"
    minuting.change_entry(entry, text="Text of the first", version=1, case=entry.case, by=cast.inspector)

    page = text_of(client.post(url, {"text": "Text of the second", "version": "1"}))

    assert "Someone else saved this since you opened it" in page
    assert "Text of the first" in page
    assert "Text of the second" in page
    assert MinuteEntry.objects.get().text == "Text of the first"
    assert client.post(url, {"text": "Text of both", "version": "2"}).status_code == 302
    assert MinuteEntry.objects.get().text == "Text of both"


def test_an_action_is_added_and_changed_on_the_same_pages(cast, client_of):
    panel = make.panel_in_progress(cast)
    client, url = client_of(cast.coordinator), f"/panels/{panel.reference}/minutes/"
    due = {"due_on_day": "31", "due_on_month": "7", "due_on_year": str(panel.meeting.starts_at.year + 1)}
    data = {"kind": "action", "text": "Set up a mailbox.", "owner": cast.police_force.pk, "measure": "Read.", **due}

    early = {"due_on_year": "2020", "level": "team"}
    assert "Due date for the action must be after the panel" in text_of(client.post(url, data | early))
    client.post(url, data | {"level": "team"})
    action = Action.objects.get()
    changed = data | {"text": "Set up one mailbox.", "level": "national", "owner": cast.trust.pk, "version": "1"}
    client.post(f"{url}{action.entry_id}/", changed)

    action.refresh_from_db()
    assert (action.text, action.entry.text) == ("Set up one mailbox.", "Set up one mailbox.")
    assert (action.owner, action.level, action.status) == (cast.trust, "national", "proposed")


def test_present_people_are_ticked_and_an_empty_answer_is_asked_again(cast, client_of):
    panel = make.panel_in_progress(cast)
    client, url = client_of(cast.coordinator), f"/panels/{panel.reference}/minutes/present/"
    seat = panel.seats.live().of(cast.police).get()

    assert "Select who is present" in text_of(client.post(url, {}))
    client.post(url, {"present": [seat.pk]})

    assert list(panel.seats.live().filter(attended=True)) == [seat]
    assert client.get(url).status_code == 405


def test_the_page_before_closing_lists_what_is_missing_and_who_gets_the_minutes(cast, client_of):
    panel = make.panel_in_progress(cast)
    client, url = client_of(cast.coordinator), f"/panels/{panel.reference}/close/"

    empty = text_of(client.get(url))
    assert "Nobody is recorded as present." in empty
    assert "No learning was agreed" in empty
    assert "Close the panel and send the minutes" not in empty
    assert "Record who was present before you close the panel" in text_of(client.post(url, {"once": "a"}))
    make.attend(panel, cast.police, by=cast.coordinator)
    assert "Priya Police, Northshire Police" in text_of(client.get(url))


def test_a_double_click_closes_the_panel_once(cast, client_of):
    panel = make.minuted_panel(cast)
    client, url = client_of(cast.coordinator), f"/panels/{panel.reference}/close/"

    answers = [client.post(url, {"once": "a"}), client.post(url, {"once": "a"}), client.post(url), client.get(url)]

    assert [answer["Location"] for answer in answers] == [f"/panels/{panel.reference}/minutes/read/"] * 4
    assert Letter.objects.filter(kind="minutes-issued").count() == 4
    assert MinutesVersion.objects.count() == 1


@pytest.mark.parametrize("entries", [1, 3])
def test_the_minutes_ask_as_much_for_one_entry_as_for_three(cast, client_of, entries, django_assert_num_queries):
    panel = make.panel_in_progress(cast)
    for _ in range(entries):
        make.agree(panel, by=cast.coordinator)
        make.act(panel, cast)
    client, url = client_of(cast.coordinator), f"/panels/{panel.reference}/minutes/"
    client.get(url)

    with django_assert_num_queries(MINUTES_PAGE):
        client.get(url)


# ---- reading -------------------------------------------------------------------------------------------


def test_nothing_of_the_minutes_is_read_before_the_panel_is_closed(cast, client_of):
    panel = make.minuted_panel(cast)

    for person in (cast.police, cast.attendee):
        client = client_of(person)
        page = text_of(client.get(f"/panels/{panel.reference}/minutes/read/"))
        assert "Minutes will be here when the panel has been held" in page
        assert "Marker" not in page + text_of(client.get(f"/panels/{panel.reference}/")) + text_of(client.get("/"))
        assert client.get(f"/panels/{panel.reference}/minutes/pdf/").status_code == 404
        assert client.get(f"/panels/{panel.reference}/minutes/").status_code == 404
    assert not Letter.objects.filter(text__contains="Marker").exists()


def test_everybody_seated_reads_the_closed_minutes_and_each_reading_is_recorded(cast, client_of):
    panel = make.closed_panel(cast)

    for person in (cast.police, cast.attendee, cast.inspector, cast.lead):
        client = client_of(person)
        page = text_of(client.get(f"/panels/{panel.reference}/minutes/read/"))
        for part in ("Note", "Learning", "Decision", "Reasons", "Dispute", "Views", "Action"):
            assert f"Marker-{part}" in page
        assert client.get(f"/panels/{panel.reference}/minutes/pdf/").status_code == 202
        read = ReadEntry.objects.filter(actor_key=f"person:{person.pk}", about=panel.reference)
        assert [entry.what for entry in read.order_by("pk")] == ["minutes read", "minutes downloaded"]


def test_nobody_without_a_seat_reads_minutes_not_even_of_an_agency_that_was_asked(cast, client_of):
    panel = make.closed_panel(cast)
    asked = (cast.police_deputy, cast.health, cast.prison)
    elsewhere = (cast.housing, cast.left, cast.reviewer, cast.sfo_team, cast.auditor, cast.stranger)

    for person in (*asked, *elsewhere):
        client = client_of(person)
        for path in ("minutes/read/", "minutes/pdf/", "minutes/", "close/", "report/"):
            answer = client.get(f"/panels/{panel.reference}/{path}")
            assert answer.status_code == 404
            assert "Marker" not in text_of(answer)


def test_of_a_joint_panel_each_reader_gets_the_cases_of_their_seat_and_what_is_general(cast, client_of):
    ours, theirs = panels.replied_case(cast), panels.replied_case(cast)
    panel = panels.draft_panel(cast, cases=[ours, theirs])
    panels.set_meeting(panel, cast)
    panels.seat(panel, cast.police, cast.police_force, cast)
    panels.seat(panel, cast.prison, cast.jail, cast, cases=[theirs])
    panels.seat(panel, cast.health, cast.trust, cast, cases=[ours])
    panels.inviting.send_invitations(Panel.objects.get(), by=cast.coordinator)
    panel = make.begin(Panel.objects.get(), by=cast.coordinator)
    make.attend(panel, cast.police, cast.prison, cast.health, by=cast.coordinator)
    for case, text in ((ours, "Marker-Ours"), (theirs, "Marker-Theirs"), (None, "Marker-General")):
        add(panel, cast.coordinator, case=case, text=text)
    make.act(panel, cast, case=theirs, text="Marker-Action-Theirs", owner=cast.jail)
    minuting.close_panel(panel, by=cast.coordinator)

    def read(person):
        client = client_of(person)
        page = text_of(client.get(f"/panels/{panel.reference}/minutes/read/"))
        return page, client.get(f"/panels/{panel.reference}/minutes/pdf/").status_code

    page, pdf = read(cast.health)
    assert pdf == 404
    assert "Marker-Ours" in page
    assert "Marker-General" in page
    for hidden in ("Marker-Theirs", "Marker-Action-Theirs", theirs.reference, cast.jail.name, "minutes/pdf"):
        assert hidden not in page
    page, pdf = read(cast.police)
    assert pdf == 202
    assert "Marker-Ours" in page
    assert "Marker-Theirs" in page
