from findings import involving
from findings.forms.shared import SharedForm
from findings.models import Involvement
from panelportal.kit import fields

OF_AN_INVOLVEMENT = ["service", "nature", "began_on", "still_involved", "ended_on"]


class InvolvementFields(fields.Form):
    """What is asked of an involvement, wherever it is asked."""

    service = fields.TextField(
        "Which of your services was involved?",
        max_length=200,
        hint="For example, neighbourhood policing or a crisis team. Do not name members of staff.",
        empty_message="Enter which of your services was involved",
    )
    nature = fields.LongTextField(
        "What did it do?",
        rows=3,
        hint="In 1 or 2 sentences. For example, fortnightly appointments, or two arrests and bail.",
        empty_message="Enter what the service did",
    )
    began_on = fields.DateField(
        "When its involvement started",
        future_allowed=False,
        hint="For example, 24 2 2025. If you are not sure, give your best estimate.",
        name="when its involvement started",
    )
    still_involved = fields.TickField("It is still involved", required=False)
    ended_on = fields.DateField(
        "When its involvement ended",
        future_allowed=False,
        name="when its involvement ended",
        empty_message="Enter when its involvement ended, or tick ‘It is still involved’",
    )

    def check_involvement(self, answers):
        """Check the end of an involvement against its start and the box that says there is none."""
        self.take_instead("still_involved", of="ended_on")
        start, end = answers.get("began_on"), answers.get("ended_on")
        if start and end and end < start:
            self.add_error("ended_on", "When its involvement ended must be on or after the day it started")

    def involvement(self):
        """Return the answers as the verbs take them."""
        return {name: self.cleaned_data[name] for name in OF_AN_INVOLVEMENT if name != "still_involved"}


class InvolvementForm(InvolvementFields, SharedForm):
    def __init__(self, *args, part, involvement=None, **options):
        super().__init__(*args, initial=_shown(involvement), **options)
        self.part, self.standing = part, involvement

    def clean(self):
        answers = super().clean()
        self.check_involvement(answers)
        return answers

    def answer(self, *, by):
        if self.standing is None:
            return involving.add_involvement(self.part, **self.involvement(), by=by)
        seen = self.cleaned_data["version"]
        return involving.change_involvement(self.standing, **self.involvement(), seen=seen, by=by)

    @staticmethod
    def saved_at(involvement: Involvement):
        return involvement.changed_at or involvement.added_at


def _shown(involvement):
    """Return what the form shows of an involvement that was saved before."""
    if involvement is None:
        return {}
    shown = {name: getattr(involvement, name) for name in "service nature began_on ended_on version".split()}
    return shown | {"still_involved": involvement.is_open}
