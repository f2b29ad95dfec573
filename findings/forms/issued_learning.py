from findings import ledger
from panelportal.kit import fields


class ClearLearningForm(fields.Form):
    """The texts of issued learning, to be made nameless by whoever clears it."""

    what = fields.LongTextField("What happened?", empty_message="Enter what happened")
    why = fields.LongTextField("Why did it happen?", required=False)
    would_help = fields.LongTextField(
        "What would make a difference?", empty_message="Enter what would make a difference"
    )
    outcome = fields.LongTextField("What was done about it, or is planned?", required=False)
    is_nameless = fields.TickField(
        "It names nobody: no staff, no victim, no family",
        empty_message="Tick the box to say that it names nobody",
    )

    def __init__(self, *args, entry, **options):
        super().__init__(*args, initial={name: getattr(entry, name) for name in ledger.TEXTS}, **options)

    def clear(self, entry, *, by):
        return ledger.clear(entry, texts={name: self.cleaned_data[name] for name in ledger.TEXTS}, by=by)
