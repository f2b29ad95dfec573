from agencies.models import AgencyKind
from findings import learning
from findings.forms.names import NamesAsked
from findings.forms.shared import SharedForm
from findings.models.learning_points import Acted, Level, PointKind, Reason
from findings.models.release import ReleaseTo
from findings.other_kinds import other_kinds
from panelportal.kit import fields
from ratings.models import Theme


class PointForm(NamesAsked, SharedForm):
    may_name = ("what", "why", "would_help", "acted_how", "planned_how")

    kind = fields.ChoiceField(
        "What kind of learning is it?",
        choices=PointKind,
        empty_message="Select what worked well or what should improve",
    )
    what = fields.LongTextField("What happened?", hint="In 2 or 3 sentences.", empty_message="Enter what happened")
    why = fields.LongTextField(
        "Why did it happen?",
        hint="What led to it, rather than who. In 2 or 3 sentences.",
        empty_message="Enter why it happened, or select ‘We do not know yet’",
    )
    why_unknown = fields.TickField("We do not know yet", required=False)
    reasons = fields.MultipleChoiceField(
        "What played a part in it?",
        choices=Reason,
        required=False,
        hint="Select all that apply. Leave it empty if you do not know.",
        hints={
            Reason.INFORMATION: "Missing, late or not shared.",
            Reason.SYSTEMS: "Computers, records or processes.",
            Reason.WORKLOAD: "Not enough people or time.",
            Reason.POLICY: "Rules, thresholds or guidance.",
            Reason.SKILLS: "Training, experience or confidence.",
            Reason.CULTURE: "How people work together or see their role.",
        },
    )
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
    themes = fields.ModelMultipleChoiceField(
        "What is it about?",
        queryset=Theme.objects.none(),
        required=False,
        hint="Select all that apply. If nothing fits, leave it empty.",
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
        self.fields["themes"].queryset = Theme.objects.current()

    def clean(self):
        answers = super().clean()
        self.take_instead("why_unknown", of="why")
        return answers

    def answer(self, *, by):
        """Hand the answers to the verb; `saved` is then the learning point."""
        answers = {name: self.cleaned_data[name] for name in AS_ASKED}
        how = self.cleaned_data["acted_how"] or self.cleaned_data["planned_how"]
        if self.point is None:
            self.saved = learning.add_point(self.part, **answers, acted_detail=how, by=by)
        else:
            seen = self.cleaned_data["version"]
            self.saved = learning.change_point(self.point, **answers, acted_detail=how, seen=seen, by=by)

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


AS_ASKED = "kind what why reasons would_help level touches themes acted release".split()
AS_SAVED = "kind what why reasons would_help level acted release version".split()


def _shown(point):
    """Return what the form shows of a learning point that was saved before."""
    if point is None:
        return {}
    shown = {name: getattr(point, name) for name in AS_SAVED}
    how = {Acted.YES: "acted_how", Acted.PLANNED: "planned_how"}.get(point.acted)
    shown |= {how: point.acted_detail} if how else {}
    return shown | {"why_unknown": not point.why, "touches": point.touches.all(), "themes": _themes_of(point)}


def _themes_of(point):
    """Return the themes of a point as they may be chosen now: one that was merged as the one that took it in."""
    return [theme.merged_into_id or theme.pk for theme in point.themes.all()]
