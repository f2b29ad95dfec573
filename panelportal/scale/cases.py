"""Cases with their particulars, and the requests to agencies with what was disclosed, the duties and the replies."""

from datetime import date, datetime, time, timedelta
from functools import cache

from django.utils import timezone

from agencies.models import Duty
from agencies.role_names import Role
from cases import disclosing, requesting, showing
from cases.models import (
    AgencyRequest,
    Case,
    CaseStatus,
    DisclosedParticular,
    Disclosure,
    Kind,
    Particulars,
    Reason,
    RequestStatus,
)
from cases.models.particulars import FACTS, IDENTIFIERS
from cases.models.request_statuses import OPEN
from cases.telling import ANSWER
from panelportal.kit import working_days
from panelportal.kit.models import ReferenceCounter
from panelportal.scale.sizes import FEW, MANY, TOLD_BY, is_open
from panelportal.scale.world import World, fill, open_duties, pour, stamped, taken_in_turn

REPLY_DAYS = 15
DUE = range(-6, REPLY_DAYS)  # working days from today
OF_THE_MEASURED = 20
MUCH_TOLD = OF_THE_MEASURED - 1  # the place of the case that many agencies tell much of
WAITING = (RequestStatus.SENT, RequestStatus.OPENED, RequestStatus.IN_PROGRESS)
TOLD = {
    Kind.NAME: "Made-Up Person",
    Kind.DATE_OF_BIRTH: "1985-02-24",
    Kind.CRN: "X000000",
    Kind.SUMMARY: "Made up for measuring.",
}


def enter(world: World):
    """Enter a case for each rated review, and the requests: those of the measured people and the others, mixed."""
    year = world.now.year
    world.cases = fill(Case, (_case(world, number, year) for number in range(world.size.cases)))
    pairs = zip(world.cases, world.rated, strict=True)
    pour(Case.reviews.through, (Case.reviews.through(case=case, review=review) for case, review in pairs))
    told = fill(Particulars, (_told(case, kind, value) for case in world.cases for kind, value in TOLD.items()))
    of_case = {}
    for one in told:
        of_case.setdefault(one.case_id, []).append(one)
    planned = list(_planned(world))
    world.random.shuffle(planned)
    days = cache(lambda offset: _days(world, offset))
    rows = (_request(world, number, year, *plan, days) for number, plan in enumerate(planned, start=1))
    world.requests = fill(AgencyRequest, rows)
    _disclose(world, of_case)
    open_duties(_to_answer(one) for one in world.requests if one.status in OPEN)
    last = {"MAC": world.size.cases, "REQ": world.size.requests}
    pour(ReferenceCounter, (ReferenceCounter(prefix=prefix, year=year, last=count) for prefix, count in last.items()))


def _case(world, number, year):
    inspector = taken_in_turn(world.by_role[Role.INSPECTOR], number, first_to_measured=OF_THE_MEASURED)
    return Case(
        reference=f"MAC-{year}-{number + 1:03}",
        status=CaseStatus.REQUESTS_SENT,
        reasons=[str(Reason.NOT_SHARED)],
        in_own_words="Made up for measuring.",
        lines_of_enquiry="Made up for measuring.",
        period_from=date(year - 2, 1, 1),
        period_to=date(year - 1, 1, 1),
        particulars_version=1,
        **stamped("flagged", inspector, world.now),
    )


def _told(case, kind, value):
    by = stamped("added", case.flagged_by, case.flagged_at)
    return Particulars(case=case, kind=kind, value=value, version=1, **by)


def _planned(world):
    """Say which agency is asked in which case, and how far it is: one request for an agency and case."""
    few, many, *others = world.agencies
    cases = world.cases
    yield from ((case, few, WAITING[0]) for case in cases[:FEW])
    yield from ((case, many, WAITING[number % 3]) for number, case in enumerate(cases[:MANY]))
    told_by = iter(others[:TOLD_BY])
    for number in range(world.size.other_requests):
        place, turn, status = number % len(cases), number // len(cases), _status(number)
        teller = next(told_by, None) if status == RequestStatus.SUBMITTED else None
        if teller:
            yield cases[MUCH_TOLD], teller, status
        else:
            yield cases[place], others[(place * 13 + turn) % len(others)], status


def _status(number):
    if is_open(number):
        return WAITING[number % 3]
    return RequestStatus.SUBMITTED if number // 10 % 2 else RequestStatus.WITHDRAWN


def _days(world, offset):
    """Return the day by which a request is due so many working days from today, and the moment it was sent."""
    reply_by = working_days.add(timezone.localdate(world.now), offset)
    sent_on = working_days.add(reply_by, -REPLY_DAYS)
    return reply_by, timezone.make_aware(datetime.combine(sent_on, time(10)))


def _request(world, number, year, case, agency, status, days):
    reply_by, sent_at = days(world.random.choice(DUE))
    spoc, inspector, later = world.spoc[agency.pk], case.flagged_by, sent_at + timedelta(hours=3)
    steps = stamped("drafted", inspector, sent_at) | stamped("sent", inspector, sent_at)
    if status != RequestStatus.SENT:
        steps |= stamped("opened", spoc, later)
    if status == RequestStatus.SUBMITTED:
        steps |= stamped("submitted", spoc, later)
    if status == RequestStatus.WITHDRAWN:
        steps |= stamped("withdrawn", inspector, later) | {"withdrawn_because": "Made up for measuring."}
    return AgencyRequest(
        reference=f"REQ-{year}-{number:04}",
        case=case,
        agency=agency,
        status=status,
        why_asked=requesting.WHY_ASKED,
        purpose=requesting.PURPOSE,
        legal_basis=requesting.LEGAL_BASIS,
        reply_by=reply_by,
        **steps,
    )


def _disclose(world, of_case):
    """Fix for each request what its agency was shown: what is suggested for its kind, with the digest of it."""
    shown = [disclosing.suggested(request.agency, of_case[request.case_id]) for request in world.requests]
    pairs = zip(world.requests, shown, strict=True)
    disclosures = fill(Disclosure, (_disclosure(request, lines) for request, lines in pairs))
    pour(
        DisclosedParticular,
        (
            DisclosedParticular(disclosure=disclosure, particulars=line)
            for disclosure, lines in zip(disclosures, shown, strict=True)
            for line in lines
        ),
    )


def _disclosure(request, lines):
    what = showing.Shown(
        why_asked=request.why_asked,
        identifiers=[(one.get_kind_display(), one.shown) for one in lines if one.kind in IDENTIFIERS],
        facts=[(one.get_kind_display(), one.shown) for one in lines if one.kind in FACTS],
        lines_of_enquiry=request.case.lines_of_enquiry,
        period_from=request.case.period_from,
        period_to=request.case.period_to,
        purpose=request.purpose,
        legal_basis=request.legal_basis,
    )
    by = stamped("made", request.sent_by, request.sent_at) | stamped("sent", request.sent_by, request.sent_at)
    return Disclosure(request=request, version=1, digest=showing.digest_of(what), **by)


def _to_answer(request):
    return Duty(
        kind=ANSWER,
        about=request.reference,
        scope=request.case.reference,
        agency=request.agency,
        due_on=request.reply_by,
        **stamped("opened", request.sent_by, request.sent_at),
    )
