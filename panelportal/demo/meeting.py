"""How the made-up panel is convened, meets, reports and follows up its actions in the demonstration."""

from panelportal.demo import texts
from panelportal.demo.calendar import day, moment, on
from panels import acting, consolidating, convening, inviting, issuing, minuting, replying
from panels.models import Action, Invitation
from panels.models.panels import Capacity


def convene(people, case, *, days_ago, meets, seats, observer):
    """Convene a panel, seat representatives and an observer, and send the invitations."""
    person, agency = people.person, people.agency
    with on(day(days_ago), 10, 0):
        panel = convening.convene(
            cases=[case], chair=person.inspector, minute_taker=person.coordinator, by=person.coordinator
        )
        convening.set_meeting(
            panel,
            starts_at=moment(meets, 10),
            ends_at=moment(meets, 12, 30),
            place="Video call",
            call_link="https://video.example.org/panel",
            by=person.coordinator,
        )
        for who, of in seats:
            _seat(panel, getattr(person, who), getattr(agency, of), Capacity.REPRESENTATIVE, by=person.coordinator)
        who, of = observer
        _seat(panel, getattr(person, who), getattr(agency, of), Capacity.OBSERVER, by=person.coordinator)
        inviting.send_invitations(panel, by=person.coordinator)
    panel.refresh_from_db()
    return panel


def answer(people, panel, *, days_ago, answers):
    """Let some of those invited reply by the link in their invitation."""
    with on(day(days_ago), 15, 40):
        for who, given in answers.items():
            invitation = Invitation.objects.get(meeting__panel=panel, seat__person=getattr(people.person, who))
            replying.reply(invitation, answer=given, channel="link")


def hold(people, panel, case, *, on_day):
    """Hold the meeting: attendance, minutes, learning agreed, actions; then close it."""
    minute_taker = people.person.coordinator
    with on(on_day, 10, 0):
        minuting.start(panel, by=minute_taker)
        minuting.record_attendance(panel, present=list(panel.seats.live()), by=minute_taker)
    with on(on_day, 10, 25):
        _say_what_was_said(panel, case, by=minute_taker)
    with on(on_day, 11, 50):
        _agree_actions(people, panel, case, by=minute_taker)
    with on(on_day, 16, 0):
        minuting.close_panel(panel, by=minute_taker)
    panel.refresh_from_db()


def report(people, panel, *, days_ago, issued_days_ago):
    """Draft the learning report from what was agreed, send it to a lead inspector, issue it."""
    with on(day(days_ago), 11, 0):
        draft = consolidating.start_report(panel, by=people.person.inspector)
        consolidating.send_to_lead(draft, by=people.person.inspector)
    with on(day(issued_days_ago), 14, 0):
        issuing.issue_report(draft, by=people.person.lead)


def act(people, panel, *, days_ago):
    """Let the owners accept their actions and report; an inspector closes one of them."""
    owners = {"police": "police", "prison": "prison", "trust": "health"}
    with on(day(days_ago), 9, 30):
        for key, who in owners.items():
            for action in Action.objects.filter(panel=panel, owner=getattr(people.agency, key)):
                acting.accept_action(action, by=getattr(people.person, who))
    done = Action.objects.filter(panel=panel, owner=people.agency.trust).first()
    with on(day(days_ago - 10), 10, 0):
        acting.update_action(
            done,
            text="Addresses have been confirmed by telephone before each discharge letter since last month.",
            ask_to_close=True,
            by=people.person.health,
        )
    with on(day(days_ago - 12), 10, 0):
        acting.close_action(
            done,
            outcome="done",
            because="A sample of twenty letters all went to the right address.",
            by=people.person.inspector,
        )


def _seat(panel, person, agency, capacity, *, by):
    convening.seat(panel, person=person, agency=agency, capacity=capacity, by=by)


def _say_what_was_said(panel, case, *, by):
    points = list(minuting.points_for(panel))
    for said in texts.MINUTES:
        minuting.add_entry(
            panel,
            kind=said.kind,
            text=said.text,
            rationale=said.rationale,
            learning_points=[point for point in points if said.about and point.what.startswith(said.about)],
            case=None if said.general else case,
            by=by,
        )


def _agree_actions(people, panel, case, *, by):
    for agreed in texts.ACTIONS:
        acting.add_action(
            panel,
            text=agreed.text,
            owner=getattr(people.agency, agreed.owner),
            due_on=day(agreed.due),
            measure=agreed.measure,
            level=agreed.level,
            case=case,
            by=by,
        )
