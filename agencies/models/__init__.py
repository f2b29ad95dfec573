from agencies.models.conflicts import Conflict
from agencies.models.directory import Agency, AgencyKind
from agencies.models.duties import Duty, DutyStep
from agencies.models.memberships import Membership
from agencies.models.people import User

__all__ = ["Agency", "AgencyKind", "Conflict", "Duty", "DutyStep", "Membership", "User"]
