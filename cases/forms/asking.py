from agencies.models import Agency
from cases import disclosing, flagging, requesting
from cases.models import Particulars, RequestStatus
from cases.withdrawing import withdraw_request
from panelportal.kit import fields
from panelportal.kit.trail import one_transaction

ASK, LEAVE_OUT = "ask", "leave-out"


class AddAgencyForm(fields.Form):
    """An agency that comes to the case later, to be asked or left out with a reason."""

    agency = fields.ModelChoiceField("Agency", Agency.objects.none(), select=True, text=lambda one: one.name)
    decision = fields.ChoiceField(
        "Do you want to ask it?",
        [(ASK, "Yes, draft a request"), (LEAVE_OUT, "No, record that it was considered and is not asked")],
        reveals={ASK: ["why_asked"], LEAVE_OUT: ["because"]},
        empty_message="Select whether to ask the agency",
    )
    why_asked = fields.LongTextField(
        "Why this agency is asked", rows=3, initial=requesting.WHY_ASKED, hint="The agency will read this. Name nobody."
    )
    because = fields.LongTextField("Why it is not asked", rows=3, empty_message="Enter why it is not asked")

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.case = case
        asked = case.requests.exclude(status=RequestStatus.WITHDRAWN)
        choosable = Agency.objects.that_can_be_asked().exclude(pk__in=asked.values("agency"))
        self.fields["agency"].queryset = choosable.select_related("kind").order_by("name")

    def add(self, *, by):
        """Draft the request, or note that the agency is left out."""
        answers = self.cleaned_data
        if answers["decision"] == LEAVE_OUT:
            return flagging.leave_out(self.case, agency=answers["agency"], because=answers["because"], by=by)
        return requesting.draft_request(self.case, agency=answers["agency"], why_asked=answers["why_asked"], by=by)


class DisclosureForm(fields.Form):
    """What one agency will see: why it is asked, and which particulars and facts."""

    why_asked = fields.LongTextField(
        "Why this agency is asked", rows=3, max_words=150, hint="The agency will read this. Name nobody."
    )
    particulars = fields.ModelMultipleChoiceField(
        "What this agency will see",
        Particulars.objects.none(),
        text=lambda one: one.get_kind_display(),
        hint_for=lambda one: one.shown,
        empty_message="Select what this agency will see",
    )

    def __init__(self, *args, part, **kwargs):
        super().__init__(*args, **kwargs)
        self.part = part
        current = part.case.particulars.current().in_order()
        self.fields["particulars"].queryset = current
        self.initial |= {"why_asked": part.why_asked, "particulars": [one.pk for one in self._chosen(current)]}
        if not part.is_draft:
            del self.fields["why_asked"]

    def save(self, *, by):
        """Choose this for the agency; nothing is sent."""
        with one_transaction():
            if "why_asked" in self.cleaned_data:
                requesting.say_why(self.part, why_asked=self.cleaned_data["why_asked"], by=by)
            return disclosing.choose(self.part, particulars=self.cleaned_data["particulars"], by=by)

    def _chosen(self, current):
        last = self.part.disclosures.last()
        if last is None:
            return disclosing.suggested(self.part.agency, current)
        kinds = set(last.particulars.values_list("kind", flat=True))
        return [one for one in current if one.kind in kinds]


class WithdrawForm(fields.Form):
    because = fields.LongTextField(
        "Why do you withdraw this request?",
        rows=4,
        max_words=150,
        hint="Only the inspectorate reads this. Name nobody.",
        empty_message="Enter why you withdraw this request",
    )

    def withdraw(self, part, *, by):
        """Withdraw the request."""
        return withdraw_request(part, because=self.cleaned_data["because"], by=by)
