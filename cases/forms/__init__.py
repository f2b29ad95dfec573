from cases.forms.asking import AddAgencyForm, DisclosureForm, WithdrawForm
from cases.forms.briefing import BriefForm, DocumentForm
from cases.forms.extending import ExtensionForm, MoreTimeForm, StopClockForm
from cases.forms.family import FamilyForm
from cases.forms.flag_pages import PAGES, FlagPages
from cases.forms.incidents import DeletionForm, ReportForm, RetractForm
from cases.forms.joining import JoinForm
from cases.forms.parallel import ParallelReviewForm, RemoveReviewForm
from cases.forms.particulars import ParticularsForm
from cases.forms.proceedings import CheckForm, ClearanceForm, DecideForm, TurnForm, UnderWayForm
from cases.forms.sending import CheckedForm
from cases.forms.splitting import SplitForm
from cases.forms.unflagging import WithdrawFlagForm
from panelportal.kit.fields import Form as ConfirmForm

__all__ = [
    "PAGES",
    "AddAgencyForm",
    "BriefForm",
    "CheckedForm",
    "CheckForm",
    "ClearanceForm",
    "ConfirmForm",
    "DecideForm",
    "DeletionForm",
    "DisclosureForm",
    "DocumentForm",
    "ExtensionForm",
    "FamilyForm",
    "FlagPages",
    "JoinForm",
    "MoreTimeForm",
    "ParallelReviewForm",
    "ParticularsForm",
    "RemoveReviewForm",
    "ReportForm",
    "RetractForm",
    "SplitForm",
    "StopClockForm",
    "TurnForm",
    "UnderWayForm",
    "WithdrawFlagForm",
    "WithdrawForm",
]
