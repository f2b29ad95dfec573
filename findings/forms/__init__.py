from findings.forms.attachments import AttachmentForm
from findings.forms.chronology import ChronologyFilter
from findings.forms.event_lists import ChangedRiskForm, EventSheetForm, NoEventsForm
from findings.forms.events import EventForm
from findings.forms.glossary import NameForm
from findings.forms.involvements import InvolvementForm
from findings.forms.issued_learning import ClearLearningForm
from findings.forms.learning_points import NoLearningForm, PointForm
from findings.forms.organisation import OrganisationForm
from findings.forms.proposals import AnswerProposalForm, DirectForm, ProposeForm
from findings.forms.record_checks import RecordCheckForm
from findings.forms.recording import ConfirmRecordedForm, RecordReplyForm
from findings.forms.releasing import ReleaseForm
from findings.forms.representatives import RepresentativeForm
from findings.forms.sending import NilReturnForm, SendForm

__all__ = [
    "AnswerProposalForm",
    "AttachmentForm",
    "ChangedRiskForm",
    "ChronologyFilter",
    "ClearLearningForm",
    "ConfirmRecordedForm",
    "DirectForm",
    "EventForm",
    "EventSheetForm",
    "InvolvementForm",
    "NameForm",
    "NilReturnForm",
    "NoEventsForm",
    "NoLearningForm",
    "OrganisationForm",
    "PointForm",
    "ProposeForm",
    "RecordCheckForm",
    "RecordReplyForm",
    "ReleaseForm",
    "RepresentativeForm",
    "SendForm",
]
