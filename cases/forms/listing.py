from cases.models import CaseStatus
from panelportal.kit import fields


class ListForm(fields.Form):
    """What the list of cases is narrowed to. Comes by GET."""

    stage = fields.SelectField("Stage", CaseStatus, required=False, says_optional=False, first="Any stage")

    def narrow(self, cases):
        """Return the cases of the stage that was asked for; all of them while the question has errors."""
        asked = self.is_valid() and self.cleaned_data["stage"]
        return cases.filter(status=asked) if asked else cases

    @property
    def is_narrowed(self):
        return self.is_valid() and bool(self.cleaned_data["stage"])
