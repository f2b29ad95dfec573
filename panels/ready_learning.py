"""What minutes, actions and learning reports declare to the kit when the app is ready."""

from agencies import chase_rules, duties
from panelportal.kit import letters, references, slots
from panels import acting, circulating, consolidating, issuing, panel_slot

LETTERS = {
    "minutes-issued": circulating.still_to_read,
    "learning-report-issued": issuing.still_to_read,
    "action-assigned": issuing.still_to_read,
}
DUTIES = (  # kind, what to do, how the one who waits reads it, how it reads when it is settled, where it is done
    (circulating.FINISH_MINUTES, "Finish the minutes", "Minutes being taken", "Panel closed", "minutes"),
    (
        circulating.WRITE_REPORT,
        "Write the learning report of panel",
        "Learning report to be written",
        "Learning report started",
        "report-start",
    ),
    (
        consolidating.FINISH,
        "Finish the learning report",
        "Learning report being written",
        "Learning report sent to a lead inspector",
        "report-edit",
    ),
    (
        consolidating.COUNTERSIGN,
        "Countersign the learning report",
        "Learning report with a lead inspector",
        "Learning report read and decided",
        "report-countersign",
    ),
    (acting.UPDATE, "Accept or update an action", "Action with its owner", "Action reported on", "action"),
    (acting.CHECK, "Check an action", "Action being checked", "Action checked", "action"),
)


def declare():
    """Declare letters, duties, the pages of references, and what stands on the page of a panel."""
    references.give_page("LR", "panels:learning-report")
    references.give_page("ACT", "panels:action")
    slots.fill("panel-page", template="panels/slots/learning.html", load=panel_slot.after_the_panel)
    for name, still_due in LETTERS.items():
        letters.kind(name, still_due=still_due)
    for name, title, waiting, done, page in DUTIES:
        title, waiting, done = (f"{words}: {{about}}" for words in (title, waiting, done))
        schedule = chase_rules.ACTION if name == acting.UPDATE else None
        duties.kind(name, title=title, waiting=waiting, done=done, url_name=f"panels:{page}", schedule=schedule)
