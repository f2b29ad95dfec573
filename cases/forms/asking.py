from agencies.models import Agency
from cases import disclosing, flagging, requesting, suggestions
from cases.models import Particulars, RequestStatus
from cases.withdrawing import withdraw_request
from panelportal.kit import fields
from panelportal.kit.trail import one_transaction

ASK, LEAVE_OUT = "ask", "leave-out"
CHANGED = "The details, or what was chosen for this agency, changed since you opened this page. Check the ticks again"


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
    """What one agency will see: why it is asked, and which particulars and facts, each with why it is suggested or not.

    It carries the mark of what its reader saw. When the details or the
    choice changed meanwhile nothing is taken, and the page shows how they stand.
    """

    why_asked = fields.LongTextField(
        "Why this agency is asked", rows=3, max_words=150, hint="The agency will read this. Name nobody."
    )
    particulars = fields.ModelMultipleChoiceField(
        "What this agency will see",
        Particulars.objects.none(),
        text=lambda one: one.title,
        hint="A tick shows what is suggested for this kind of agency, until you choose otherwise.",
        empty_message="Select what this agency will see",
    )
    seen = fields.HiddenField()

    def __init__(self, *args, part, **kwargs):
        super().__init__(*args, **kwargs)
        self.part = part
        current = part.case.particulars.current().in_order()
        self.fields["particulars"].queryset = current
        self.fields["particulars"].widget.hint_for = self._hint
        self.mark = disclosing.mark_of(part)
        self.initial |= {
            "seen": self.mark,
            "why_asked": part.why_asked,
            "particulars": [one.pk for one in self._chosen(current)],
        }
        self.fields["particulars"].widget.hint_for = self._hint
        if not part.is_draft:
            del self.fields["why_asked"]

    def clean(self):
        answers = super().clean()
        if answers.get("seen", self.mark) != self.mark:
            self._show_as_it_stands()
        return answers

    def save(self, *, by):
        """Choose this for the agency; nothing is sent. Raises ChangedMeanwhile when another was a moment earlier."""
        with one_transaction():
            if "why_asked" in self.cleaned_data:
                requesting.say_why(self.part, why_asked=self.cleaned_data["why_asked"], by=by)
            chosen = self.cleaned_data["particulars"]
            return disclosing.choose(self.part, particulars=chosen, seen=self.mark, by=by)

    def _show_as_it_stands(self):
        """Drop the ticks, which were of other details, keep the words, and say what happened."""
        self._errors.pop("particulars", None)
        self.data = self.data.copy()
        self.data["seen"] = self.mark
        self.data.setlist("particulars", [str(pk) for pk in self.initial["particulars"]])
        self.add_error(None, CHANGED)

    def _hint(self, one):
        return f"{one.shown.rstrip('.')}. {suggestions.why(one.kind, self.part.agency.kind_id)}"

    def _chosen(self, current):
        last = self.part.disclosures.last()
        if last is None:
            return disclosing.suggested(self.part.agency, current)
        chosen = set(last.particulars.values_list("kind", "place"))
        return [one for one in current if (one.kind, one.place) in chosen]


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
