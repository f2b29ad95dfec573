from panels.models.actions import Action, ActionGroupGrant, ActionUpdate, ActionUserGrant
from panels.models.feeds import CalendarFeed
from panels.models.invitations import Invitation, InvitationReply
from panels.models.minutes import MinuteEntry, MinutesVersion
from panels.models.panels import Meeting, Panel, PanelGroupGrant, PanelUserGrant, Seat
from panels.models.paragraphs import Paragraph, ParagraphSource, Section
from panels.models.reports import (
    IssuedReport,
    LearningNotUsed,
    LearningReport,
    LearningReportGroupGrant,
    LearningReportUserGrant,
)

__all__ = [
    "Action",
    "ActionGroupGrant",
    "ActionUpdate",
    "ActionUserGrant",
    "CalendarFeed",
    "Invitation",
    "InvitationReply",
    "IssuedReport",
    "LearningNotUsed",
    "LearningReport",
    "LearningReportGroupGrant",
    "LearningReportUserGrant",
    "Meeting",
    "MinuteEntry",
    "MinutesVersion",
    "Panel",
    "PanelGroupGrant",
    "PanelUserGrant",
    "Paragraph",
    "ParagraphSource",
    "Seat",
    "Section",
]
