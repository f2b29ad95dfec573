from agencies.models import Agency
from cases import flagging
from cases.models import Reason, UnderWay
from panelportal.kit import fields

FEWEST = 2
NOT_ASKED_ROWS = (1, 2, 3)
NOTHING = "nothing"


class FlagForm(fields.Form):
    """The three questions of a flag: which agencies, why, and what else is under way (docs/screens.md 3.3)."""

    agencies = fields.ModelMultipleChoiceField(
        "Which agencies were involved?",
        Agency.objects.none(),
        size="m",
        hint="Ticked boxes come from your evidence notes. Change them if they are wrong.",
        empty_message="Select the agencies that were involved",
    )
    go_on_with_one = fields.TickField(
        "Go on with one agency", required=False, hint="Learning between agencies needs 2 or more to reply."
    )
    reasons = fields.MultipleChoiceField(
        "Why might there be further learning?",
        Reason,
        size="m",
        empty_message="Select why there might be further learning",
    )
    in_own_words = fields.LongTextField(
        "In your own words",
        rows=4,
        max_words=300,
        hint="Only the inspectorate reads this. Name nobody.",
        empty_message="Enter in your own words why there might be further learning",
    )
    lines_of_enquiry = fields.LongTextField(
        "What should agencies look into?",
        rows=4,
        max_words=300,
        hint="Every agency that is asked will read this. Name nobody.",
        empty_message="Enter what agencies should look into",
    )
    period_from = fields.DateField(
        "Start of the period to check",
        future_allowed=False,
        hint="For example, 24 2 2023.",
        empty_message="Enter the start of the period to check",
    )
    period_to = fields.DateField(
        "End of the period to check",
        future_allowed=False,
        hint="For example, 17 3 2025.",
        empty_message="Enter the end of the period to check",
    )
    under_way = fields.MultipleChoiceField(
        "Is anything else under way?",
        [*UnderWay.choices, (NOTHING, "No, nothing that we know of")],
        size="m",
        exclusive=NOTHING,
        hints={
            UnderWay.CRIMINAL_PROCEEDINGS: "The case will be paused until a lead inspector decides that it can go on."
        },
        empty_message="Select what else is under way",
    )
    about_under_way = fields.LongTextField(
        "Contact and status of each", rows=3, required=False, hint="So that agencies are not asked twice."
    )

    def __init__(self, *args, review, **kwargs):
        super().__init__(*args, **kwargs)
        self.review = review
        self.choosable = list(Agency.objects.that_can_be_asked().for_list())
        self.suggested = flagging.suggested(self.choosable, review.assessment.partnership_notes())
        self._offer_agencies()
        for row in NOT_ASKED_ROWS:
            self._add_not_asked_row(row)

    @property
    def not_asked_rows(self):
        """The rows of agencies considered and not asked, as pairs of bound fields."""
        return [(self[f"not_asked_{row}"], self[f"not_asked_because_{row}"]) for row in NOT_ASKED_ROWS]

    @property
    def has_few(self):
        """Whether one agency was chosen, which has to be confirmed."""
        chosen = self.cleaned_data.get("agencies") if self.is_bound and hasattr(self, "cleaned_data") else None
        return chosen is not None and 0 < len(chosen) < FEWEST

    def clean(self):
        cleaned = super().clean()
        if self.has_few and not cleaned.get("go_on_with_one"):
            self.add_error("go_on_with_one", "Select another agency, or tick the box to go on with one")
        start, end = cleaned.get("period_from"), cleaned.get("period_to")
        if start and end and end < start:
            self.add_error("period_to", "End of the period to check must be after its start")
        self._check_not_asked(cleaned)
        return cleaned

    def flag(self, *, by):
        """Flag the review with these answers. Returns the case."""
        answers = self.cleaned_data
        return flagging.flag_for_learning(
            self.review,
            agencies=list(answers["agencies"]),
            reasons=answers["reasons"],
            in_own_words=answers["in_own_words"],
            lines_of_enquiry=answers["lines_of_enquiry"],
            period_from=answers["period_from"],
            period_to=answers["period_to"],
            not_asked=self._left_out(answers),
            under_way=[kind for kind in answers["under_way"] if kind != NOTHING],
            about_under_way=answers["about_under_way"],
            by=by,
        )

    def _offer_agencies(self):
        field = self.fields["agencies"]
        field.queryset = Agency.objects.that_can_be_asked().for_list()
        field.widget.hint_for = self._hint
        self.initial.setdefault("agencies", [agency.pk for agency in self.suggested])

    def _hint(self, agency):
        note = self.suggested.get(agency)
        if note is None:
            return agency.kind.name
        place = f", paragraph {note.paragraph}" if note.paragraph else ""
        prompt = f"{note.prompt.key_question.shown_number} {note.prompt.letter}"
        return f"{agency.kind.name}. In your note to prompt {prompt}{place}."

    def _add_not_asked_row(self, row):
        self.fields[f"not_asked_{row}"] = fields.SelectField(
            f"Agency {row} that is not asked",
            [(agency.pk, agency.name) for agency in self.choosable],
            required=False,
            coerce=lambda pk: next(agency for agency in self.choosable if agency.pk == int(pk)),
            empty_value=None,
        )
        self.fields[f"not_asked_because_{row}"] = fields.TextField(f"Why agency {row} is not asked", required=False)

    def _check_not_asked(self, cleaned):
        asked = set(cleaned.get("agencies") or [])
        seen = set()
        for row in NOT_ASKED_ROWS:
            agency, because = cleaned.get(f"not_asked_{row}"), cleaned.get(f"not_asked_because_{row}")
            if agency and not because:
                self.add_error(f"not_asked_because_{row}", f"Enter why {agency} is not asked")
            if because and not agency:
                self.add_error(f"not_asked_{row}", "Select the agency that is not asked")
            if agency and (agency in asked or agency in seen):
                self.add_error(f"not_asked_{row}", f"Choose another agency: {agency} is named twice on this page")
            seen.add(agency)

    def _left_out(self, answers):
        rows = [(answers[f"not_asked_{row}"], answers[f"not_asked_because_{row}"]) for row in NOT_ASKED_ROWS]
        return [(agency, because) for agency, because in rows if agency]
