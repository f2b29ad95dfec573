from cases import proceedings, turning
from cases.forms.comparing import ComparedForm
from cases.models import CourtOutcome, CourtStage, Stage, Turn
from cases.models.proceedings import AT_AN_OUTCOME
from panelportal.kit import fields
from panelportal.kit.versions import version_of

CONVICTIONS = (CourtOutcome.CONVICTED, CourtOutcome.LESSER)
OF_THEIR_OWN = (CourtOutcome.DROPPED, CourtOutcome.DIED)


def _of(choices, *, without=(), only=()):
    return [choice for choice in choices if choice[0] not in without and (not only or choice[0] in only)]


class UnderWayForm(fields.Form):
    """That criminal proceedings are under way, and how far they have come."""

    stage = fields.ChoiceField(
        "How far have the proceedings come?",
        _of(CourtStage.choices, without=AT_AN_OUTCOME),
        coerce=CourtStage,
        empty_message="Select how far the proceedings have come",
    )
    court_date = fields.DateField(
        "Next date in court", required=False, past_allowed=False, hint="If you know it, for example, 24 2 2027."
    )

    def say(self, case, *, by):
        """Note the proceedings, which pauses the case."""
        return proceedings.say_under_way(case, **self.cleaned_data, by=by)


class CheckForm(ComparedForm):
    """What a check of the proceedings found. A charge dropped and a death have a page of their own."""

    stage = fields.ChoiceField(
        "How far have the proceedings come?",
        CourtStage,
        reveals={CourtStage.OUTCOME: ["outcome"], CourtStage.SENTENCED: ["sentenced_for"]},
        empty_message="Select how far the proceedings have come",
    )
    outcome = fields.ChoiceField(
        "What was the outcome?",
        _of(CourtOutcome.choices, without=OF_THEIR_OWN),
        empty_message="Select the outcome",
    )
    sentenced_for = fields.ChoiceField(
        "Sentenced after being",
        _of(CourtOutcome.choices, only=CONVICTIONS),
        empty_message="Select what the sentence is for",
    )
    court_date = fields.DateField(
        "Next date in court", required=False, past_allowed=False, hint="If there is one, for example, 24 2 2027."
    )
    next_check_on = fields.DateField(
        "Next check", past_allowed=False, hint="Nobody checks again after an outcome without a sentence to come."
    )
    note = fields.TextField(
        "Note", required=False, max_length=300, hint="In a sentence, for example where you asked. Name nobody."
    )
    version = fields.HiddenField()

    def __init__(self, *args, proceedings, next_check_on, **kwargs):
        self.proceedings = proceedings
        convicted = proceedings.outcome in CONVICTIONS
        initial = {
            "stage": proceedings.stage,
            "outcome": proceedings.outcome,
            "sentenced_for": proceedings.outcome if convicted else "",
            "court_date": proceedings.court_date,
            "next_check_on": next_check_on,
            "version": proceedings.version,
        }
        super().__init__(*args, initial=initial, **kwargs)

    def check(self, case, *, by):
        """Keep what was found. Raises ChangedMeanwhile."""
        found = {name: self.cleaned_data[name] for name in ("stage", "court_date", "next_check_on", "note")}
        outcome = self.cleaned_data["outcome"] or self.cleaned_data["sentenced_for"]
        seen = version_of(self.cleaned_data["version"])
        return proceedings.check(case, seen=seen, outcome=outcome, **found, by=by)

    def compare(self, now):
        """Keep what was typed, and carry the version that stands now, so that saving again adds to it."""
        self.carry(now.version)
        self.add_error(None, f"Someone else checked meanwhile and found: {now.shown}. Save again if yours is newer")


class ClearanceForm(fields.Form):
    """A lead inspector's decision that a stage may go ahead."""

    stage = fields.ChoiceField("Which stage may go ahead?", Stage, empty_message="Select the stage that may go ahead")
    because = fields.LongTextField(
        "Why it may go ahead",
        rows=3,
        max_words=150,
        hint="For example, that the police and the Crown Prosecution Service agree. Name nobody.",
    )

    def __init__(self, *args, case, cleared=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.case = case
        self.fields["stage"].choices = [choice for choice in Stage.choices if choice[0] not in cleared]

    def clear(self, *, by):
        """Clear the stage."""
        answers = self.cleaned_data
        return proceedings.clear(self.case, stage=answers["stage"], because=answers["because"], by=by)


class TurnForm(fields.Form):
    """That the charge was dropped or that the person has died."""

    kind = fields.ChoiceField(
        "What has happened?",
        _of(Turn.choices, only=turning.OUTCOMES),
        coerce=Turn,
        empty_message="Select what has happened",
    )
    happened_on = fields.DateField("When it happened", future_allowed=False, hint="For example, 24 2 2026.")
    note = fields.TextField(
        "Note", required=False, max_length=300, hint="In a sentence, for example who told you, by role. Name nobody."
    )

    def say(self, case, *, by):
        """Note it, which stops the case until a lead inspector decides."""
        return turning.say_turned(case, **self.cleaned_data, by=by)


class DecideForm(fields.Form):
    """A lead inspector's decision whether the case goes on."""

    goes_on = fields.YesNoField(
        "Does this case go on?",
        inline=False,
        yes="Yes, there is still learning to be had",
        no="No, withdraw its flag",
        hints={"no": "Requests that were not answered are withdrawn, and agencies are told."},
        empty_message="Select whether this case goes on",
    )
    because = fields.LongTextField(
        "Why", rows=3, max_words=150, hint="Only the inspectorate reads this. Name nobody.", empty_message="Enter why"
    )

    def decide(self, case, *, by):
        """Decide. Returns the turning point."""
        return turning.decide(case, **self.cleaned_data, by=by)
