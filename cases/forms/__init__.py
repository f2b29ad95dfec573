from cases.forms.asking import AddAgencyForm, DisclosureForm, WithdrawForm
from cases.forms.flagging import FlagForm
from cases.forms.particulars import ParticularsForm
from cases.forms.proceedings import ClearanceForm
from panelportal.kit.fields import Form as ConfirmForm

__all__ = [
    "AddAgencyForm",
    "ClearanceForm",
    "ConfirmForm",
    "DisclosureForm",
    "FlagForm",
    "ParticularsForm",
    "WithdrawForm",
]
