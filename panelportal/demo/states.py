"""Made-up cases whose requests, panels and reports stand half-way: one of every state that a page can show."""

from agencies import directory, joining
from agencies.models import Agency
from agencies.role_names import Role
from cases import (
    answering_incidents,
    briefing,
    closing,
    correcting,
    disclosing,
    disposing,
    extending,
    joining_reviews,
    messaging,
    particulars,
    requesting,
    retracting,
    withdrawing,
)
from cases.models import Deletion, Particulars, Report, Side, Step, Together, WrongOf
from cases.models.closings import WhyClosed
from cases.models.particulars import Kind
from findings import accepting, adding, confirming, grouping, recording, returning, signing_off
from findings.models import Archives, LearningPoint, Outcome
from findings.models.replies import Channel
from panelportal.demo import learning, texts
from panelportal.demo.calendar import day, on
from panelportal.kit import bounces, clock, working_days
from panelportal.kit.models import Letter
from panels import consolidating, minuting

CORRECTED = 3  # whose first name turns out to be spelt another way


def part_of(people, case, agency):
    return case.requests.get(agency=getattr(people.agency, agency))


def ask_first(people, case, *, agency, days_ago):
    """Ask one agency only whether it was involved, before the requests are sent."""
    with on(day(days_ago), 14, 0):
        briefing.brief(part_of(people, case, agency), step=Step.FIRST, first_days=5, by=people.person.inspector)


def let_letter_come_back(people, case, *, agency, days_ago):
    """Let the letters about a request come back from the mail server of its agency."""
    part = part_of(people, case, agency)
    with on(day(days_ago), 15, 10):
        for letter in Letter.objects.filter(about=part.reference, kind="request"):
            bounces.mark_bounced(letter, because="550 5.1.1 no such user")


def open_it(people, case, *, agency, by, days_ago):
    with on(day(days_ago), 9, 30):
        requesting.mark_opened(part_of(people, case, agency), by=getattr(people.person, by))


def ask_for_time(people, case, *, agency, by, days_ago):
    """Let an agency ask for a week more."""
    part, who = part_of(people, case, agency), getattr(people.person, by)
    with on(day(days_ago), 10, 0):
        until = working_days.add(part.reply_by, 5)
        extending.ask_for_more_time(part, until=until, because="An archive has to be brought back.", by=who)


def give_time(people, case, *, agency, days_ago):
    part = part_of(people, case, agency)
    with on(day(days_ago), 10, 30):
        until, because = working_days.add(part.reply_by, 5), "Asked by telephone: the archive is away."
        extending.give_more_time(part, until=until, because=because, by=people.person.coordinator)


def stop_clock(people, case, *, agency, days_ago):
    with on(day(days_ago), 11, 0):
        because = "The service is moving its records this week."
        extending.stop_clock(part_of(people, case, agency), because=because, by=people.person.coordinator)


def exchange_messages(people, case, *, agency, by, days_ago):
    """Let an agency ask, the inspectorate answer, and the agency write once more, which nobody has opened."""
    part, who = part_of(people, case, agency), getattr(people.person, by)
    written = (
        (days_ago, Side.AGENCY, "Do you need the records of our earlier premises, too?", who),
        (days_ago - 1, Side.INSPECTORATE, "Only where somebody used them in the period.", people.person.coordinator),
        (days_ago - 2, Side.AGENCY, "Thank you. We found two entries and will add them.", who),
    )
    for number, (ago, side, text, writer) in enumerate(written):
        with on(day(ago), 13, 20):
            messaging.mark_read(part, side=side, by=writer)
            messaging.write_message(part, text=text, side=side, seen=number, by=writer)


def correct(people, case, *, agency, days_ago):
    """Put a detail right that agencies search by, and send one of them the correction."""
    part, inspector = part_of(people, case, agency), people.person.inspector
    with on(day(days_ago), 12, 0):
        values = {**learning.PERSONS[CORRECTED], Kind.NAME: "Robyn Madeup"}
        particulars.put_particulars(case, values=values, by=inspector)
        current = Particulars.objects.current().filter(case=case)
        disclosing.choose(part, particulars=disclosing.suggested(part.agency, current), by=inspector)
        correcting.send_correction(part, by=inspector)


def accept(people, case, *, agency, days_ago):
    with on(day(days_ago), 15, 0):
        accepting.accept(part_of(people, case, agency), by=people.person.inspector)


def add_later(people, case, *, agency, by, days_ago):
    """Let an agency add to its reply after it was sent."""
    with on(day(days_ago), 10, 50):
        text = "The licence marker was set for everybody in the area last week."
        adding.add_to_reply(part_of(people, case, agency), text=text, by=getattr(people.person, by))


def group(people, case, *, days_ago):
    """Put what the agencies of a case have sent into one group, for the agenda."""
    with on(day(days_ago), 13, 0):
        points = LearningPoint.objects.submitted().of_case(case)
        grouping.group_points(case, points=points, title="Information at release", by=people.person.inspector)


def return_it(people, case, *, agency, days_ago):
    missing = {"learning": "Say why the calls were not followed by a visit."}
    with on(day(days_ago), 15, 30):
        returning.return_reply(part_of(people, case, agency), missing=missing, days=5, by=people.person.inspector)


def send_back(people, case, *, agency, by, days_ago):
    """Let an agency say that the request is not for it, and whom to ask."""
    with on(day(days_ago), 9, 45):
        instead = "Northshire Victims Alliance runs that service now."
        confirming.redirect_to(part_of(people, case, agency), ask_instead=instead, by=getattr(people.person, by))


def record_call(people, case, *, agency, days_ago):
    """Record what an agency told by telephone; it has not confirmed it yet."""
    with on(day(days_ago), 16, 0):
        recording.record_reply(
            part_of(people, case, agency),
            channel=Channel.PHONE,
            came_on=day(days_ago),
            told_by_role="Records manager",
            told="They find no tenancy in that name, and others with a name much like it.",
            outcome=Outcome.CANNOT_TELL,
            systems_searched="Tenancies since 2010",
            archives=Archives.SEARCHED,
            checked_by_role="Records manager",
            checked_on=day(days_ago),
            records_secured=False,
            by=people.person.coordinator,
        )


def withdraw(people, case, *, agency, days_ago):
    with on(day(days_ago), 9, 0):
        because = "The record check of the police shows that it was another service."
        withdrawing.withdraw_request(part_of(people, case, agency), because=because, by=people.person.inspector)


def hand_over(people, case, *, agency, by, days_ago):
    """Let an agency whose replies need a second signer hand one over to its approver."""
    with on(day(days_ago + 1), 9, 0):
        of = getattr(people.agency, agency)
        directory.change_agency(of, seen=of.version, by=people.person.coordinator, **_details(of))
        approver = joining.add_member(
            email=f"second.signer@{of.slug}.example.org",
            name="Nadia Hussain",
            agency=of,
            role=Role.APPROVER,
            job_title="Assistant director",
            by=people.person.coordinator,
        )
        joining.accept_terms(approver.user, by=approver.user)
    learning.reply(people, case, agency=agency, by=by, days_ago=days_ago, points=texts.CHILDREN_POINTS, send=False)
    with on(day(days_ago), 16, 40):
        signing_off.hand_over(part_of(people, case, agency), by=getattr(people.person, by))


def _details(of):
    of = Agency.objects.get(pk=of.pk)
    return {name: getattr(of, name) for name in directory.DETAILS} | {"second_signer": True}


def join(people, case, review, *, days_ago):
    """Bring a second review of the same events into a case."""
    with on(day(days_ago), 14, 40):
        joining_reviews.join_review(case, review=review, because=Together.SAME_PERSON, by=people.person.inspector)


def meet(people, case, panel, *, on_day):
    """Hold a short panel: who came, one decision, closed."""
    minute_taker = people.person.coordinator
    with on(on_day, 10, 0):
        minuting.start(panel, by=minute_taker)
        minuting.record_attendance(panel, present=list(panel.seats.live()), by=minute_taker)
        minuting.add_entry(
            panel,
            kind="decision",
            text="Each agency names one person for questions about releases.",
            rationale="Nobody present knew whom to ask elsewhere.",
            case=case,
            by=minute_taker,
        )
    with on(on_day, 16, 0):
        minuting.close_panel(panel, by=minute_taker)


def begin_report(people, panel, *, days_ago):
    with on(day(days_ago), 11, 0):
        consolidating.start_report(panel, by=people.person.inspector)


def close(people, case, *, days_ago, kept_until=None):
    """Close a case in which no agency knew the person: no panel is needed."""
    with on(day(days_ago), 12, 0):
        because = "No agency knew the person in the period, so that there is nothing to look at together."
        lead = people.person.lead
        closing.close(case, why=WhyClosed.NO_PANEL, because=because, by=lead, dispose_on=kept_until)


def dispose(people, case, *, days_ago):
    """Let two lead inspectors dispose of a closed case; the worker then searches for what is left."""
    with on(day(days_ago), 10, 0):
        because = "Its day has come, and nobody has asked for it to be kept."
        disposing.propose(case, because=because, by=people.person.lead)
    with on(day(days_ago), 15, 0):
        disposing.confirm(case, by=people.person.second_lead)


def take_back(people, case, *, agency, by, days_ago):
    """Take back what one agency should not have been shown. It deletes what it saved; a lead decides about a report."""
    with on(day(days_ago), 9, 40):
        incident = retracting.retract(
            case,
            requests=[part_of(people, case, agency)],
            wrong=WrongOf.TOO_MUCH,
            account="An address was ticked that this organisation does not need. A colleague saw it an hour later.",
            found_at=clock.now(),
            by=people.person.inspector,
        )
    with on(day(days_ago), 14, 0):
        answering_incidents.say_deleted(
            incident.retractions.get(), answer=Deletion.DELETED, by=getattr(people.person, by)
        )
    with on(day(days_ago - 1), 9, 30):
        because = "One person opened it, at work, and nothing was saved. A risk to anybody is unlikely."
        answering_incidents.decide_report(incident, report=Report.NOT_REPORTED, because=because, by=people.person.lead)
