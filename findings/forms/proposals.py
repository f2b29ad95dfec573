from cases.models import AgencyRequest
from findings import proposing
from findings.models.proposals import ProposalStatus
from findings.other_kinds import other_kinds
from panelportal.kit import fields


class ProposeForm(fields.Form):
    for_kind = fields.ModelChoiceField(
        "Which kind of agency could learn from this?",
        queryset=other_kinds().none(),
        empty_message="Select the kind of agency that could learn from this",
    )
    named = fields.TextField(
        "Name of the agency", required=False, max_length=150, hint="If you know it. We find the right one otherwise."
    )
    suggestion = fields.LongTextField(
        "What could they take from it?",
        rows=4,
        hint="In 2 or 3 sentences. Do not name members of staff, victims or family.",
        empty_message="Enter what they could take from it",
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["for_kind"].queryset = other_kinds()

    def propose(self, point, *, by):
        return proposing.propose(point, **self.cleaned_data, by=by)


class DirectForm(fields.Form):
    """Which of the requests of its case a proposal goes to; an agency that was not asked cannot be chosen."""

    to = fields.ModelChoiceField(
        "Which agency does it go to?",
        queryset=AgencyRequest.objects.none(),
        text=lambda part: f"{part.agency} ({part.agency.kind})",
        empty_message="Select the agency that it goes to",
    )

    def __init__(self, *args, proposal, **options):
        super().__init__(*args, initial={"to": proposal.to_id}, **options)
        own = proposal.point.request
        others = AgencyRequest.objects.sent().filter(case=own.case_id).exclude(agency=own.agency_id)
        self.fields["to"].queryset = others.select_related("agency__kind").order_by("agency__name")

    def direct(self, proposal, *, by):
        """Hand the choice to the verb. Returns whether it was taken."""
        try:
            proposing.direct(proposal, to=self.cleaned_data["to"], by=by)
        except proposing.NotForThisAgency:
            self.add_error("to", "The pack has gone out, and this proposal with it")
            return False
        return True


class AnswerProposalForm(fields.Form):
    status = fields.ChoiceField(
        "What do you say to it?",
        choices=[
            (ProposalStatus.ACCEPTED, "We accept it"),
            (ProposalStatus.AMENDED, "We accept it with a change"),
            (ProposalStatus.DECLINED, "We decline it"),
        ],
        reveals={ProposalStatus.AMENDED: ["amended"]},
        empty_message="Select whether you accept, change or decline it",
    )
    amended = fields.LongTextField(
        "What do you take from it instead?", rows=4, empty_message="Enter what you take from it instead"
    )
    because = fields.LongTextField(
        "Why?",
        rows=4,
        required=False,
        hint="You need to say why if you change or decline it. The agency that proposed it reads this.",
    )

    def clean(self):
        answers = super().clean()
        if answers.get("status") in (ProposalStatus.AMENDED, ProposalStatus.DECLINED) and not answers.get("because"):
            self.add_error("because", "Enter why you change or decline it")
        return answers

    def answer(self, proposal, *, by):
        return proposing.answer(proposal, **self.cleaned_data, by=by)
