"""Steps 1 to 3: a review comes in, is rated, countersigned and issued to the region, who reads it."""

from panelportal import demo
from panelportal.kit import clock, jobs
from tests.journeys import story
from tests.journeys.walking import MAIL

DOCUMENT = f"{demo.__path__[0]}/sfo-review.pdf"
MOST_SCREENS_TO_RATE, MOST_SCREENS_TO_READ = 16, 5


def the_coordinator_adds_a_review(coordinator):
    """Add a review with its document. Returns its reference."""
    coordinator.sign_in()
    coordinator.follow("Reviews")
    coordinator.press("Add a review")
    coordinator.fill("HMPPS reference", "HMPPS-04711")
    coordinator.select("Region", "North Region")
    coordinator.fill("Probation delivery unit", "Northmoor")
    coordinator.select("Type of serious further offence", story.OFFENCE)
    coordinator.date("Date submitted", clock.today())
    coordinator.date("Date received", clock.today())
    coordinator.page.get_by_label("SFO review", exact=True).set_input_files(DOCUMENT)
    coordinator.press("Save review")
    coordinator.reads("Review added", "Day 0 of 15")
    return coordinator.path.split("/")[2]


def the_lead_allocates_it(lead, review, *, to):
    lead.sign_in()
    lead.follow(f"Allocate a review: {review}")
    lead.press("Allocate")
    lead.choose("Who will rate this review?", to.user.name)
    lead.press("Allocate")
    lead.reads(f"Allocated to {to.user.name}")


def the_inspector_rates_it(inspector, review):
    """Answer all prompts, rate, write the feedback and send, in no more screens than the design allows."""
    inspector.take_mail("Quality assure a review")
    inspector.press("Continue where you left off")
    answered = sum(_answer_the_prompts(inspector, slug) for slug in story.PAGES)
    assert answered == story.PROMPTS
    _rate_the_standards(inspector)
    _write_the_feedback(inspector)
    inspector.press("Send for countersigning")
    inspector.reads("Sent for countersigning", review)
    assert len(inspector.screens) <= MOST_SCREENS_TO_RATE, inspector.screens


def a_lead_countersigns_and_issues(lead, review):
    lead.take_mail("Moderate ratings")
    lead.unfold("1.1 Analysis of assessment: answers and evidence notes")
    lead.reads(story.PARTLY["1-1", "e"], "Good (2 points)")
    lead.press("Agree and countersign")
    lead.press("Issue the QA report")
    lead.reads(f"Quality assurance report {review}", "9 of 12 points")
    jobs.work_off()
    assert lead.download("Download the report (PDF)").startswith(b"%PDF")


def the_region_reads_and_acknowledges(reviewer, review):
    reviewer.take_mail("Quality assurance report ready")
    reviewer.reads("What was done well", "Overall rating", "9 of 12 points")
    reviewer.press("We have read this report")
    reviewer.reads("Acknowledged")
    assert reviewer.screens[0] == MAIL
    assert len(reviewer.screens) <= MOST_SCREENS_TO_READ, reviewer.screens
    reviewer.finds_nothing_at(f"/reviews/{review}/document/", f"/assessments/{review}/")


def _answer_the_prompts(inspector, slug):
    """Say Yes to the prompts of one page, Partly where the story has a note. Returns how many there were."""
    assert inspector.path.endswith(f"/{slug}/"), inspector.path
    yes = inspector.page.get_by_role("radio", name="Yes", exact=True).all()
    for radio in yes:
        radio.check()
    for (page, letter), note in story.PARTLY.items():
        if page == slug:
            inspector.page.locator(f"[name=answer_{letter}][value=partly]").check()
            inspector.fill_in(**{f"note_{letter}": note})
    inspector.press("Save and continue to", exact=False)
    return len(yes)


def _rate_the_standards(inspector):
    for number, rating in enumerate(("Good (2 points)", "Outstanding (3 points)", "Good (2 points)"), start=1):
        inspector.choose(f"Rating of standard {number}", rating)
        inspector.fill(f"Reason for the rating of standard {number}", f"Standard {number}: see paragraphs 3 to 8.")
    inspector.choose("Rating of standard 4", "Good (2 points)")
    inspector.fill("Reason for the rating of standard 4", "It can be shared as it stands.")
    inspector.press("Save and continue to the feedback")


def _write_the_feedback(inspector):
    inspector.fill("What was done well", "The account of the work on accommodation.")
    for number in range(1, 5):
        inspector.fill(f"Feedback on standard {number}", f"Standard {number}: say why once more.")
    inspector.press("Save and continue to check")
