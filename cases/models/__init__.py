from cases.models.cases import Case, CaseStatus, Reason
from cases.models.closings import Closing, LegalHold, WhyClosed
from cases.models.disclosures import DisclosedParticular, Disclosure
from cases.models.disposals import Disposal, DisposalStatus, DisposalTrace
from cases.models.documents import RequestDocument
from cases.models.extensions import Extension
from cases.models.family import FamilyContact, Informed
from cases.models.flags import FlagDraft, JoinedReview, NotAsked, Together
from cases.models.incidents import (
    Deletion,
    Incident,
    Report,
    Retraction,
    RetractionGroupGrant,
    RetractionUserGrant,
    WrongOf,
)
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
from cases.models.splits import Going, Split
from cases.models.turning import Turn, TurningPoint

__all__ = [
    "REVIEW_KINDS",
    "AgencyRequest",
    "AgencyRequestGroupGrant",
    "AgencyRequestUserGrant",
    "Case",
    "CaseStatus",
    "Clearance",
    "Closing",
    "CourtOutcome",
    "CourtStage",
    "Deletion",
    "DisclosedParticular",
    "Disclosure",
    "Disposal",
    "DisposalStatus",
    "DisposalTrace",
    "Extension",
    "FamilyContact",
    "FlagDraft",
    "Going",
    "Incident",
    "Informed",
    "JoinedReview",
    "Kind",
    "LegalHold",
    "Message",
    "NotAsked",
    "ParallelReview",
    "ParallelState",
    "Particulars",
    "Proceedings",
    "ProceedingsCheck",
    "Reason",
    "Report",
    "RequestDocument",
    "RequestStatus",
    "Retraction",
    "RetractionGroupGrant",
    "RetractionUserGrant",
    "Side",
    "Split",
    "Stage",
    "Step",
    "Together",
    "Turn",
    "TurningPoint",
    "UnderWay",
    "WhyClosed",
    "WrongOf",
]
