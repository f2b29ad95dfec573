"""The story of the demonstration: one case all the way, one half-way, reviews in earlier states."""

from agencies.models import User
from cases.models import CourtStage, UnderWay
from findings.models import Outcome
from panelportal.demo import learning, meeting, reviewing, states, surroundings, texts
from panelportal.demo.calendar import day, on
from panelportal.demo.people import enter_everybody
from ratings import moderating
from ratings.scale import Rating

FIRST_DAY = 125  # working days before today


def tell():
    """Tell the whole story by the verbs that the pages use, with the clock at each day."""
    with on(day(FIRST_DAY), 8, 30):
        people = enter_everybody()
    tell_of_finished_case(people)
    tell_of_case_half_way(people)
    tell_of_case_before_a_court(people)
    tell_of_case_at_a_turning_point(people)
    tell_of_withdrawn_flag(people)
    tell_of_case_in_full_swing(people)
    tell_of_case_with_other_answers(people)
    tell_of_cases_further_on(people)
    tell_of_incident(people)
    tell_of_reviews_on_their_way(people)
    return people


def tell_of_finished_case(people):
    """A case that went from receipt to an issued report, with its actions."""
    review = reviewing.receive(people, days_ago=120, number="4471")
    assessment = reviewing.allocate(people, review, days_ago=119)
    reviewing.complete(people, assessment, days_ago=112)
    reviewing.issue(people, assessment, days_ago=109, acknowledged_days_ago=107)
    case = learning.flag(
        people,
        review,
        days_ago=106,
        person=0,
        agencies=("police", "trust", "children", "prison", "housing"),
        not_asked=[("recovery", "The review shows no referral, and the person declined contact.")],
    )
    surroundings.list_inquest(people, case, days_ago=105)
    learning.send(people, case, days_ago=105)
    surroundings.tell_family(people, case, days_ago=103)
    learning.reply(people, case, agency="police", by="police", days_ago=98, points=texts.POLICE_POINTS)
    learning.reply(people, case, agency="housing", by="housing", days_ago=97, outcome=Outcome.NOT_KNOWN)
    learning.reply(people, case, agency="trust", by="health", days_ago=95, points=texts.HEALTH_POINTS)
    learning.reply(people, case, agency="prison", by="prison", days_ago=93, points=texts.PRISON_POINTS)
    learning.reply(people, case, agency="children", by="children", days_ago=88, points=texts.CHILDREN_POINTS)
    panel = meeting.convene(
        people,
        case,
        days_ago=85,
        meets=day(65),
        seats=(("police", "police"), ("health", "trust"), ("children", "children"), ("prison", "prison")),
        observer=("observer", "victims"),
    )
    meeting.answer(
        people, panel, days_ago=82, answers={"police": "accepted", "health": "accepted", "observer": "accepted"}
    )
    meeting.answer(people, panel, days_ago=80, answers={"children": "tentative", "prison": "accepted"})
    meeting.hold(people, panel, case, on_day=day(65))
    meeting.report(people, panel, days_ago=58, issued_days_ago=52)
    meeting.act(people, panel, days_ago=20)


def tell_of_case_half_way(people):
    """A case whose agencies are answering: two replies, one begun, one late; its panel has a date."""
    review = reviewing.receive(people, days_ago=40, number="4512", unit="Westvale", offence=1)
    assessment = reviewing.allocate(people, review, days_ago=39)
    reviewing.complete(people, assessment, days_ago=31)
    reviewing.issue(people, assessment, days_ago=28, acknowledged_days_ago=27)
    case = learning.flag(
        people, review, days_ago=20, person=1, agencies=("police", "trust", "housing", "recovery", "children")
    )
    surroundings.list_homicide_review(people, case, days_ago=18, answered_by="police")
    learning.send(people, case, days_ago=17)
    learning.reply(people, case, agency="police", by="police_deputy", days_ago=9, points=texts.POLICE_POINTS[:1])
    learning.reply(people, case, agency="children", by="children", days_ago=6, outcome=Outcome.NOT_KNOWN)
    learning.begin_reply(people, case, agency="trust", by="health", days_ago=5)
    panel = meeting.convene(
        people,
        case,
        days_ago=4,
        meets=day(-15),
        seats=(("police_deputy", "police"), ("health", "trust")),
        observer=("observer", "victims"),
    )
    meeting.answer(people, panel, days_ago=2, answers={"police_deputy": "accepted"})


def tell_of_case_before_a_court(people):
    """A case that stands still because a trial is coming: checked lately, and a lead inspector is to decide."""
    case = learning.flag(
        people,
        _rated(people, days_ago=60, number="4498", offence=2),
        days_ago=45,
        agencies=("police", "prison"),
        under_way=[UnderWay.CRIMINAL_PROCEEDINGS, UnderWay.MAPPA],
        court_stage=CourtStage.CHARGED,
        known={UnderWay.MAPPA: {"led_by": "Northshire strategic management board"}},
    )
    surroundings.check_court(people, case, days_ago=25, stage=CourtStage.FIRST_HEARING, sits=day(-12))
    surroundings.check_court(people, case, days_ago=4, stage=CourtStage.TRIAL, sits=day(-12))


def tell_of_case_at_a_turning_point(people):
    """A case whose charge was dropped after the requests went: every clock stands still until a lead decides."""
    case = learning.flag(
        people,
        _rated(people, days_ago=50, number="4505", unit="Westvale"),
        days_ago=30,
        person=2,
        agencies=("police", "housing"),
        under_way=[UnderWay.CRIMINAL_PROCEEDINGS],
    )
    surroundings.clear_record_checks(people, case, days_ago=27)
    learning.send(people, case, days_ago=12)
    surroundings.drop_charge(people, case, days_ago=2)


def tell_of_withdrawn_flag(people):
    """A flag that was withdrawn before any agency heard of it; its review can be flagged anew."""
    review = _rated(people, days_ago=48, number="4507", offence=3)
    case = learning.flag(people, review, days_ago=22, agencies=("trust", "recovery"))
    surroundings.withdraw(people, case, days_ago=21)


def tell_of_case_in_full_swing(people):
    """A case in which every agency is at another point: accepted, returned, with its approver, late, unreachable."""
    review = _rated(people, days_ago=44, number="4509", unit="Northshire East", offence=1)
    agencies = ("police", "trust", "children", "prison", "housing", "recovery", "southern_police")
    case = learning.flag(people, review, days_ago=24, person=states.CORRECTED, agencies=agencies)
    states.join(people, case, _rated(people, days_ago=43, number="4510", unit="Northshire West"), days_ago=23)
    learning.send(people, case, days_ago=13)
    states.let_letter_come_back(people, case, agency="housing", days_ago=13)
    learning.reply(people, case, agency="police", by="police", days_ago=9, points=texts.POLICE_POINTS, document=True)
    states.accept(people, case, agency="police", days_ago=7)
    states.add_later(people, case, agency="police", by="police", days_ago=6)
    states.group(people, case, days_ago=6)
    learning.reply(people, case, agency="trust", by="health", days_ago=8, points=texts.HEALTH_POINTS[:1])
    states.return_it(people, case, agency="trust", days_ago=6)
    learning.begin_reply(people, case, agency="prison", by="prison", days_ago=7)
    states.ask_for_time(people, case, agency="prison", by="prison", days_ago=1)
    states.open_it(people, case, agency="southern_police", by="southern_police", days_ago=6)
    states.correct(people, case, agency="southern_police", days_ago=5)
    states.give_time(people, case, agency="southern_police", days_ago=4)
    states.exchange_messages(people, case, agency="recovery", by="recovery", days_ago=5)
    states.stop_clock(people, case, agency="recovery", days_ago=2)
    states.hand_over(people, case, agency="children", by="children", days_ago=2)


def tell_of_case_with_other_answers(people):
    """A case whose agencies answered other than by a full reply, one of them by telephone."""
    review = _rated(people, days_ago=42, number="4511", unit="Westvale", offence=2)
    agencies = ("police", "trust", "children", "prison", "housing", "recovery", "southern_police")
    case = learning.flag(people, review, days_ago=23, person=4, agencies=agencies)
    states.ask_first(people, case, agency="southern_police", days_ago=16)
    learning.send(people, case, days_ago=15)
    other = (
        ("police", "police", Outcome.HELD_ELSEWHERE, "Southmere Police"),
        ("trust", "health", Outcome.CANNOT_DISCLOSE, "A court has sealed that part of the record."),
        ("children", "children", Outcome.CANNOT_TELL, "A former surname, or an earlier address."),
    )
    for agency, by, outcome, detail in other:
        learning.reply(people, case, agency=agency, by=by, days_ago=10, outcome=outcome, detail=detail)
    states.send_back(people, case, agency="prison", by="prison", days_ago=9)
    states.record_call(people, case, agency="housing", days_ago=7)
    states.withdraw(people, case, agency="recovery", days_ago=5)


def tell_of_cases_further_on(people):
    """Cases that were flagged lately, whose panel was held, whose report is begun, that are closed, and disposed of."""
    learning.flag(
        people, _rated(people, days_ago=41, number="4513", offence=3), days_ago=3, agencies=("police", "housing")
    )
    for number, writes in (("4461", False), ("4462", True)):
        case = _replied(people, number=number, agencies={"police": "police", "prison": "prison"})
        seats = (("police", "police"), ("prison", "prison"))
        observer = ("observer", "victims")
        panel = meeting.convene(people, case, days_ago=60, meets=day(40), seats=seats, observer=observer)
        states.meet(people, case, panel, on_day=day(40))
        if writes:
            states.begin_report(people, panel, days_ago=30)
    case = _replied(people, number="4463", agencies={"housing": "housing"}, outcome=Outcome.NOT_KNOWN)
    states.close(people, case, days_ago=50)
    case = _replied(people, number="4464", agencies={"recovery": "recovery"}, outcome=Outcome.NOT_KNOWN, person=5)
    states.close(people, case, days_ago=50, kept_until=day(6))
    states.dispose(people, case, days_ago=5)


def tell_of_incident(people):
    """A case in which one agency was shown more than it needed: taken back, deleted, and decided about."""
    case = learning.flag(
        people, _rated(people, days_ago=46, number="4514"), days_ago=18, person=2, agencies=("police", "housing")
    )
    learning.send(people, case, days_ago=14)
    states.open_it(people, case, agency="housing", by="housing", days_ago=12)
    states.take_back(people, case, agency="housing", by="housing", days_ago=11)


def _replied(people, *, number, agencies, outcome=Outcome.INVOLVED, person=1):
    """Return a case to which every agency replied long ago."""
    case = learning.flag(
        people, _rated(people, days_ago=100, number=number), days_ago=85, person=person, agencies=tuple(agencies)
    )
    learning.send(people, case, days_ago=84)
    points = {"police": texts.POLICE_POINTS[:1], "prison": texts.PRISON_POINTS[:1]}
    for agency, by in agencies.items():
        learning.reply(people, case, agency=agency, by=by, days_ago=75, outcome=outcome, points=points.get(agency, ()))
    return case


def _rated(people, *, days_ago, number, **facts):
    """Return a review that came so many working days ago, rated and reported in time."""
    review = reviewing.receive(people, days_ago=days_ago, number=number, **facts)
    assessment = reviewing.allocate(people, review, days_ago=days_ago - 1)
    reviewing.complete(people, assessment, days_ago=days_ago - 8)
    reviewing.issue(people, assessment, days_ago=days_ago - 11, acknowledged_days_ago=days_ago - 12)
    return review


def tell_of_reviews_on_their_way(people):
    """Reviews that are waiting, being rated, with a lead inspector, returned, and rated and ready to be flagged."""
    _rated(people, days_ago=26, number="4528", unit="Northshire West", offence=1)
    reviewing.receive(people, days_ago=1, number="4560", region="south", unit="Southmere Coast", offence=2)
    reviewing.receive(people, days_ago=3, number="4557", unit="Northshire West", offence=3)

    begun = reviewing.receive(people, days_ago=8, number="4549", unit="Westvale", offence=1)
    reviewing.answer(people, reviewing.allocate(people, begun, days_ago=7), days_ago=3, key_questions=3)

    sent = reviewing.receive(people, days_ago=12, number="4540", region="south", unit="Southmere Docks")
    assessment = reviewing.allocate(people, sent, days_ago=11, to="second_inspector")
    good = dict.fromkeys((1, 2, 3, 4), Rating.GOOD)
    reviewing.complete(people, assessment, days_ago=2, ratings=good, by="second_inspector")

    returned = reviewing.receive(people, days_ago=14, number="4533", unit="Northshire East", offence=2)
    assessment = reviewing.allocate(people, returned, days_ago=13)
    reviewing.complete(people, assessment, days_ago=4)
    with on(day(1), 12, 0):
        because = "Standard 3: say which of the planned actions has no measure. The rest can stand as it is."
        moderating.return_to_rater(assessment, because=because, by=people.person.second_lead)


def is_told():
    """Tell whether the demonstration, or anything else, is in this database already."""
    return User.objects.exists()
