from agencies.models import Agency, User
from panelportal.kit import fields, files
from ratings.allocating import CannotBeAllocated, allocate, who_can_rate
from ratings.models import OffenceType, ReviewStatus
from ratings.receiving import DatesOutOfOrder, TheirReferenceTaken, add_review
from ratings.withdrawing import WithdrawnAlready, withdraw_review

AFTER_SUBMITTED = "Date received must be on or after the date submitted"


class AddReviewForm(fields.Form):
    their_reference = fields.TextField(
        "HMPPS reference",
        hint="The number that the HMPPS SFO team gave the review. Letters, numbers, slashes and hyphens only.",
        width=20,
        max_length=40,
        pattern=r"[A-Za-z0-9][A-Za-z0-9/-]*",
        pattern_message="HMPPS reference must have only letters, numbers, slashes and hyphens",
        spellcheck=False,
    )
    region = fields.ModelChoiceField("Region", Agency.objects.none(), select=True)
    delivery_unit = fields.TextField("Probation delivery unit", max_length=100, width=30)
    offence_type = fields.ModelChoiceField("Type of serious further offence", OffenceType.objects.all(), select=True)
    submitted_on = fields.DateField(
        "Date submitted",
        hint="The day the region sent the review to HMPPS. For example, 24 2 2025.",
        future_allowed=False,
    )
    received_on = fields.DateField(
        "Date received",
        hint="The day it reached us, which is day 0 of 15. For example, 24 2 2025.",
        future_allowed=False,
    )
    document = fields.UploadField("SFO review", hint="A PDF or Word document smaller than 20MB.", accept=".pdf,.docx")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = Agency.objects.regions().in_being()

    def clean_document(self):
        return files.check(self.cleaned_data["document"])

    def clean(self):
        submitted, received = self.cleaned_data.get("submitted_on"), self.cleaned_data.get("received_on")
        if submitted and received and received < submitted:
            self.add_error("received_on", AFTER_SUBMITTED)

    def add(self, *, by):
        """Add the review and return it; None, with the refusal as an error, when it cannot be added."""
        try:
            return add_review(**self.cleaned_data, by=by)
        except TheirReferenceTaken as taken:
            self.add_error("their_reference", f"HMPPS reference was added before, as {taken.review.reference}")
        except DatesOutOfOrder:
            self.add_error("received_on", AFTER_SUBMITTED)
        return None


class AllocateForm(fields.Form):
    to = fields.ModelChoiceField("Who will rate this review?", User.objects.none(), empty_message="Select an inspector")

    def __init__(self, *args, review, **kwargs):
        super().__init__(*args, **kwargs)
        self.review = review
        people = who_can_rate()
        self.fields["to"].queryset = User.objects.filter(pk__in=[person.pk for person in people]).order_by("name", "pk")
        self.initial["to"] = review.allocated_to_id

    def allocate(self, *, by):
        """Allocate the review; return whether that was possible, with the refusal as an error."""
        try:
            allocate(self.review, to=self.cleaned_data["to"], by=by)
        except CannotBeAllocated:
            self.add_error(None, "This review cannot be allocated now: its ratings are with a lead inspector or issued")
        return not self.errors


class WithdrawReviewForm(fields.Form):
    because = fields.LongTextField(
        "Why did HMPPS withdraw this review?",
        rows=4,
        max_words=150,
        hint="Only the inspectorate reads this. Name nobody.",
        empty_message="Enter why HMPPS withdrew this review",
    )

    def withdraw(self, review, *, by):
        """Withdraw the review; return whether that was possible, with the refusal as an error."""
        try:
            withdraw_review(review, because=self.cleaned_data["because"], by=by)
        except WithdrawnAlready:
            self.add_error(None, "Somebody else withdrew this review a moment ago")
        return not self.errors


class FilterForm(fields.Form):
    """What the list of reviews is narrowed to. Comes by GET."""

    search = fields.TextField(
        "Reference", required=False, says_optional=False, width=20, max_length=40, spellcheck=False
    )
    status = fields.SelectField("Status", ReviewStatus, required=False, says_optional=False, first="Any status")
    region = fields.ModelChoiceField(
        "Region", Agency.objects.regions(), required=False, says_optional=False, select=True, first="Any region"
    )

    def narrow(self, reviews):
        """Return those of the reviews that match what was asked; all of them while the questions have errors."""
        if not self.is_valid():
            return reviews
        asked = self.cleaned_data
        if asked["search"]:
            reviews = reviews.matching(asked["search"])
        if asked["status"]:
            reviews = reviews.filter(status=asked["status"])
        return reviews.filter(region=asked["region"]) if asked["region"] else reviews

    @property
    def words(self):
        """What was asked, for the text that stands in place of an empty list."""
        chosen = self.cleaned_data if self.is_valid() else {}
        parts = [f"‘{chosen['search']}’" if chosen.get("search") else "", chosen.get("status"), chosen.get("region")]
        return ", ".join(getattr(part, "label", None) or str(part) for part in parts if part)
