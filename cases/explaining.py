"""Why a person can see a page of a case, and who else can: what stands at the foot of each."""

from cases.models import Case
from panelportal.kit import access
from panelportal.kit.access import Can

STAFF = (
    "Inspectors, lead inspectors and panel coordinators of HM Inspectorate of Probation, "
    "unless they have declared a conflict of interest"
)


def who_sees_case(user, case):
    """Return `why` and `others` for a page of a case as a whole, which no agency sees."""
    return {"why": access.why(user, case, Can.READ), "others": [STAFF]}


def who_sees_request(user, request):
    """Return `why` and `others` for the inspectorate's page of one request."""
    agency = [f"People who act for {request.agency}: their request only" for _ in access.readers(request, Can.READ)[:1]]
    return {"why": access.why(user, request.case, Can.READ), "others": [STAFF, *agency]}


def metadata_only(user):
    """Tell whether a person sees the list of cases only, such as the auditor."""
    return not access.may(user, Can.READ, Case)
