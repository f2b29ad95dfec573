from django.db.models import Q

from agencies.models import Agency
from cases import parallel
from cases.forms.comparing import ComparedForm
from cases.models import REVIEW_KINDS, ParallelState, RequestStatus, UnderWay
from panelportal.kit import fields
from panelportal.kit.versions import version_of

STATES = [(state.value, state.label) for state in ParallelState]


class ParallelReviewForm(ComparedForm):
    """Another review of the same events: what it is, who leads it, how far it is, and who has answered it."""

    kind = fields.ChoiceField(
        "What kind of review is it?",
        REVIEW_KINDS,
        coerce=UnderWay,
        reveals={UnderWay.OTHER: ["called"]},
        empty_message="Select the kind of review",
    )
    called = fields.TextField("What is it called?", empty_message="Enter what the review is called")
    their_reference = fields.TextField("Its reference", width=20, max_length=60, required=False)
    led_by = fields.TextField("Who leads it?", hint="An organisation, such as a community safety partnership.")
    contact = fields.TextField(
        "Contact",
        required=False,
        max_length=300,
        hint="A role and its office, for example the board manager with the office's telephone number. Name nobody.",
    )
    state = fields.ChoiceField("How far is it?", STATES, coerce=ParallelState, empty_message="Select how far it is")
    answered_by = fields.ModelMultipleChoiceField(
        "Which agencies have answered it already?",
        Agency.objects.none(),
        required=False,
        text=lambda agency: agency.name,
        hint="They may attach what they wrote, and are not asked for the same again.",
    )
    version = fields.HiddenField(required=False)
    theirs = None  # what somebody else saved meanwhile

    def __init__(self, *args, case, review=None, **kwargs):
        self.case, self.review = case, review
        super().__init__(*args, initial=self._as_it_stands(), **kwargs)
        self.fields["answered_by"].queryset = self._agencies()

    def save(self, *, by):
        """List the review, or change it. Raises AlreadyListed, NotListed and ChangedMeanwhile."""
        told = {name: self.cleaned_data[name] for name in (*parallel.TOLD, "answered_by")}
        if self.review is None:
            return parallel.list_review(self.case, **told, by=by)
        return parallel.change_review(self.review, seen=version_of(self.cleaned_data["version"]), **told, by=by)

    def compare(self, now):
        """Do so, and show what somebody else saved."""
        super().compare(now)
        self.theirs = now

    def _as_it_stands(self):
        if self.review is None:
            return {"state": ParallelState.UNDER_WAY, "version": "0"}
        told = {name: getattr(self.review, name) for name in (*parallel.TOLD, "version")}
        return told | {"answered_by": [agency.pk for agency in self.review.answered_by.all()]}

    def _agencies(self):
        asked = self.case.requests.exclude(status=RequestStatus.WITHDRAWN).values("agency")
        left_out = self.case.not_asked.values("agency")
        ticked = self.review.answered_by.values("pk") if self.review else []
        return Agency.objects.filter(Q(pk__in=asked) | Q(pk__in=left_out) | Q(pk__in=ticked)).order_by("name")


class RemoveReviewForm(fields.Form):
    because = fields.TextField(
        "Why do you take it off the list?",
        max_length=300,
        hint="For example, that it is about other events. Name nobody.",
        empty_message="Enter why you take it off the list",
    )

    def remove(self, review, *, by):
        """Take the review off the list."""
        return parallel.remove_review(review, because=self.cleaned_data["because"], by=by)
