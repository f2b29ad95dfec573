"""Step 5: three agencies check their records, each seeing its own request and nothing else."""

import re
from datetime import date

from panelportal.kit import clock
from tests.journeys import story
from tests.journeys.steps_case import WHAT_YOU_SEE

MOST_SCREENS_OF_A_NIL_RETURN = 8
OUTCOME = "What did you find?"


def the_agency_comes_from_its_letter(person, preview):
    """Follow the letter to the very request, which shows what the preview showed. Returns its reference."""
    person.take_mail("Check your records")
    assert person.section(WHAT_YOU_SEE) == preview
    return re.fullmatch(r"/requests/(REQ-[0-9-]+)/", person.path)[1]


def the_police_were_involved(police):
    """Record involvement and two learning points, and say who will attend."""
    _confirm_the_organisation(police)
    police.choose(OUTCOME, "We were involved")
    _say_how_it_was_checked(police, f"Name: {story.NAME}", "PNC number: 2003/0011985X", secured="Yes")
    police.fill("Which of your services was involved?", "Neighbourhood policing")
    police.fill("What did it do?", "Visits each month, and two arrests.")
    police.date("When its involvement started", date(2024, 3, 1))
    police.agree("It is still involved")
    police.press("Save and continue")
    police.press("Continue")
    police.press("Add a key event")
    police.choose("When did it happen?", "On this day")
    police.date("Date", date(2024, 6, 14))
    police.choose("What was it?", "Decision")
    police.fill("What happened?", "The risk level was left as it was after the second arrest.")
    police.fill("Which record tells this?", "Custody record")
    police.press("Save")
    police.press("Continue")
    police.press("Add a learning point")
    _add_a_point(police, story.POINTS[0], "Save and add another")
    _add_a_point(police, story.POINTS[1], "Save")
    police.press("Continue")
    police.choose("Who will attend the panel?", "Me")
    police.press("Save and continue")
    send(police)


def the_trust_has_no_record(health):
    """Send a nil return, in no more screens than the design allows."""
    _confirm_the_organisation(health)
    health.choose(OUTCOME, "We have no record of this person")
    _say_how_it_was_checked(health, f"Name: {story.NAME}", secured="No")
    sign(health)
    assert len(health.screens) <= MOST_SCREENS_OF_A_NIL_RETURN, health.screens


def the_prison_cannot_tell(deputy):
    _confirm_the_organisation(deputy)
    deputy.choose(OUTCOME, "We cannot tell from these details")
    _say_how_it_was_checked(deputy, f"Name: {story.NAME}", secured="No")
    send(deputy)


def nobody_sees_the_request_of_another(people, requests, case):
    """Each reads back their own reply and gets the page of the unknown for everything else of the case."""
    for person in people:
        own = requests[person]
        person.open(f"/requests/{own}/")
        person.reads("You have replied to this request")
        others = [f"/requests/{one}/{page}" for one in requests.values() if one != own for page in ("", "reply/")]
        person.finds_nothing_at(f"/cases/{case}/", f"/cases/{case}/learning/", *others)


def _confirm_the_organisation(person):
    person.follow("Confirm this is for your organisation")
    person.choose(f"Is this request for {person.agency}?", "Yes")
    person.press("Continue")


def _say_how_it_was_checked(person, *details, secured):
    person.fill("Systems searched", "Records system\nPaper archive")
    person.choose("Have you searched archived and paper records too?", "Yes")
    person.tick("Which of these details did you search on?", *details)
    person.fill("Checked by (role)", "Disclosure officer")
    person.date("Date checked", clock.today())
    person.choose("Have you secured the records?", secured)
    person.press("Save and continue")


def _add_a_point(person, point, button):
    person.choose("What kind of learning is it?", point["kind"])
    person.fill("What happened?", point["what"])
    person.fill("Why did it happen?", point["why"])
    person.fill("What would make a difference?", point["would_help"])
    person.choose("Who could make that difference?", "Across agencies")
    person.choose("Have you already acted on it?", "No")
    person.choose("Who may read this learning point?", "The panel may read it")
    person.press(button)


def sign(person):
    """Sign and send a nil return, which needs no manager."""
    person.agree("Our records were searched as I said, and hold nothing about this person")
    person.fill("Your role", "Disclosure officer")
    person.press("Send to HM Inspectorate of Probation")
    person.reads("Reply sent")


def send(person):
    person.agree("A manager with authority has agreed this reply")
    person.fill("Role of that manager", "Head of service")
    person.press("Send to HM Inspectorate of Probation")
    person.reads("Reply sent")
