from cases import extending
from panelportal.kit import fields

YES, NO = "yes", "no"


class MoreTimeForm(fields.Form):
    """What an agency says when it asks for more time."""

    until = fields.DateField(
        "When can you reply?",
        past_allowed=False,
        name="New date",
        hint="For example, 27 3 2027.",
        empty_message="Enter the date by which you can reply",
    )
    because = fields.LongTextField(
        "Why do you need more time?",
        rows=4,
        max_words=150,
        hint="For example, that records are in an archive. Name nobody.",
        empty_message="Enter why you need more time",
    )

    def ask(self, part, *, by):
        return extending.ask_for_more_time(part, by=by, **self.cleaned_data)


class ExtensionForm(fields.Form):
    """More time for an agency: the answer to its question, or given without one."""

    decision = fields.ChoiceField(
        "Do you give more time?",
        [(YES, "Yes, with a new date"), (NO, "No, the date stays")],
        reveals={YES: ["until"]},
        empty_message="Select whether you give more time",
    )
    until = fields.DateField("New date to reply by", past_allowed=False, hint="For example, 27 3 2027.")
    because = fields.LongTextField(
        "Why?", rows=4, max_words=150, hint="Only the inspectorate reads this. Name nobody.", empty_message="Enter why"
    )

    def __init__(self, *args, asked, **kwargs):
        super().__init__(*args, **kwargs)
        if asked:
            self.initial["until"] = asked.asked_until
        else:
            del self.fields["decision"]

    def decide(self, part, *, by):
        answers = self.cleaned_data
        if answers.get("decision") == NO:
            return extending.decline_more_time(part, because=answers["because"], by=by)
        return extending.give_more_time(part, until=answers["until"], because=answers["because"], by=by)


class StopClockForm(fields.Form):
    because = fields.LongTextField(
        "Why do you stop the clock?",
        rows=4,
        max_words=40,
        max_length=300,
        hint="Only the inspectorate reads this. Name nobody.",
        empty_message="Enter why you stop the clock",
    )

    def stop(self, part, *, by):
        return extending.stop_clock(part, because=self.cleaned_data["because"], by=by)
