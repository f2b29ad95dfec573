from cases.models.cases import Case, CaseStatus, Reason
from cases.models.disclosures import DisclosedParticular, Disclosure
from cases.models.documents import RequestDocument
from cases.models.extensions import Extension
from cases.models.family import FamilyContact, Informed
from cases.models.flags import FlagDraft, JoinedReview, NotAsked, Together
from cases.models.messages import Message, Side
from cases.models.parallel import REVIEW_KINDS, ParallelReview, ParallelState, UnderWay
from cases.models.particulars import Kind, Particulars
from cases.models.proceedings import (
    Clearance,
    CourtOutcome,
    CourtStage,
    Proceedings,
    ProceedingsCheck,
    Stage,
)
from cases.models.requests import (
    AgencyRequest,
    AgencyRequestGroupGrant,
    AgencyRequestUserGrant,
    RequestStatus,
    Step,
)
from cases.models.turning import Turn, TurningPoint

__all__ = [
    "REVIEW_KINDS",
    "AgencyRequest",
    "AgencyRequestGroupGrant",
    "AgencyRequestUserGrant",
    "Case",
    "CaseStatus",
    "Clearance",
    "CourtOutcome",
    "CourtStage",
    "DisclosedParticular",
    "Disclosure",
    "Extension",
    "FamilyContact",
    "FlagDraft",
    "Informed",
    "JoinedReview",
    "Kind",
    "Message",
    "NotAsked",
    "ParallelReview",
    "ParallelState",
    "Particulars",
    "Proceedings",
    "ProceedingsCheck",
    "Reason",
    "RequestDocument",
    "RequestStatus",
    "Side",
    "Stage",
    "Step",
    "Together",
    "Turn",
    "TurningPoint",
    "UnderWay",
]
