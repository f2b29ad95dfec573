from findings.forms.learning_points import NoLearningForm, PointForm
from findings.forms.organisation import OrganisationForm
from findings.forms.record_checks import RecordCheckForm
from findings.forms.recording import ConfirmRecordedForm, RecordReplyForm
from findings.forms.representatives import RepresentativeForm
from findings.forms.sending import SendForm

__all__ = [
    "ConfirmRecordedForm",
    "NoLearningForm",
    "OrganisationForm",
    "PointForm",
    "RecordCheckForm",
    "RecordReplyForm",
    "RepresentativeForm",
    "SendForm",
]
