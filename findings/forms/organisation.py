from findings import confirming
from panelportal.kit import fields


class OrganisationForm(fields.Form):
    is_ours = fields.YesNoField(
        "Is this request for your organisation?",
        heading=True,
        hint="Answer yes if it came to the right organisation, even if you may hold no record of the person.",
        empty_message="Select yes if this request is for your organisation",
        reveals={"no": ["ask_instead"]},
    )
    ask_instead = fields.LongTextField(
        "Who should we ask?",
        rows=3,
        hint="The organisation and, if you know it, the team. If you do not know, say so.",
        empty_message="Enter who we should ask, or that you do not know",
    )

    def __init__(self, *args, part, **options):
        super().__init__(*args, **options)
        self.part = part
        self.fields["is_ours"].label = f"Is this request for {part.agency}?"

    def answer(self, *, by):
        if self.cleaned_data["is_ours"]:
            return confirming.confirm_organisation(self.part, by=by)
        return confirming.redirect_to(self.part, ask_instead=self.cleaned_data["ask_instead"], by=by)
