from agencies.models.conflicts import Conflict
from agencies.models.directory import Agency, AgencyKind, DirectoryFile, Succession
from agencies.models.duties import ChaseRun, Duty, DutyStep, StepKind
from agencies.models.kept_forms import KeptForm
from agencies.models.memberships import Membership
from agencies.models.people import User

__all__ = [
    "Agency",
    "AgencyKind",
    "ChaseRun",
    "Conflict",
    "DirectoryFile",
    "Duty",
    "DutyStep",
    "KeptForm",
    "Membership",
    "StepKind",
    "Succession",
    "User",
]
