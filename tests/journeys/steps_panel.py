"""Steps 6 and 7: a panel is convened, everybody answers without an account, minutes are taken and sent."""

import re
from datetime import timedelta

from agencies.models import Duty
from panelportal.kit import clock, working_days
from panelportal.kit.models import TrailEntry
from panels.models import Invitation, InvitationReply
from panels.models.panels import Meeting
from tests.factories.panels import CALL
from tests.journeys import story


def the_coordinator_convenes_a_panel(coordinator, case, *, chair, seats, observer):
    """Draft a panel, give it a date and seats, and send the invitations. Returns its reference."""
    coordinator.go_to_work()
    coordinator.follow(f"All have replied, decide about a panel: {case}")
    coordinator.follow("Summary")
    coordinator.follow("Convene a panel")
    coordinator.tick("Which cases will the panel discuss?", case)
    coordinator.select("Chair", chair.user.name)
    coordinator.select("Minute-taker", coordinator.user.name)
    coordinator.press("Save and set the date")
    panel = re.search(r"MLP-[0-9-]+", coordinator.path)[0]
    _set_the_date(coordinator)
    for person in seats:
        _seat(coordinator, person)
    _seat_somebody_else(coordinator, observer, agency="Northshire Victims Voice")
    coordinator.follow("Continue to the panel")
    coordinator.follow("Check and send the invitations")
    coordinator.reads("Who gets an invitation", "Ada Attendee")
    coordinator.press(f"Send {len(seats) + 3} invitations")
    coordinator.reads("Invited", "No reply")
    return panel


def everybody_replies_without_an_account(walker, answers, *, scripts=True):
    """Open each reply link three times, which changes nothing, then answer. `answers` are by person."""
    for person, answer in answers.items():
        link = walker.post.link_to(person.user.email, "Learning panel")
        guest = walker.person(scripts=scripts)
        before = _all_that_a_reply_changes()
        for _ in range(3):
            guest.open(link)
        assert _all_that_a_reply_changes() == before
        guest.does_not_read("Signed in as", person.user.name, "MAC-")
        guest.choose("Will you attend?", answer)
        guest.press("Send reply")
        guest.reads("We have your reply", answer)
        assert (CALL in guest.text) == (answer == "Yes, I will attend")
        guest.page.context.close()


def the_coordinator_takes_the_minutes(coordinator, panel, *, present):
    Meeting.objects.filter(panel__reference=panel).update(starts_at=clock.now())  # its day has come
    coordinator.open(f"/panels/{panel}/")
    coordinator.reads("Accepted", "Declined", "Tentative")
    coordinator.follow("Start the panel and take its minutes")
    coordinator.press("Start the panel")
    coordinator.tick("Who is present?", *(person.user.name for person in present))
    coordinator.press("Save who is present")
    _minute_the_learning(coordinator)
    _minute_the_action(coordinator)


def the_coordinator_closes_the_panel(coordinator):
    coordinator.follow("Close the panel")
    coordinator.reads("Nothing is missing from the minutes", "Ada Attendee")
    coordinator.press("Close the panel and send the minutes")
    coordinator.reads(story.LEARNING, story.ACTION)


def _set_the_date(coordinator):
    coordinator.date("Date", _meeting_day())
    coordinator.fill("Start time", "10am")
    coordinator.fill("End time", "12:30pm")
    coordinator.fill("Place", "Video call")
    coordinator.fill("Link to the call", CALL)
    coordinator.press("Save and continue")


def _seat(coordinator, person):
    coordinator.choose("Who will attend?", person.user.name)
    coordinator.choose("What do they attend as?", "Representative")
    coordinator.press("Add")
    coordinator.reads(f"{person.user.name} now has a seat")


def _seat_somebody_else(coordinator, person, *, agency):
    coordinator.choose("Who will attend?", "Somebody else")
    coordinator.fill("Full name", person.user.name)
    coordinator.fill("Email address", person.user.email)
    coordinator.select("Agency", agency)
    coordinator.choose("What do they attend as?", "Observer")
    coordinator.press("Add")
    coordinator.reads(f"{person.user.name} now has a seat")


def _minute_the_learning(coordinator):
    coordinator.fill("What was said, learned or decided", story.LEARNING)
    coordinator.choose("Kind of entry", "Learning agreed")
    points = "Learning points it rests on"
    coordinator.tick(points, coordinator.offered(points)[0])
    coordinator.press("Add")


def _minute_the_action(coordinator):
    coordinator.fill("What was said, learned or decided", story.ACTION)
    coordinator.choose("Kind of entry", "Action")
    coordinator.select("Owner agency", "Northshire Police")
    coordinator.date("Due date", _meeting_day() + timedelta(days=90))
    coordinator.fill("How we will know that it worked", "A monthly check of ten releases finds each marker set.")
    coordinator.choose("How far does it reach?", "One organisation")
    coordinator.press("Add")
    coordinator.reads("ACT-")


def _meeting_day():
    return working_days.add(clock.today(), 20)


def _all_that_a_reply_changes():
    invitations = list(Invitation.objects.order_by("pk").values())
    return invitations, InvitationReply.objects.count(), Duty.objects.open().count(), TrailEntry.objects.count()
