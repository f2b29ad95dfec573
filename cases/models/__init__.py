from cases.models.cases import Case, CaseStatus, NotAsked, ParallelReview, Reason, UnderWay
from cases.models.disclosures import DisclosedParticular, Disclosure
from cases.models.particulars import Kind, Particulars
from cases.models.proceedings import Clearance, Proceedings, Stage
from cases.models.requests import AgencyRequest, AgencyRequestGroupGrant, AgencyRequestUserGrant, RequestStatus

__all__ = [
    "AgencyRequest",
    "AgencyRequestGroupGrant",
    "AgencyRequestUserGrant",
    "Case",
    "CaseStatus",
    "Clearance",
    "DisclosedParticular",
    "Disclosure",
    "Kind",
    "NotAsked",
    "ParallelReview",
    "Particulars",
    "Proceedings",
    "Reason",
    "RequestStatus",
    "Stage",
    "UnderWay",
]
