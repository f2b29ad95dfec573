"""What minutes, actions and learning reports refuse, in the words of `panels.refusals`."""

from panels.refusals import Refused


class NotInvitedYet(Refused):
    said = "Send the invitations to panel {panel} before you take its minutes"


class BeforeItsDay(Refused):
    said = "Panel {panel} can be started on {day}. If it meets on another day, move it first"


class NotInProgress(Refused):
    said = "The minutes of panel {panel} can no longer be changed"


class NoCaseOfThePanel(Refused):
    said = "{case} is not one of the cases of this panel"
    field = "case"


class NoReason(Refused):
    said = "Enter the reasons for this decision"
    field = "rationale"


class NoViews(Refused):
    said = "Enter each view that was put"
    field = "rationale"


class NotForThePanel(Refused):
    said = "{point} cannot be named here: it belongs to another case, or its agency did not release it to the panel"
    field = "learning_points"


class NamesNoLearning(Refused):
    said = "Name learning points only where learning was agreed or not agreed"
    field = "learning_points"


class ActionNeedsOwner(Refused):
    said = "An action needs an owner, a date and a measure"


class DueTooSoon(Refused):
    said = "Due date for the action must be after the panel"
    field = "due_on"


class NotTakingPart(Refused):
    said = "{agency} does not take part in the cases of this panel"
    field = "owner"


class NobodyPresent(Refused):
    said = "Record who was present before you close the panel"


class NotClosed(Refused):
    said = "Close panel {panel} before you write its learning report"


class NotDrafting(Refused):
    said = "Learning report {report} can no longer be changed"


class WrittenByThePortal(Refused):
    said = "Section {section} is made from the actions themselves"


class NotAgreedLearning(Refused):
    said = "Select learning that the panel agreed"
    field = "sources"


class SourceOfAnotherCase(Refused):
    said = "Sources must be about the case of the paragraph"
    field = "sources"


class UsedInReport(Refused):
    said = "This learning is used in the report"


class LearningLeftOut(Refused):
    said = "Use this learning in the report, or say why it is not used"


class NoSummary(Refused):
    said = "Write the summary before you send the report"


class NotWithLead(Refused):
    said = "Learning report {report} is not waiting to be countersigned"


class OwnReport(Refused):
    said = "You wrote in this report, so another lead inspector countersigns it"


class ActionIsOver(Refused):
    said = "Action {action} is closed"


class NotIssuedYet(Refused):
    said = "Action {action} has not been issued to its owner yet"


class NotAsked(Refused):
    said = "{agency} has not asked to close action {action}"


class OwnerCannotClose(Refused):
    said = "The agency that owns an action cannot close it"
