"""More time to reply: asked for, given, declined; the clock stopped and started, by hand and with the case."""

from datetime import date, timedelta

import pytest

from agencies.models import Duty
from cases import extending, proceedings, requesting, withdrawing
from cases.models import AgencyRequest, Extension, RequestStatus
from cases.refusals import NothingAsked, NotLater, NotOpenForReply
from cases.telling import ANSWER, DECIDE_EXTENSION
from panelportal.kit import clock, letters, working_days
from panelportal.kit.models import Letter, TrailEntry
from tests.cases.pages import text_of
from tests.factories.cases import request_to, sent_case, sent_request

pytestmark = pytest.mark.django_db


@pytest.fixture
def part(cast):
    return sent_request(cast)


def _later(part, days=5):
    return working_days.add(part.reply_by, days)


def _ask(part, cast, **changes):
    answers = {"until": _later(part), "because": "Marker-Because: an archive"} | changes
    return extending.ask_for_more_time(part, by=cast.police, **answers)


def _told(kind):
    return sorted(Letter.objects.filter(kind=kind).values_list("to_label", flat=True))


def _duty(part, name=ANSWER):
    return Duty.objects.open().filter(kind=name, about=part.reference).first()


def _typed(day, **answers):
    return {"until_day": day.day, "until_month": day.month, "until_year": day.year, **answers}


def test_an_agency_asks_and_the_coordinators_have_two_days_to_decide(cast, part):
    _ask(part, cast)

    duty = _duty(part, DECIDE_EXTENSION)
    assert (duty.get_role_display(), duty.due_on) == ("Panel coordinator", working_days.add(clock.today(), 2))
    assert _told("extension-asked") == ["Cora Coordinator"]
    assert "Marker" not in Letter.objects.get(kind="extension-asked").text
    assert Extension.objects.get().asked_by == cast.police
    part.refresh_from_db()
    assert part.reply_by == _duty(part).due_on


def test_asking_again_replaces_what_was_asked(cast, part):
    _ask(part, cast)
    _ask(part, cast, until=_later(part, 8))

    assert Extension.objects.get().asked_until == _later(part, 8)
    assert Duty.objects.filter(kind=DECIDE_EXTENSION).count() == 1


def test_more_time_moves_the_date_everywhere_and_is_told(cast, part):
    before, until = part.reply_by, _later(part)
    _ask(part, cast)

    given = extending.give_more_time(part, until=until, because="It is fair.", by=cast.coordinator)

    part.refresh_from_db()
    assert (part.reply_by, _duty(part).due_on, _duty(part).replanned_on) == (until, until, clock.today())
    assert (given.asked_by, given.decided_by, given.until) == (cast.police, cast.coordinator, until)
    assert _told("new-reply-date") == ["Paul Police", "Priya Police"]
    assert _duty(part, DECIDE_EXTENSION) is None
    entry = TrailEntry.objects.get(act="more time given")
    assert entry.facts == {"before": str(before), "after": str(until)}


def test_more_time_is_given_without_being_asked_for(cast, part):
    given = extending.give_more_time(part, until=_later(part), because="It is fair.", by=cast.inspector)

    assert (given.asked_by, given.is_given) == (None, True)


def test_declining_leaves_the_date_and_is_told(cast, part):
    before = part.reply_by
    _ask(part, cast)

    declined = extending.decline_more_time(part, because="The panel meets.", by=cast.coordinator)

    part.refresh_from_db()
    assert (part.reply_by, declined.is_given, _duty(part, DECIDE_EXTENSION)) == (before, False, None)
    assert _told("extension-declined") == ["Paul Police", "Priya Police"]


def test_what_cannot_be_is_refused(cast, part):
    for earlier in (part.reply_by, part.reply_by - timedelta(days=1), date(2020, 1, 1)):
        with pytest.raises(NotLater):
            _ask(part, cast, until=earlier)
    with pytest.raises(NothingAsked):
        extending.decline_more_time(part, because="No.", by=cast.coordinator)
    until = _later(part)
    withdrawing.withdraw_request(part, because="Not needed.", by=cast.inspector)
    for act in (extending.ask_for_more_time, extending.give_more_time):
        with pytest.raises(NotOpenForReply):
            act(part, until=until, because="Late.", by=cast.police)
    assert not Extension.objects.exists()


def test_a_reply_takes_the_question_for_more_time_off_the_list(cast, part):
    _ask(part, cast)

    requesting.mark_submitted(part, outcome_status=RequestStatus.NOT_KNOWN, by=cast.police)

    assert not Duty.objects.open().filter(about=part.reference).exists()
    letters.deliver_due()
    assert {letter.status for letter in Letter.objects.filter(kind="extension-asked")} == {"stopped"}


def test_the_clock_stands_still_and_goes_on_as_long_later(cast, part):
    due_on, later = part.reply_by, clock.now() + timedelta(days=7)
    extending.stop_clock(part, because="Marker-Because", by=cast.coordinator)
    stopped = AgencyRequest.objects.get(pk=part.pk)
    long_after = clock.now() + timedelta(days=90)
    with clock.at(long_after):
        tag, overdue = stopped.lateness, AgencyRequest.objects.overdue(clock.today()).filter(pk=part.pk).exists()
    with clock.at(later):
        part = extending.start_clock(part, by=cast.coordinator)

    assert (tag.label, overdue) == ("Clock paused", False)
    assert part.reply_by == working_days.add(due_on, 5) == _duty(part).due_on
    assert part.clock_stopped_on is None
    assert _told("new-reply-date") == ["Paul Police", "Priya Police"]


def test_criminal_proceedings_stop_every_clock_of_the_case_until_they_end(cast):
    case = sent_case(cast)
    by_hand = request_to(case, cast.jail)
    extending.stop_clock(by_hand, because="Asked to wait", by=cast.coordinator)
    proceedings.say_under_way(case, by=cast.inspector)
    stopped = set(case.requests.filter(clock_stopped_on__isnull=False).values_list("agency__name", flat=True))

    with clock.at(clock.now() + timedelta(days=14)):
        proceedings.say_ended(case, by=cast.lead)

    assert stopped == {str(agency) for agency in (cast.police_force, cast.trust, cast.jail)}
    still = case.requests.filter(clock_stopped_on__isnull=False)
    assert [str(request.agency) for request in still] == [str(cast.jail)]
    for request in case.requests.exclude(agency=cast.jail):
        assert request.reply_by == working_days.add(by_hand.reply_by, 10)


def test_an_agency_asks_on_its_page_and_reads_what_came_of_it(cast, part, client_of):
    agency, staff = client_of(cast.police), client_of(cast.coordinator)
    page = f"/requests/{part.reference}/"
    asked = agency.post(f"{page}more-time/", _typed(_later(part), because="Marker-Because: an archive"), follow=True)
    shown = text_of(staff.get(f"{page}extension/"))
    staff.post(f"{page}extension/", _typed(_later(part), decision="yes", because="Marker-Reason: fair"))
    text = text_of(agency.get(page))

    assert "You have asked for more time. We answer within 2 working days." in text_of(asked)
    assert "Marker-Because: an archive" in shown
    assert "Due date moved from" in text
    assert "Next:" in text
    assert "Reminder to the SPOC on" in text
    assert ("Marker-Because" in text, "Marker-Reason" in text, "Cora" in text) == (False, False, False)


def test_the_agency_does_not_read_why_its_clock_stands_still(cast, part, client_of):
    staff = client_of(cast.coordinator)
    done = staff.post(f"/requests/{part.reference}/clock/stop/", {"because": "Marker-Trial"}, follow=True)

    text = text_of(client_of(cast.police).get(f"/requests/{part.reference}/"))

    assert ("Marker-Trial" in text_of(done), "Marker-Trial" in text) == (True, False)
    assert "The clock stands still: nobody expects your reply" in text
    assert "Clock paused: nobody is reminded" in text
    assert staff.post(f"/requests/{part.reference}/clock/start/").status_code == 302
    assert AgencyRequest.objects.get(pk=part.pk).clock_stopped_on is None


@pytest.mark.parametrize("name", ["more-time", "extension", "clock/stop"])
def test_a_form_with_nothing_in_it_says_what_is_missing(cast, part, client_of, name):
    person = cast.police if name == "more-time" else cast.coordinator

    page = client_of(person).post(f"/requests/{part.reference}/{name}/", {})

    assert "There is a problem" in text_of(page)
    assert (Extension.objects.count(), part.clock_stopped_on) == (0, None)


def test_a_date_that_is_not_later_is_said_beside_the_date(cast, part, client_of):
    typed = _typed(part.reply_by, because="An archive")

    page = client_of(cast.police).post(f"/requests/{part.reference}/more-time/", typed)

    assert "The new date must be later than" in text_of(page)


@pytest.mark.parametrize("who", ["health", "left", "stranger", "attendee", "reviewer", "auditor"])
def test_nobody_else_reaches_these_pages(cast, part, client_of, who):
    client = client_of(getattr(cast, who))

    answers = {
        client.get(f"/requests/{part.reference}/{name}/").status_code
        for name in ("more-time", "extension", "clock/stop")
    }

    assert answers <= {404, 403}


def test_the_agency_itself_does_not_decide(cast, part, client_of):
    client = client_of(cast.police)

    assert client.get(f"/requests/{part.reference}/extension/").status_code == 404
    assert client.post(f"/requests/{part.reference}/clock/start/").status_code == 404
