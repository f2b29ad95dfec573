"""Step 4: the review becomes a case, and each of three agencies is asked, and shown what was chosen for it."""

import re
from datetime import date

from tests.journeys import story

NAME, BORN, PNC, NHS, SUMMARY = (
    "Name",
    "Date of birth",
    "PNC number",
    "NHS number",
    "What we can tell agencies about the case",
)
SHOWN = {  # what is chosen for each agency
    "Northshire Police": {NAME, BORN, PNC, SUMMARY},
    "Northshire Mental Health Trust": {NAME, BORN, NHS},
    "HMP Northmoor": {NAME},
}
WHAT_YOU_SEE = "Who to search for"


def the_inspector_flags_it(inspector, review):
    """Flag the review for the agencies that the notes name. Returns the reference of the case."""
    inspector.follow("Reviews")
    inspector.follow(review)
    inspector.press("Flag for multi-agency learning")
    assert inspector.ticked("Which agencies were involved?") == set(SHOWN)
    inspector.press("Continue")
    inspector.tick("Why might there be further learning?", "Information was not shared")
    inspector.fill("In your own words", "Three agencies held part of the picture.")
    inspector.fill("What should agencies look into?", "How was information shared at release?")
    inspector.date("Start of the period to check", date(2024, 1, 1))
    inspector.date("End of the period to check", date(2025, 3, 17))
    inspector.press("Continue")
    inspector.tick("Is anything else under way?", "No, nothing that we know of")
    inspector.press("Continue")
    inspector.reads(*SHOWN, "Three agencies held part of the picture.", "1 January 2024 to 17 March 2025")
    inspector.press("Flag this case")
    inspector.reads("Nothing has been sent to any agency")
    inspector.follow("send the requests")
    return re.search(r"MAC-[0-9-]+", inspector.path)[0]


def the_inspector_puts_the_particulars(inspector):
    inspector.press("Add the details that agencies need")
    inspector.fill("Name", story.NAME)
    inspector.date("Date of birth", story.BORN)
    inspector.fill("PNC number", "2003/0011985X")
    inspector.fill("NHS number", "943 476 5919")
    inspector.fill("What we can tell agencies about the case", story.SUMMARY)
    inspector.press("Save")


def the_inspector_chooses_what_each_agency_sees(inspector):
    """Choose for each agency and look at the preview. Returns the previews by agency."""
    previews = {}
    for agency, kinds in SHOWN.items():
        inspector.follow(agency)
        inspector.tick("What this agency will see", *kinds)
        inspector.press("Save and preview")
        previews[agency] = inspector.section(WHAT_YOU_SEE)
        assert (SUMMARY in kinds) == (story.SUMMARY in previews[agency])
        assert (NHS in kinds) == ("943 476 5919" in previews[agency])
        inspector.follow("All requests of this case")
    return previews


def the_inspector_sends_the_requests(inspector):
    inspector.press("Send 3 requests")
    inspector.reads("Priya Police", "Paul Police", "Hana Health", "Dora Deputy")
    inspector.does_not_read("Lev Left")
    inspector.press("Send 3 requests")
    inspector.reads("3 requests sent")


def the_inspector_waits_for_the_replies(inspector, agencies):
    inspector.go_to_work()
    waiting = inspector.section("Waiting on others")
    assert waiting.count("Reply to REQ-") == len(agencies)
    assert all(agency in waiting for agency in agencies)
