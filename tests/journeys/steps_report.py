"""Steps 8 and 9: the learning report goes to the agencies, the action to its owner; each sees their own work."""

from panelportal.kit import jobs
from tests.journeys import story

EDITED = "One marker, set at release, would have shown every call handler what the others knew."


def the_inspector_drafts_the_report(inspector, panel):
    """Draft the report from the minutes, change a paragraph and send it. Returns its reference."""
    inspector.go_to_work()
    inspector.follow(f"Write the learning report of panel: {panel}")
    inspector.press("Start the report")
    report = inspector.path.split("/")[2]
    inspector.reads(story.LEARNING, story.ACTION, "All agreed learning is used or explained")
    inspector.follow("Change paragraph 4.1")
    inspector.fill("Text", EDITED)
    inspector.press("Save paragraph")
    inspector.press("Send to a lead inspector")
    inspector.reads(f"{report} is with the lead inspectors")
    return report


def a_lead_countersigns_and_issues_it(lead, report):
    lead.go_to_work()
    lead.follow(f"Countersign the learning report: {report}")
    lead.reads(EDITED, "Northshire Police: ")
    lead.agree("I have read the whole report and countersign it")
    lead.press("Countersign and issue")
    lead.reads(f"Learning report {report} has been issued")


def the_agency_reads_the_report(police):
    police.take_mail("Read the learning report")
    police.reads(EDITED, story.ACTION)
    jobs.work_off()
    assert police.download("Download the report (PDF)").startswith(b"%PDF")


def the_owner_accepts_and_updates_the_action(police):
    """Returns the reference of the action."""
    police.take_mail("Accept your action")
    police.press("Accept the action")
    police.reads("Accepted")
    police.fill("What has changed since last time?", "The marker is agreed with the prison.")
    police.choose("What happens now?", "We carry on")
    police.press("Save update")
    police.reads("In progress", "The marker is agreed with the prison.")
    return police.path.split("/")[2]


def the_observer_sees_invitation_and_minutes_only(observer, panel, *, hidden):
    observer.take_mail("Read the panel minutes")
    observer.reads(story.LEARNING)
    observer.follow("Panels")
    observer.follow(panel)
    observer.reads("Video call", "Read the minutes")
    observer.does_not_read("Priya Police")
    observer.finds_nothing_at(*hidden)


def the_work_of_each_is_right(work):
    """`work` tells by person what stands on their page of work: to do, waiting on others, recently finished."""
    for person, (to_do, waiting, finished) in work.items():
        person.go_to_work()
        assert to_do in person.section("To do")
        assert waiting in person.section("Waiting on others")
        assert [text for text in finished if text not in person.section("Recently finished")] == []
