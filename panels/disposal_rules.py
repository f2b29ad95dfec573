"""What becomes of panels when a case of theirs is disposed of: minutes, reports and actions stay, as learning does.

What people told of themselves with their reply to an invitation goes.
"""

from panelportal.kit.disposal import emptied, stays
from panels import models as nouns

MINUTES = "Minutes, reports and actions are learning, and stay; names in them are searched for."
WHO = "Who could read what, by reference."
MET = "Who met when, at work."


def declare():
    """Declare each model of panels."""
    emptied(nouns.InvitationReply, "access_needs", "note", of="invitation__meeting__panel__cases", closely=False)
    for model, path in (
        (nouns.MinuteEntry, "panel__cases"),
        (nouns.MinutesVersion, "panel__cases"),
        (nouns.ActionUpdate, "action__panel__cases"),
        (nouns.LearningReport, "panel__cases"),
        (nouns.Section, "report__panel__cases"),
        (nouns.Paragraph, "section__report__panel__cases"),
        (nouns.ParagraphSource, "paragraph__section__report__panel__cases"),
        (nouns.LearningNotUsed, "report__panel__cases"),
    ):
        stays(model, because=MINUTES, of=path)
    stays(nouns.Action, because=MINUTES, of="panel__cases", owner="owner", released="owner")
    stays(nouns.IssuedReport, because=MINUTES, of="report__panel__cases", released="get_audience_display")
    for model, path in ((nouns.Panel, "cases"), (nouns.Meeting, "panel__cases"), (nouns.Seat, "cases")):
        stays(model, because=MET, of=path)
    stays(nouns.Invitation, because=MET, of="meeting__panel__cases", closely=False)
    stays(nouns.CalendarFeed, because="An address of one's own calendar; nothing of a case.")
    for grant in (
        nouns.PanelUserGrant,
        nouns.PanelGroupGrant,
        nouns.ActionUserGrant,
        nouns.ActionGroupGrant,
        nouns.LearningReportUserGrant,
        nouns.LearningReportGroupGrant,
    ):
        stays(grant, because=WHO)
