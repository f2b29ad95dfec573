"""The form fields of every app, in the look of GOV.UK and with messages in the words of their labels.

Django's own messages never show: `messages.py` has one for each of their
codes. `GovukRenderer` is the setting FORM_RENDERER.
"""

from panelportal.kit.fields.choices import (
    ChoiceField,
    ModelChoiceField,
    ModelMultipleChoiceField,
    MultipleChoiceField,
    SelectField,
    TickField,
    YesNoField,
)
from panelportal.kit.fields.dates import DateField, TimeField
from panelportal.kit.fields.forms import Form, FormManners
from panelportal.kit.fields.rendering import GovukRenderer
from panelportal.kit.fields.texts import EmailField, HiddenField, LongTextField, NumberField, TextField
from panelportal.kit.fields.uploads import UploadField

__all__ = [
    "ChoiceField",
    "DateField",
    "EmailField",
    "Form",
    "FormManners",
    "GovukRenderer",
    "HiddenField",
    "LongTextField",
    "ModelChoiceField",
    "ModelMultipleChoiceField",
    "MultipleChoiceField",
    "NumberField",
    "SelectField",
    "TextField",
    "TickField",
    "TimeField",
    "UploadField",
    "YesNoField",
]
