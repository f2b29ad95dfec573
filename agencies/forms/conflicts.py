from agencies import declaring
from panelportal.kit import fields, references


class ConflictForm(fields.Form):
    reference = fields.TextField(
        "Reference",
        width="20",
        hint="Of the review or the case, such as SFO-2026-0412 or MAC-2026-031.",
        empty_message="Enter the reference of the review or case",
    )

    def clean_reference(self):
        reference = self.cleaned_data["reference"].strip().upper()
        if not references.exists(reference):
            self.add_error("reference", "There is no review or case with this reference")
        return reference

    def declare(self, *, by):
        return declaring.declare_conflict(by, scope=self.cleaned_data["reference"], by=by)
