from agencies.models import AgencyKind
from findings import learning
from findings.forms.shared import SharedForm
from findings.models.learning_points import Acted, Level, PointKind, ReleaseTo
from panelportal.kit import fields


def other_kinds():
    """Return the kinds of agency that learning may touch: kinds only, so that nobody learns who else was asked."""
    return AgencyKind.objects.exclude(slug="inspectorate")


class PointForm(SharedForm):
    kind = fields.ChoiceField(
        "What kind of learning is it?",
        choices=PointKind,
        empty_message="Select what worked well or what should improve",
    )
    what = fields.LongTextField("What happened?", hint="In 2 or 3 sentences.", empty_message="Enter what happened")
    why = fields.LongTextField(
        "Why did it happen?",
        hint="For example systems, workload, policy, information or skills.",
        empty_message="Enter why it happened, or select ‘We do not know yet’",
    )
    why_unknown = fields.TickField("We do not know yet", required=False)
    would_help = fields.LongTextField(
        "What would make a difference?",
        hint="What would stop it happening again, or help others to do it as well.",
        empty_message="Enter what would make a difference",
    )
    level = fields.ChoiceField(
        "Who could make that difference?", choices=Level, empty_message="Select who could make that difference"
    )
    touches = fields.ModelMultipleChoiceField(
        "Which other kinds of agency does this touch?",
        queryset=AgencyKind.objects.none(),
        required=False,
        hint="Select all that apply.",
    )
    acted = fields.ChoiceField(
        "Have you already acted on it?",
        choices=Acted,
        reveals={Acted.YES: ["acted_how"], Acted.PLANNED: ["planned_how"]},
        empty_message="Select whether you have already acted on it",
    )
    acted_how = fields.LongTextField("What did you do, and when?", rows=3, empty_message="Enter what you did, and when")
    planned_how = fields.LongTextField(
        "What do you plan, and for when?", rows=3, empty_message="Enter what you plan, and for when"
    )
    release = fields.ChoiceField(
        "Who may read this learning point?",
        choices=ReleaseTo,
        empty_message="Select who may read this learning point",
        hints={
            ReleaseTo.PANEL: "The people whom agencies send to the learning panel, and the inspectorate.",
            ReleaseTo.INSPECTORATE_ONLY: "The inspectorate may ask you again before the panel.",
        },
    )

    def __init__(self, *args, part, point=None, **options):
        super().__init__(*args, initial=_shown(point), **options)
        self.part, self.point = part, point
        self.fields["touches"].queryset = other_kinds()

    def clean(self):
        answers = super().clean()
        self.take_instead("why_unknown", of="why")
        return answers

    def answer(self, *, by):
        answers = {name: self.cleaned_data[name] for name in AS_ASKED}
        how = self.cleaned_data["acted_how"] or self.cleaned_data["planned_how"]
        if self.point is None:
            return learning.add_point(self.part, **answers, acted_detail=how, by=by)
        return learning.change_point(self.point, **answers, acted_detail=how, seen=self.cleaned_data["version"], by=by)

    @staticmethod
    def saved_at(point):
        return point.changed_at or point.added_at


class NoLearningForm(fields.Form):
    because = fields.LongTextField(
        "Why is there no learning to report?",
        heading=True,
        rows=4,
        hint="One sentence is enough. It shows that you looked and found nothing.",
        empty_message="Enter why there is no learning to report",
    )

    def __init__(self, *args, part, reply, **options):
        super().__init__(*args, initial={"because": reply.no_learning if reply else ""}, **options)
        self.part = part

    def save(self, *, by):
        """Hand the reason to the verb. Returns whether it was taken."""
        try:
            learning.say_no_learning(self.part, because=self.cleaned_data["because"], by=by)
        except learning.ThereIsLearning:
            self.add_error("because", "Remove your learning points first, or continue with them")
            return False
        return True


AS_ASKED = "kind what why would_help level touches acted release".split()


def _shown(point):
    """Return what the form shows of a learning point that was saved before."""
    if point is None:
        return {}
    shown = {name: getattr(point, name) for name in "kind what why would_help level acted release version".split()}
    how = {Acted.YES: "acted_how", Acted.PLANNED: "planned_how"}.get(point.acted)
    shown |= {how: point.acted_detail} if how else {}
    return shown | {"why_unknown": not point.why, "touches": point.touches.all()}
