from findings.models.addenda import Addendum
from findings.models.attachments import Attachment
from findings.models.event_files import EventFile
from findings.models.glossary import Cipher
from findings.models.involvements import Involvement
from findings.models.key_events import EventKind, KeyEvent, Precision
from findings.models.learning_groups import DeclinedSuggestion, GroupedPoint, LearningGroup
from findings.models.learning_points import LearningPoint, PointCounter
from findings.models.ledger import IssuedLearning
from findings.models.proposals import ProposalToAgency
from findings.models.record_checks import Archives, Outcome, RecordCheck
from findings.models.replies import Reply
from findings.models.representatives import Representative
from findings.models.returns import ReplyReturn
from findings.models.sign_offs import SignOff
from findings.models.versions import ReplyVersion

__all__ = [
    "Addendum",
    "Archives",
    "Attachment",
    "Cipher",
    "DeclinedSuggestion",
    "EventFile",
    "EventKind",
    "GroupedPoint",
    "Involvement",
    "KeyEvent",
    "IssuedLearning",
    "LearningGroup",
    "LearningPoint",
    "Outcome",
    "PointCounter",
    "Precision",
    "ProposalToAgency",
    "RecordCheck",
    "Reply",
    "ReplyReturn",
    "ReplyVersion",
    "Representative",
    "SignOff",
]
