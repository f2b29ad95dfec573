from findings import releasing, summaries
from findings.models import KeyEvent
from findings.models.release import ReleaseTo
from panelportal.kit import fields

SHORT = [(ReleaseTo.PANEL, "The panel"), (ReleaseTo.INSPECTORATE_ONLY, "Only the inspectorate")]


class ReleaseForm(fields.Form):
    """Who may read each item of a reply: one question for each, named for what it is about."""

    def __init__(self, *args, items, **options):
        super().__init__(*args, initial={name_of(item): item.release for item in items}, **options)
        self.items = items
        for item in items:
            self.fields[name_of(item)] = fields.ChoiceField(
                title_of(item), choices=SHORT, inline=True, hint=hint_of(item), name="who may read it"
            )

    def choose(self, *, by):
        """Hand each choice to the verb; those that stay as they were change nothing."""
        for item in self.items:
            releasing.choose(item, release=self.cleaned_data[name_of(item)], by=by)


def name_of(item):
    """Return the name of an item's question."""
    return f"{item._meta.model_name}_{item.pk}"


def title_of(item):
    """Return what an item is called: by its reference, or by its kind and what is known of its date."""
    if isinstance(item, KeyEvent):
        return f"{item.get_kind_display()}, {summaries.when_of(item)}"
    return summaries.title_of(item)


def hint_of(item):
    """Return the first words of an item."""
    words = item.what.split()
    return " ".join(words[:20]) + ("…" if len(words) > 20 else "")
