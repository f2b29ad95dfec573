from datetime import timedelta

import pytest

from agencies import declaring, duties
from agencies.models import Duty
from panelportal.kit import access, clock
from panelportal.kit.access import Can
from panelportal.kit.models import Letter, StatusChange
from panels import acting
from panels import refusals_learning as refused
from panels.models import Action, ActionUpdate
from panels.models.actions import ActionStatus
from tests.factories import learning as make
from tests.factories import panels
from tests.panels.reading import text_of

STAFF_LIST, OWN_LIST, ACTION_PAGE = 9, 10, 19


def due_in(action, days):
    """Put an action's date so many days from today."""
    Action.objects.filter(pk=action.pk).update(due_on=clock.today() + timedelta(days=days))


# ---- from the minutes to the owner ---------------------------------------------------------------------


def test_an_action_is_one_record_for_minutes_tracker_and_report(cast, client_of):
    report = make.issued_report(cast)
    action, client = Action.objects.get(), client_of(cast.police)

    pages = [
        f"/panels/{report.panel.reference}/minutes/read/",
        f"/learning-reports/{report.reference}/",
        "/actions/",
        f"/actions/{action.reference}/",
    ]
    for path in pages:
        page = text_of(client.get(path))
        assert action.reference in page
        assert "Marker-Action: set up one mailbox for recalls." in page
    assert action.entry.kind == "action"
    assert action.status == ActionStatus.PROPOSED


def test_an_action_due_on_the_day_of_the_panel_or_owned_by_strangers_to_it_is_refused(cast):
    panel = make.panel_in_progress(cast)

    with pytest.raises(refused.DueTooSoon):
        make.act(panel, cast, days=0)
    for stranger in (cast.landlord, cast.inspectorate, cast.other_region, cast.charity):
        with pytest.raises(refused.NotTakingPart, match=stranger.name):
            make.act(panel, cast, owner=stranger)

    assert not Action.objects.exists()
    assert not panel.entries.exists()
    owners = [cast.jail.name, cast.region.name, cast.trust.name, cast.police_force.name]
    assert [agency.name for agency in acting.owners_for(panel)] == sorted(owners)


def test_the_owner_hears_of_an_action_when_the_report_is_issued_and_not_before(cast, client_of):
    make.sent_report(cast)
    action, client = Action.objects.get(), client_of(cast.police)

    assert client.get(f"/actions/{action.reference}/").status_code == 404
    assert "Your agency has no actions." in text_of(client.get("/actions/"))
    assert not Letter.objects.filter(kind="action-assigned").exists()
    with pytest.raises(refused.NotIssuedYet):
        acting.accept_action(action, by=cast.police)

    make.issuing.issue_report(action.panel.learning_report, by=cast.lead)

    assert client.get(f"/actions/{action.reference}/").status_code == 200
    for permission in (Can.READ, Can.UPDATE):
        assert [reader.name for reader in access.readers(action, permission)] == ["agency:northshire-police"]
    written = Letter.objects.filter(kind="action-assigned").order_by("to_email")
    assert [letter.to_email for letter in written] == sorted([cast.police.email, cast.police_deputy.email])
    for letter in written:
        assert letter.subject.startswith("Accept your action, due ")
        assert letter.subject.endswith(action.reference)
        assert f"http://testserver/actions/{action.reference}/" in letter.text
        assert "Marker" not in letter.subject + letter.text + letter.html
    duty = Duty.objects.open().get(kind="update-action")
    assert (duty.about, duty.agency, duty.due_on) == (action.reference, cast.police_force, action.due_on)


# ---- what the owner and the inspectorate do -----------------------------------------------------------


def test_an_owner_accepts_updates_and_asks_to_close_and_an_inspector_closes(cast):
    action = make.issued_action(cast)

    acting.accept_action(action, by=cast.police)
    acting.accept_action(action, by=cast.police_deputy)
    acting.update_action(action, text="Ordered.", by=cast.police)
    acting.update_action(action, text="In use.", ask_to_close=True, by=cast.police)
    assert not duties.has_open("update-action", about=action.reference)
    assert Duty.objects.open().get(about=action.reference).role == "inspector"
    acting.close_action(action, outcome=ActionStatus.DONE, because="Seen in use.", by=cast.inspector)

    told = list(ActionUpdate.objects.values_list("status", "text"))
    assert told == [
        ("accepted", ""),
        ("in-progress", "Ordered."),
        ("awaiting-check", "In use."),
        ("done", "Seen in use."),
    ]
    changes = StatusChange.objects.filter(about=action.reference).values_list("before", "after")
    assert list(changes) == [
        ("proposed", "accepted"),
        ("accepted", "in-progress"),
        ("in-progress", "awaiting-check"),
        ("awaiting-check", "done"),
    ]
    assert not Duty.objects.open().filter(about=action.reference).exists()


def test_a_disputed_action_waits_for_an_inspector_who_sends_it_back_with_a_reason(cast):
    action = make.issued_action(cast)

    with pytest.raises(refused.NotAsked):
        acting.send_back(action, because="Nobody asked.", by=cast.inspector)
    acting.dispute_action(action, because="The prison owns the mailbox.", by=cast.police)
    assert duties.has_open("check-action", about=action.reference)
    acting.send_back(action, because="The panel agreed otherwise.", by=cast.lead)

    action.refresh_from_db()
    assert action.status == ActionStatus.IN_PROGRESS
    assert not duties.has_open("check-action", about=action.reference)
    assert Duty.objects.open().get(about=action.reference).agency == cast.police_force


def test_the_agency_that_owns_an_action_never_closes_it(cast, client_of):
    action = make.issued_action(cast)
    url = f"/actions/{action.reference}/close/"

    with pytest.raises(refused.OwnerCannotClose):
        acting.close_action(action, outcome=ActionStatus.DONE, because="We say so.", by=cast.police)
    with pytest.raises(ValueError, match="as done or not done"):
        acting.close_action(action, outcome=ActionStatus.WITHDRAWN, because="No.", by=cast.inspector)

    answers = [
        client_of(person).post(url, {"outcome": "done", "because": "x"}) for person in (cast.police, cast.coordinator)
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert Action.objects.get().status == ActionStatus.PROPOSED


def test_a_closed_action_stays_as_it_is(cast):
    action = make.issued_action(cast)
    acting.close_action(action, outcome=ActionStatus.NOT_DONE, because="Overtaken by events.", by=cast.lead)

    for change in (
        lambda: acting.accept_action(action, by=cast.police),
        lambda: acting.dispute_action(action, because="No.", by=cast.police),
        lambda: acting.update_action(action, text="More.", by=cast.police),
        lambda: acting.close_action(action, outcome=ActionStatus.DONE, because="Yes.", by=cast.lead),
    ):
        with pytest.raises(refused.ActionIsOver):
            change()

    assert ActionUpdate.objects.count() == 1


# ---- pages ---------------------------------------------------------------------------------------------


def test_the_owner_does_all_on_the_page_that_the_email_names(cast, client_of):
    action = make.issued_action(cast)
    client, url = client_of(cast.police), f"/actions/{action.reference}/"

    assert "Do you accept this action?" in text_of(client.get(url))
    client.post(f"{url}accept/")
    page = text_of(client.get(url))
    assert "Do you accept this action?" not in page
    assert "Check and close the action" not in page
    assert "Enter what has changed since last time" in text_of(client.post(f"{url}update/", {"next": "in-progress"}))
    kept = text_of(client.post(f"{url}update/", {"text": "Typed text."}))
    assert "Select what happens now" in kept
    assert "Typed text." in kept
    for _ in range(2):
        client.post(f"{url}update/", {"text": "In use.", "next": "close", "once": "a"})

    assert "In use." in text_of(client.get(url))
    assert list(ActionUpdate.objects.values_list("status", flat=True)) == ["accepted", "awaiting-check"]


def test_disputing_and_closing_need_a_reason(cast, client_of):
    action = make.issued_action(cast)
    url = f"/actions/{action.reference}/"
    police, inspector = client_of(cast.police), client_of(cast.inspector)

    assert "Enter why you dispute the action" in text_of(police.post(f"{url}dispute/", {"because": " "}))
    assert police.post(f"{url}dispute/", {"because": "Not ours."})["Location"] == url
    page = text_of(inspector.post(f"{url}close/", {"because": "Checked."}))
    assert "Select the outcome" in page
    assert "More is needed" in page
    assert "Enter why" in text_of(inspector.post(f"{url}close/", {"outcome": "done"}))
    assert inspector.post(f"{url}close/", {"outcome": "more-needed", "because": "It is."})["Location"] == url
    assert inspector.post(f"{url}close/", {"outcome": "done", "because": "Checked."})["Location"] == url
    assert inspector.get(f"{url}close/")["Location"] == url
    assert police.get(f"{url}dispute/")["Location"] == url

    assert [update.status for update in ActionUpdate.objects.all()] == ["disputed", "in-progress", "done"]


def test_what_is_sent_to_a_closed_action_is_answered_in_words(cast, client_of):
    action = make.issued_action(cast)
    acting.close_action(action, outcome=ActionStatus.DONE, because="Seen.", by=cast.lead)
    client, url = client_of(cast.police), f"/actions/{action.reference}/"

    for path, data in (
        ("accept/", {}),
        ("update/", {"text": "More.", "next": "close"}),
        ("dispute/", {"because": "No."}),
    ):
        assert f"Action {action.reference} is closed" in text_of(client.post(f"{url}{path}", data))


def test_nobody_but_the_owner_and_casework_opens_an_action(cast, client_of):
    action = make.issued_action(cast)
    url = f"/actions/{action.reference}/"

    may = (cast.police, cast.police_deputy, cast.inspector, cast.other_inspector, cast.lead, cast.coordinator)
    may_not = (
        cast.health,
        cast.prison,
        cast.housing,
        cast.left,
        cast.attendee,
        cast.reviewer,
        cast.auditor,
        cast.stranger,
    )
    assert [client_of(person).get(url).status_code for person in may] == [200] * len(may)
    assert [client_of(person).get(url).status_code for person in may_not] == [404] * len(may_not)
    for person in (*may_not, cast.inspector):
        for path in ("accept/", "update/", "dispute/"):
            assert client_of(person).post(f"{url}{path}", {"because": "x"}).status_code == 404
    declaring.declare_conflict(cast.other_inspector, scope=action.case.reference, by=cast.other_inspector)
    assert client_of(cast.other_inspector).get(url).status_code == 404


# ---- the list ------------------------------------------------------------------------------------------


def test_the_list_is_empty_in_words(cast, client_of):
    assert "No actions." in text_of(client_of(cast.inspector).get("/actions/"))
    assert "Your agency has no actions." in text_of(client_of(cast.police).get("/actions/"))
    assert "No action has this status." in text_of(client_of(cast.inspector).get("/actions/?status=done"))


def test_staff_see_every_action_an_agency_its_own_and_the_auditor_no_text(cast, client_of):
    action = make.issued_action(cast)

    def listed(person):
        return text_of(client_of(person).get("/actions/"))

    for person in (cast.inspector, cast.lead, cast.coordinator, cast.police, cast.police_deputy):
        assert "Marker-Action" in listed(person)
    for person in (cast.health, cast.attendee, cast.reviewer, cast.stranger):
        assert action.reference not in listed(person)
    audited = listed(cast.auditor)
    assert action.reference in audited
    assert "Marker-Action" not in audited
    assert f"/actions/{action.reference}/" not in audited


def test_lateness_is_told_in_words_and_nothing_is_overdue_on_its_day(cast, client_of):
    action, client = make.issued_action(cast), client_of(cast.police)

    for days, words in ((-3, "Overdue 3 days"), (-1, "Overdue 1 day"), (0, "Due today"), (14, "Due soon")):
        due_in(action, days)
        assert words in text_of(client.get("/actions/"))
        assert words in text_of(client.get(f"/actions/{action.reference}/"))
    due_in(action, 40)
    assert "Due soon" not in text_of(client.get("/actions/"))
    due_in(action, -3)
    acting.close_action(action, outcome=ActionStatus.DONE, because="Seen.", by=cast.lead)
    assert "Overdue 3 days" not in text_of(client.get("/actions/"))


def test_the_filter_keeps_what_it_names(cast, client_of):
    action, client = make.issued_action(cast), client_of(cast.inspector)

    def shown(status):
        return action.reference in text_of(client.get(f"/actions/?status={status}"))

    assert [shown(status) for status in ("", "open", "proposed", "overdue", "done", "bogus")] == [
        True,
        True,
        True,
        False,
        False,
        True,
    ]
    due_in(action, -1)
    assert shown("overdue")


@pytest.mark.parametrize("actions", [1, 3])
def test_the_lists_and_the_page_ask_as_much_for_one_as_for_three(cast, client_of, actions, django_assert_num_queries):
    panel = make.panel_in_progress(cast, cases=[panels.replied_case(cast)])
    make.attend(panel, cast.police, by=cast.coordinator)
    made = [make.act(panel, cast) for _ in range(actions)]
    make.minuting.close_panel(panel, by=cast.coordinator)
    report = make.consolidating.start_report(panel, by=cast.inspector)
    make.consolidating.send_to_lead(report, by=cast.inspector)
    make.issuing.issue_report(report, by=cast.lead)
    for number in range(actions):
        acting.update_action(made[0], text=f"Update {number}.", by=cast.police)

    for person, path, number in (
        (cast.inspector, "/actions/", STAFF_LIST),
        (cast.police, "/actions/", OWN_LIST),
        (cast.police, f"/actions/{made[0].reference}/", ACTION_PAGE),
    ):
        client = client_of(person)
        client.get(path)
        with django_assert_num_queries(number, info=path):
            client.get(path)
