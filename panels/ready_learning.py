"""What minutes, actions and learning reports declare to the kit when the app is ready."""

from agencies import duties
from panelportal.kit import letters, references, slots
from panels import acting, circulating, consolidating, issuing, panel_slot


def declare():
    """Declare letters, duties, the pages of references, and what stands on the page of a panel."""
    references.give_page("LR", "panels:learning-report")
    references.give_page("ACT", "panels:action")
    letters.kind("minutes-issued", still_due=circulating.still_to_read)
    letters.kind("learning-report-issued", still_due=issuing.still_to_read)
    letters.kind("action-assigned", still_due=issuing.still_to_read)
    slots.fill("panel-page", template="panels/slots/learning.html", load=panel_slot.after_the_panel)
    duties.kind(
        circulating.FINISH_MINUTES,
        title="Finish the minutes: {about}",
        waiting="Minutes being taken: {about}",
        done="Panel closed: {about}",
        url_name="panels:minutes",
    )
    duties.kind(
        circulating.WRITE_REPORT,
        title="Write the learning report of panel {about}",
        waiting="Learning report of panel {about}",
        done="Learning report started: {about}",
        url_name="panels:report-start",
    )
    duties.kind(
        consolidating.FINISH,
        title="Finish the learning report: {about}",
        waiting="Learning report being written: {about}",
        done="Learning report sent to a lead inspector: {about}",
        url_name="panels:report-edit",
    )
    duties.kind(
        consolidating.COUNTERSIGN,
        title="Countersign the learning report: {about}",
        waiting="Learning report with a lead inspector: {about}",
        done="Learning report read and decided: {about}",
        url_name="panels:report-countersign",
    )
    duties.kind(
        acting.UPDATE,
        title="Accept or update an action: {about}",
        waiting="Action with its owner: {about}",
        done="Action reported on: {about}",
        url_name="panels:action",
    )
    duties.kind(
        acting.CHECK,
        title="Check an action: {about}",
        waiting="Action being checked: {about}",
        done="Action checked: {about}",
        url_name="panels:action",
    )
