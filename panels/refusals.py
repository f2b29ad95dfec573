"""What the verbs of panels refuse, each with the sentence that a page shows to whoever asked."""


class Refused(ValueError):
    """A thing that may not be done now. Its text is for the person who asked; `field` is where a form shows it."""

    said = ""
    field = None

    def __init__(self, **facts):
        super().__init__(self.said.format(**facts))


class NoCase(Refused):
    said = "Select at least one case"
    field = "cases"


class NotCleared(Refused):
    said = "{case} is not cleared for a panel, so it cannot be discussed yet"
    field = "cases"


class NotOfThePanel(Refused):
    said = "{case} is not one of the cases of this panel"
    field = "cases"


class NotOfTheInspectorate(Refused):
    said = "{person} is not an inspector, lead inspector or coordinator"


class ChairTakesMinutes(Refused):
    said = "Select a minute-taker other than the chair"
    field = "minute_taker"


class HasConflict(Refused):
    said = "{person} cannot take part because of a declared conflict of interest"


class AlreadySeated(Refused):
    said = "{person} already has a seat on this panel"


class NotInThatAgency(Refused):
    said = "{person} does not belong to {agency}"


class CannotBeInvited(Refused):
    said = "Email address must be a plain one that is not the panel team's own"


class RunsThePanel(Refused):
    said = "The chair and the minute-taker keep their seats"


class NotPlanned(Refused):
    said = "Panel {panel} can no longer be changed"


class InThePast(Refused):
    said = "Date must be in the future"
    field = "day"


class EndsTooEarly(Refused):
    said = "End time must be after the start time"
    field = "ends"


class NoMeetingYet(Refused):
    said = "Set the date and place of panel {panel} first"


class NobodySeated(Refused):
    said = "Add at least one agency"


class AlreadyInvited(Refused):
    said = "The invitations to panel {panel} have already been sent"


class InvitationIsOver(Refused):
    said = "This invitation can no longer be answered"


class MovedMeanwhile(Refused):
    said = "The panel has been moved since you opened this page. Check the date and place and reply again"
