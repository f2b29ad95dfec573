from cases.joining_reviews import join_review
from cases.models import Case, Together
from panelportal.kit import access, fields
from panelportal.kit.access import Can
from panelportal.kit.words import listed, short_day


class JoinForm(fields.Form):
    """An open case that a rated review belongs to, instead of a case of its own."""

    case = fields.ModelChoiceField(
        "Which case does this review belong to?",
        Case.objects.none(),
        select=True,
        text=lambda case: _in_a_list(case),
        empty_message="Select the case that this review belongs to",
    )
    because = fields.ChoiceField(
        "Why does it belong there?", Together, empty_message="Select why it belongs to that case"
    )

    def __init__(self, *args, review, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.review = review
        open_cases = access.visible(Case.objects.that_take_reviews(), user, Can.EDIT)
        self.fields["case"].queryset = open_cases.prefetch_related("reviews__region").order_by("-pk")

    def join(self, *, by):
        """Bring the review into the case. Returns the case."""
        return join_review(self.cleaned_data["case"], review=self.review, because=self.cleaned_data["because"], by=by)


def _in_a_list(case):
    regions = sorted({review.region.name for review in case.reviews.all()})
    reviews = sorted(review.reference for review in case.reviews.all())
    return f"{case.reference}, {listed(regions)}, flagged {short_day(case.flagged_at)}, {listed(reviews)}"
