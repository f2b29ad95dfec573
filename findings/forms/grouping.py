from findings import grouping
from findings.models import LearningGroup, LearningPoint
from panelportal.kit import fields
from panelportal.kit.versions import ChangedMeanwhile, version_of
from panelportal.kit.words import lowered
from ratings.models import Theme


class NameGroupForm(fields.Form):
    """What a group of learning points is called; the agencies' own words stay as they are."""

    title = fields.TextField(
        "What do these learning points have in common?",
        name="Title",
        max_length=150,
        width="full",
        hint="Name nobody.",
        empty_message="Enter what these learning points have in common",
    )
    theme = fields.ModelChoiceField("Theme", Theme.objects.none(), select=True, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = Theme.objects.current()

    def group(self, case, *, points, by):
        """Put the points into a new group."""
        return grouping.group_points(
            case, points=points, title=self.cleaned_data["title"], theme=self.cleaned_data["theme"] or None, by=by
        )


class ChangeGroupForm(NameGroupForm):
    add = fields.ModelMultipleChoiceField(
        "Add learning points", LearningPoint.objects.none(), required=False, text=lambda point: _in_a_list(point)
    )
    version = fields.HiddenField()

    def __init__(self, *args, group, ungrouped, **kwargs):
        initial = {"title": group.title, "theme": group.theme_id, "version": group.version}
        super().__init__(*args, initial=initial, **kwargs)
        self.held = group
        self.fields["add"].queryset = ungrouped
        if not ungrouped.exists():
            del self.fields["add"]

    def change(self, *, by):
        """Change the group; where somebody else did so meanwhile, say what they made of it and keep what was typed."""
        answers = self.cleaned_data
        held = LearningGroup.objects.select_related("case").get(pk=self.held.pk)
        try:
            grouping.change_group(
                held,
                title=answers["title"],
                theme=answers["theme"] or None,
                seen=version_of(answers["version"]),
                by=by,
            )
        except ChangedMeanwhile as meanwhile:
            self.data = self.data.copy()
            self.data["version"] = str(meanwhile.current.version)
            self.add_error(None, f"Somebody else changed this group to ‘{meanwhile.current}’. Save again for yours")
            return None
        if answers.get("add"):
            grouping.add_to_group(held, points=answers["add"], by=by)
        return held


def _in_a_list(point):
    return f"{point.reference}, {point.agency}: {lowered(point.get_kind_display())}"
