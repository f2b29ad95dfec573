"""How a made-up case is flagged, sent to agencies and answered by them in the demonstration."""

from datetime import date

from agencies.models import AgencyKind
from cases import disclosing, flagging, particulars, requesting
from cases.models import Particulars
from cases.models.cases import Reason
from cases.models.particulars import Kind
from findings import checking, confirming, involving, learning, representing, submitting
from findings.models import Archives, Outcome
from panelportal.demo import attached, events, texts
from panelportal.demo.calendar import day, on
from ratings.models import Theme

PERSONS = (
    {
        Kind.NAME: "Jordan Example",
        Kind.OTHER_NAMES: ["Jordan Sample", "Jo Pretend"],
        Kind.DATE_OF_BIRTH: date(1991, 4, 3),
        Kind.CRN: "X123456",
        Kind.NHS_NUMBER: "943 476 5919",
        Kind.PRISON_NUMBER: "A1234BC",
        Kind.ADDRESS: [
            particulars.Value("14 Made Up Lane, Northshire", since="March 2023"),
            particulars.Value("2 Pretend Road, Westvale", since="2019", until="March 2023"),
        ],
        Kind.SUMMARY: "A person on licence after release from HMP Northmoor, supervised in Northshire.",
        Kind.OFFENCE_PERIOD: "Late in the period below.",
    },
    {
        Kind.NAME: "Alex Invented",
        Kind.DATE_OF_BIRTH: date(1987, 11, 21),
        Kind.CRN: "Y654321",
        Kind.SUMMARY: "A person on a community order who had moved between two areas.",
        Kind.OFFENCE_PERIOD: "Near the end of the period below.",
    },
    {
        Kind.NAME: "Sam Fictional",
        Kind.DATE_OF_BIRTH: date(1995, 6, 9),
        Kind.CRN: "Z246810",
        Kind.SUMMARY: "A person on a suspended sentence, housed in Westvale.",
        Kind.OFFENCE_PERIOD: "In the middle of the period below.",
    },
    {
        Kind.NAME: "Robin Madeup",
        Kind.DATE_OF_BIRTH: date(1989, 1, 30),
        Kind.CRN: "W135790",
        Kind.SUMMARY: "A person on licence who had moved to Northshire shortly before.",
        Kind.OFFENCE_PERIOD: "Late in the period below.",
    },
    {
        Kind.NAME: "Charlie Notreal",
        Kind.DATE_OF_BIRTH: date(1993, 8, 12),
        Kind.CRN: "V864209",
        Kind.SUMMARY: "A person on a community order with a requirement for treatment.",
        Kind.OFFENCE_PERIOD: "Near the end of the period below.",
    },
    {  # of the one case that is disposed of, so of no other
        Kind.NAME: "Quinn Conceived",
        Kind.DATE_OF_BIRTH: date(1979, 2, 3),
        Kind.SUMMARY: "A person on a community order who had finished treatment a year before.",
        Kind.OFFENCE_PERIOD: "Near the end of the period below.",
    },
)


def flag(people, review, *, days_ago, agencies, person=None, not_asked=(), **answers):
    """Flag a rated review; where a person is given, put in the particulars and choose what each agency may see."""
    inspector = people.person.inspector
    chosen = [getattr(people.agency, key) for key in agencies]
    with on(day(days_ago), 13, 45):
        case = flagging.flag_for_learning(
            review,
            agencies=chosen,
            reasons=[Reason.NOT_SHARED, Reason.PLANS_APART, Reason.TRANSFER],
            in_own_words=texts.IN_OWN_WORDS,
            lines_of_enquiry=texts.LINES_OF_ENQUIRY,
            period_from=day(days_ago + 500),
            period_to=day(days_ago + 90),
            not_asked=[(getattr(people.agency, key), because) for key, because in not_asked],
            **answers,
            by=inspector,
        )
        if person is not None:
            particulars.put_particulars(case, values=PERSONS[person], by=inspector)
            disclosing.choose_suggested(case, by=inspector)
    return case


def send(people, case, *, days_ago):
    with on(day(days_ago), 15, 0):
        requesting.send_requests(case, by=people.person.inspector)


def reply(
    people,
    case,
    *,
    agency,
    by,
    days_ago,
    points=(),
    outcome=Outcome.INVOLVED,
    detail="",
    nominate=True,
    send=True,
    document=False,
):
    """Let an agency check its records and send what it found, unless somebody else is to send it."""
    part = case.requests.get(agency=getattr(people.agency, agency))
    who = getattr(people.person, by)
    with on(day(days_ago), 10, 20):
        requesting.mark_opened(part, by=who)
        confirming.confirm_organisation(part, by=who)
        _check_records(part, who, outcome, detail, days_ago)
        if outcome == Outcome.INVOLVED:
            events.add(part, agency, by=who)
        for point in points:
            _add(part, point, who)
        if document:
            attached.attach(part, by=who)
        if points and nominate:
            representing.nominate_myself(part, by=who)
        if send:
            submitting.submit(part, agreed_by_role="Head of service", by=who)


def begin_reply(people, case, *, agency, by, days_ago):
    """Let an agency begin its reply and leave it."""
    part = case.requests.get(agency=getattr(people.agency, agency))
    who = getattr(people.person, by)
    with on(day(days_ago), 11, 5):
        requesting.mark_opened(part, by=who)
        confirming.confirm_organisation(part, by=who)


def _check_records(part, who, outcome, detail, days_ago):
    checking.record_check(
        part,
        outcome=outcome,
        systems_searched="Case records, archive and incident log",
        checked_by_role="Records officer",
        checked_on=day(days_ago),
        records_secured=True,
        identifiers=Particulars.objects.filter(pk__in=[one.pk for one in disclosing.disclosed(part)][:3]),
        detail=detail,
        archives=Archives.SEARCHED,
        by=who,
    )
    if outcome == Outcome.INVOLVED:
        involving.add_involvement(
            part,
            service="Day-to-day contact and follow-up",
            nature="Regular contact, with the worries of others passed on.",
            began_on=part.case.period_from,
            ended_on=part.case.period_to,
            by=who,
        )


def _add(part, point, who):
    learning.add_point(
        part,
        kind=point.kind,
        what=point.what,
        why=point.why,
        would_help=point.would_help,
        level=point.level,
        release=point.release,
        touches=AgencyKind.objects.filter(pk__in=point.touches),
        themes=Theme.objects.filter(slug__in=point.themes),
        by=who,
    )
