"""What becomes of an agency's findings at disposal: learning stays, what was known of the person goes.

What points at something stands before it.
"""

from findings import models as nouns
from panelportal.kit import redacting
from panelportal.kit.disposal import emptied, goes, stays

REPLY = {"of": "request__case", "owner": "request.agency", "is_kept": lambda row: _is_draft(row.request)}
POINT = {"of": "point__request__case", "owner": "point.request.agency"}
SENT = {"is_kept": lambda row: row.sent_at is None}
ALWAYS = {"is_kept": lambda row: True}  # said inside the agency
LEARNING = "Learning stays."


def declare():
    """Declare each model of findings."""
    goes(nouns.Attachment, files=["file"], **REPLY | SENT)
    goes(nouns.EventFile, files=["file"], **REPLY)
    goes(nouns.Cipher, of="case")
    goes(nouns.KeyEvent, released="get_release_display", **REPLY)
    goes(nouns.Involvement, **REPLY)
    emptied(nouns.RecordCheck, "detail", "contact", "systems_searched", "archives_note", **REPLY)
    emptied(nouns.Reply, "ask_instead", "told", "no_events", **REPLY)
    nobody = {"who": "nobody-yet", "name": "", "email": "", "person": None}
    emptied(nouns.Representative, to=nobody, **REPLY)
    emptied(nouns.Addendum, "text", **REPLY | {"is_kept": None})
    emptied(nouns.ReplyVersion, "taken_back_because", to={"parts": []}, first=_blank_receipts, **REPLY | SENT)
    emptied(nouns.ReplyReturn, to={"missing": []}, **REPLY | {"is_kept": None})
    emptied(nouns.SignOff, "returned_because", **REPLY | ALWAYS)
    stays(nouns.LearningPoint, because=LEARNING, released="get_release_display", **REPLY)
    stays(nouns.ProposalToAgency, because=LEARNING, is_kept=lambda row: _is_draft(row.point.request), **POINT)
    stays(nouns.IssuedLearning, because=LEARNING, **POINT)
    stays(nouns.PointCounter, because="A number only.", of="case")
    stays(nouns.GroupedPoint, because=LEARNING, of="group__case")
    stays(nouns.LearningGroup, because=LEARNING, of="case")
    stays(nouns.DeclinedSuggestion, because="A digest of references.", of="case")


def _is_draft(part):
    """Tell whether a reply is its agency's alone: it was not sent, or is written anew."""
    reply = getattr(part, "reply", None)
    return reply is None or reply.sent_at is None


def _blank_receipts(versions):
    """Empty the receipts, each of which is a copy of a reply; its digest and that of its version stay."""
    for version in versions.exclude(receipt=None).select_related("receipt"):
        redacting.blank_document(version.receipt)
