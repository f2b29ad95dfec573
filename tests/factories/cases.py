"""Cases in each state, made by calling the verbs as the pages do. Each function stands on the one before."""

from datetime import date

from cases import disclosing, flagging, particulars, requesting, retracting
from cases.models import AgencyRequest, Case, Kind, Reason, WrongOf
from panelportal.kit import clock
from tests.factories.ratings import rated_review
from tests.factories.remembering import remembered

PARTICULARS = {
    Kind.NAME: "Jordan Marker-Name",
    Kind.OTHER_NAMES: "Jo Marker-Alias",
    Kind.DATE_OF_BIRTH: date(1985, 2, 24),
    Kind.PNC: "2003/0011985X",
    Kind.CRN: "X123456",
    Kind.NHS_NUMBER: "943 476 5919",
    Kind.PRISON_NUMBER: "A1234BC",
    Kind.ADDRESS: "1 Marker-Street, Northshire",
    Kind.SUMMARY: "Marker-Summary: on licence after release from prison.",
    Kind.OFFENCE_PERIOD: "Marker-Period: March 2025",
}


@remembered
def flagged_case(cast, *, review=None, agencies=None, by=None, **changes):
    """Return a case that the inspector flagged from a rated review, with a request drafted to each agency."""
    answers = {
        "agencies": [cast.police_force, cast.trust, cast.jail] if agencies is None else agencies,
        "reasons": [Reason.NOT_SHARED],
        "in_own_words": "Marker-Reason: information stayed in each agency.",
        "lines_of_enquiry": "How was information shared at release?",
        "period_from": date(2024, 1, 1),
        "period_to": date(2025, 3, 17),
    } | changes
    return flagging.flag_for_learning(review or rated_review(cast), by=by or cast.inspector, **answers)


@remembered
def described_case(cast, *, values=PARTICULARS, **changes):
    """Return a flagged case whose particulars are known."""
    return particulars.put_particulars(flagged_case(cast, **changes), values=values, by=cast.inspector)


@remembered
def chosen_case(cast, **changes):
    """Return a case for which it is chosen what each agency will see, so that the requests can be sent."""
    case = described_case(cast, **changes)
    disclosing.choose_suggested(case, by=cast.inspector)
    return case


@remembered
def sent_case(cast, **changes):
    """Return a case whose requests have been sent: to the police, the trust and the prison unless told otherwise."""
    case = chosen_case(cast, **changes)
    requesting.send_requests(case, by=cast.inspector)
    return Case.objects.get(pk=case.pk)


def request_to(case, agency):
    """Return the request of a case to an agency, as it stands."""
    return AgencyRequest.objects.for_page().latest().get(case=case, agency=agency)


@remembered
def sent_request(cast, *, agency=None, **changes):
    """Return the request of a new case to an agency, to the police unless told otherwise, just sent."""
    return request_to(sent_case(cast, **changes), agency or cast.police_force)


def taken_back(part, *, by, **changes):
    """Take back what one request showed, as found out just now. Returns the incident."""
    given = {"wrong": WrongOf.PERSON, "account": "Marker-Account: mixed up.", "found_at": clock.now()}
    return retracting.retract(part.case, by=by, **({"requests": [part]} | given | changes))


def incident(cast):
    """Return the incident of a new case whose details the trust had opened when they were taken back."""
    part = sent_request(cast, agency=cast.trust, agencies=[cast.trust])
    requesting.mark_opened(part, by=cast.health)
    return taken_back(part, by=cast.inspector)
