from panelportal.kit import fields
from panelportal.kit.versions import ChangedMeanwhile, version_of
from ratings.models import Theme
from ratings.theming import NotCurrent, WordTaken, add_theme, change_theme, merge_theme

GONE = "This theme was merged or retired since you opened the page"


class ThemeForm(fields.Form):
    """A theme's name, what it means, and other words for it."""

    name = fields.TextField("Name", max_length=100, width="full")
    meaning = fields.LongTextField(
        "What it means", rows=3, max_words=60, required=False, hint="So that everybody marks the same things with it."
    )
    synonyms = fields.LongTextField("Other words for it", rows=4, required=False, hint="One on each line.")
    version = fields.HiddenField(required=False)

    def __init__(self, *args, theme=None, **kwargs):
        self.theme = theme
        known = ("name", "meaning", "synonyms", "version")
        super().__init__(*args, initial={name: getattr(theme, name) for name in known} if theme else None, **kwargs)

    def save(self, *, by):
        """Add the theme, or change it; return whether that was possible, with the refusal as an error."""
        answers = {name: self.cleaned_data[name] for name in ("name", "meaning", "synonyms")}
        try:
            if self.theme:
                change_theme(self.theme, **answers, seen=version_of(self.cleaned_data["version"]), by=by)
            else:
                add_theme(**answers, by=by)
        except WordTaken as taken:
            self.add_error("name", str(taken))
        except NotCurrent:
            self.add_error(None, GONE)
        except ChangedMeanwhile as meanwhile:
            self._carry(meanwhile.current)
        return not self.errors

    def _carry(self, now):
        self.data = self.data.copy()
        self.data["version"] = str(now.version)
        words = ", ".join(now.words)
        self.add_error(None, f"Somebody else changed this theme meanwhile. It now reads: {words}. Save again for yours")


class MergeForm(fields.Form):
    into = fields.ModelChoiceField(
        "Into which theme?", Theme.objects.none(), select=True, empty_message="Select the theme to merge it into"
    )

    def __init__(self, *args, theme, **kwargs):
        super().__init__(*args, **kwargs)
        self.theme = theme
        self.fields["into"].queryset = Theme.objects.current().exclude(pk=theme.pk)

    def merge(self, *, by):
        """Merge the theme; return whether that was possible, with the refusal as an error."""
        try:
            merge_theme(self.theme, into=self.cleaned_data["into"], by=by)
        except NotCurrent:
            self.add_error(None, GONE)
        return not self.errors
