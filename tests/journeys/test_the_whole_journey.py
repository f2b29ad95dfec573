"""One review all the way: rated, flagged, sent to agencies, checked by them, discussed by a panel, reported."""

import pytest

from tests.journeys import steps_case, steps_panel, steps_reply, steps_report, steps_review
from tests.journeys.post import texts_of

pytestmark = [pytest.mark.journey, pytest.mark.on_both, pytest.mark.django_db(transaction=True)]


def test_the_whole_journey(walker, cast_live):
    coordinator, lead, inspector, reviewer, police, health, deputy, observer = people = [
        walker.person(getattr(cast_live, name))
        for name in "coordinator lead inspector reviewer police health prison_deputy attendee".split()
    ]

    review = steps_review.the_coordinator_adds_a_review(coordinator)
    steps_review.the_lead_allocates_it(lead, review, to=inspector)
    steps_review.the_inspector_rates_it(inspector, review)
    steps_review.a_lead_countersigns_and_issues(lead, review)
    steps_review.the_region_reads_and_acknowledges(reviewer, review)

    case = steps_case.the_inspector_flags_it(inspector, review)
    steps_case.the_inspector_puts_the_particulars(inspector)
    previews = steps_case.the_inspector_chooses_what_each_agency_sees(inspector)
    steps_case.the_inspector_sends_the_requests(inspector)
    steps_case.the_inspector_waits_for_the_replies(inspector, previews)

    requests = {}
    for person, reply in (
        (police, steps_reply.the_police_were_involved),
        (health, steps_reply.the_trust_has_no_record),
        (deputy, steps_reply.the_prison_cannot_tell),
    ):
        preview = previews[person.agency]
        requests[person] = steps_reply.the_agency_comes_from_its_letter(person, preview)
        reply(person)
    steps_reply.nobody_sees_the_request_of_another([police, health, deputy], requests, case)

    panel = steps_panel.the_coordinator_convenes_a_panel(
        coordinator, case, chair=inspector, seats=[police, deputy], observer=observer
    )
    answers = {inspector: "Yes, I will attend", coordinator: "Yes, I will attend", police: "Yes, I will attend"}
    steps_panel.everybody_replies_without_an_account(walker, answers | {deputy: "No", observer: "Maybe"})
    steps_panel.the_coordinator_takes_the_minutes(coordinator, panel, present=[coordinator, inspector, police])
    steps_panel.the_coordinator_closes_the_panel(coordinator)

    report = steps_report.the_inspector_drafts_the_report(inspector, panel)
    steps_report.a_lead_countersigns_and_issues_it(lead, report)
    steps_report.the_agency_reads_the_report(police)
    action = steps_report.the_owner_accepts_and_updates_the_action(police)

    hidden = [
        f"/reviews/{review}/",
        f"/qa-reports/{review}/",
        f"/cases/{case}/",
        f"/requests/{requests[police]}/",
        f"/learning-reports/{report}/",
    ]
    steps_report.the_observer_sees_invitation_and_minutes_only(observer, panel, hidden=hidden)

    nothing, nobody = "You have nothing to do", "You are not waiting for anybody"
    replied = {person: f"Replied: {request}" for person, request in requests.items()}
    answered = f"Invitation to a panel: {panel}"
    steps_report.the_work_of_each_is_right(
        {
            coordinator: (nothing, nobody, [f"Panel decided: {case}", f"Panel closed: {panel}", answered]),
            lead: (nothing, action, [f"Review allocated: {review}", f"Ratings countersigned: {review}", report]),
            inspector: (nothing, nobody, [f"Requests sent: {case}", f"Learning report started: {panel}", answered]),
            reviewer: (nothing, nobody, [f"Quality assurance report read: {review}"]),
            police: (f"Accept or update an action: {action}", nobody, [replied[police], answered]),
            health: (nothing, nobody, [replied[health]]),
            deputy: (nothing, nobody, [replied[deputy], answered]),
            observer: (nothing, nobody, [answered]),
        }
    )
    no_mail_tells_who_it_is_about(walker, people)


def no_mail_tells_who_it_is_about(walker, people):
    """Addresses and titles were watched all the way; this looks into every mail that anybody got."""
    mails = walker.post.all()
    assert {mail.to[0] for mail in mails} >= {person.user.email for person in people}
    for text in [text for mail in mails for text in texts_of(mail)]:
        walker.rules.keep_quiet(text)
