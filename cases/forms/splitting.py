from cases import splitting
from cases.models import AgencyRequest, ParallelReview
from cases.models.splits import Going
from panelportal.kit import fields
from ratings.models import Review


class SplitForm(fields.Form):
    """Which reviews become a case of their own, and what goes along."""

    reviews = fields.ModelMultipleChoiceField(
        "Which reviews go to the new case?",
        Review.objects.none(),
        text=lambda review: f"{review.reference}, {review.region}",
        empty_message="Select the reviews that go to the new case",
    )
    because = fields.LongTextField(
        "Why is the case split?",
        rows=3,
        max_words=150,
        hint="Only the inspectorate reads this. Name nobody.",
        empty_message="Enter why the case is split",
    )
    requests = fields.ModelMultipleChoiceField(
        "Which requests go along?",
        AgencyRequest.objects.none(),
        required=False,
        text=lambda part: f"{part.agency}, {part.reference}",
        hint_for=lambda part: f"{part.status.label}.",
        hint="An agency that has to do with both is asked by one of the cases, and can be added to the other.",
    )
    particulars = fields.ChoiceField(
        "Whose details does this case hold?",
        [
            (Going.BOTH, "One person’s, whom both cases are about"),
            (Going.STAYS, "Those of the person that this case stays about"),
            (Going.GOES, "Those of the person that the new case is about"),
        ],
        empty_message="Select whose details this case holds",
    )
    courts = fields.ChoiceField("Criminal proceedings", Going, empty_message="Select where the proceedings go")
    family = fields.ChoiceField(
        "What is noted of victims and family", Going, empty_message="Select where what is noted of victims goes"
    )
    parallel_reviews = fields.ModelMultipleChoiceField(
        "Which other reviews of the same events go along?", ParallelReview.objects.none(), required=False, text=str
    )

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.case = case
        self.fields["reviews"].queryset = case.reviews.select_related("region").order_by("pk")
        self.fields["requests"].queryset = case.requests.select_related("agency").order_by("agency__name", "pk")
        self.fields["parallel_reviews"].queryset = case.parallel_reviews.listed()
        self._leave_out("requests", case.requests)
        self._leave_out("parallel_reviews", case.parallel_reviews.listed())
        self._leave_out("courts", getattr(case, "proceedings", None))
        self._leave_out("family", getattr(case, "family", None))
        self._leave_out("particulars", case.particulars)

    def split(self, *, by):
        """Split the case. Returns the new one."""
        return splitting.split_case(self.case, **self.cleaned_data, by=by)

    def _leave_out(self, name, what):
        """Ask nothing about what the case does not have."""
        if what is None or (hasattr(what, "exists") and not what.exists()):
            del self.fields[name]
