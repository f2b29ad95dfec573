from django.core.exceptions import ValidationError
from django.db.models import Case, IntegerField, When

from agencies.models import Agency
from cases import flagging
from cases.models import Case as FlaggedCase
from cases.models import CourtStage, Reason, Together, UnderWay
from cases.models.parallel import REVIEW_KINDS
from panelportal.kit import access, fields
from panelportal.kit.access import Can
from ratings.models import Review

FEWEST = 2
NOT_ASKED_ROWS = (1, 2, 3)
NOTHING = "nothing"


class FlagAgenciesForm(fields.Form):
    """The first page of a flag: which agencies were involved, and which were considered and are not asked."""

    agencies = fields.ModelMultipleChoiceField(
        "Which agencies were involved?",
        Agency.objects.none(),
        size="m",
        hint="Ticked boxes come from your evidence notes. Change them if they are wrong. Agencies nearby come first.",
        empty_message="Select the agencies that were involved",
    )
    go_on_with_one = fields.TickField(
        "Go on with one agency", required=False, hint="Learning between agencies needs 2 or more to reply."
    )

    def __init__(self, *args, review, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.choosable = list(Agency.objects.that_can_be_asked().for_list())
        area, notes = review.region.area, review.assessment.partnership_notes()
        self.suggested = flagging.suggested(self.choosable, notes, area=area)
        self._offer_agencies(area)
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
        self._check_not_asked(cleaned)
        return cleaned

    def answers(self):
        """Return what the verb takes of this page."""
        rows = [
            (self.cleaned_data[f"not_asked_{row}"], self.cleaned_data[f"not_asked_because_{row}"])
            for row in NOT_ASKED_ROWS
        ]
        return {"agencies": list(self.cleaned_data["agencies"]), "not_asked": [pair for pair in rows if pair[0]]}

    def _offer_agencies(self, area):
        field = self.fields["agencies"]
        likely = When(pk__in=[agency.pk for agency in self.suggested], then=0)
        place = Case(likely, When(area=area, then=1), default=2, output_field=IntegerField())
        field.queryset = Agency.objects.that_can_be_asked().for_list().order_by(place, "name")
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


class FlagWhyForm(fields.Form):
    """The second page: why there might be further learning, what to look into, and in which period."""

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

    def __init__(self, *args, review, user, **kwargs):
        super().__init__(*args, **kwargs)

    def clean(self):
        cleaned = super().clean()
        start, end = cleaned.get("period_from"), cleaned.get("period_to")
        if start and end and end < start:
            self.add_error("period_to", "End of the period to check must be after its start")
        return cleaned

    def answers(self):
        """Return what the verb takes of this page."""
        return dict(self.cleaned_data)


class FlagOtherForm(fields.Form):
    """The third page: what else is under way about the same events, and which other reviews belong to the case."""

    under_way = fields.MultipleChoiceField(
        "Is anything else under way?",
        [*UnderWay.choices, (NOTHING, "No, nothing that we know of")],
        size="m",
        exclusive=NOTHING,
        hints={
            UnderWay.CRIMINAL_PROCEEDINGS: "The case will be paused until a lead inspector decides that it can go on."
        },
        reveals={UnderWay.CRIMINAL_PROCEEDINGS: ["court_stage"]},
        empty_message="Select what else is under way",
    )
    court_stage = fields.ChoiceField(
        "How far have the proceedings come?",
        [choice for choice in CourtStage.choices if choice[0] not in (CourtStage.OUTCOME, CourtStage.SENTENCED)],
        coerce=CourtStage,
        empty_message="Select how far the proceedings have come",
    )
    joined = fields.LongTextField(
        "Other rated reviews that belong to this case",
        rows=2,
        required=False,
        hint="Their references, one on each line, for example SFO-2026-0012.",
    )
    joined_because = fields.ChoiceField("Why do they belong together?", Together, required=False)

    def __init__(self, *args, review, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.review, self.user = review, user
        under_way = self.fields["under_way"]
        under_way.reveals = under_way.reveals | {kind: self._add_what_is_known(kind) for kind, _ in REVIEW_KINDS}

    def clean_joined(self):
        references = dict.fromkeys(self.cleaned_data["joined"].upper().split())
        return [self._review(reference) for reference in references]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("joined") and not cleaned.get("joined_because"):
            self.add_error("joined_because", "Select why the reviews belong together")
        return cleaned

    def answers(self):
        """Return what the verb takes of this page."""
        answers = self.cleaned_data
        known = {
            kind: {name: answers.get(f"{name}_{kind}", "") for name in ("called", "led_by", "their_reference")}
            for kind, _ in REVIEW_KINDS
        }
        return {
            "under_way": [kind for kind in answers["under_way"] if kind != NOTHING],
            "court_stage": answers["court_stage"] or CourtStage.CHARGED,
            "known": known,
            "joined": [(review, answers["joined_because"]) for review in answers["joined"]],
        }

    def _add_what_is_known(self, kind):
        """Add what is asked of one kind of review. Returns the names of the fields."""
        asked = {
            f"led_by_{kind}": fields.TextField("Who leads it?", required=False, hint="An organisation, not a person."),
            f"their_reference_{kind}": fields.TextField("Its reference", width=20, max_length=60, required=False),
        }
        if kind == UnderWay.OTHER:
            called = fields.TextField("What is it called?", empty_message="Enter what the other review is called")
            asked = {f"called_{kind}": called} | asked
        self.fields.update(asked)
        return list(asked)

    def _review(self, reference):
        """Return a review that this person may flag into the case. The answer is one for all that they may not."""
        seen = access.visible(Review.objects.rated(), self.user, Can.FLAG).filter(reference=reference).first()
        if seen is None or seen == self.review or FlaggedCase.objects.of_review(seen).exists():
            raise ValidationError(f"{reference} is not another rated review that you can flag")
        return seen
