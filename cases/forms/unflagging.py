from cases.unflagging import withdraw_flag
from panelportal.kit import fields


class WithdrawFlagForm(fields.Form):
    because = fields.LongTextField(
        "Why do you withdraw the flag?",
        rows=4,
        max_words=150,
        hint="Only the inspectorate reads this. Name nobody.",
        empty_message="Enter why you withdraw the flag",
    )

    def withdraw(self, case, *, by):
        """Withdraw the flag of the case."""
        return withdraw_flag(case, because=self.cleaned_data["because"], by=by)
