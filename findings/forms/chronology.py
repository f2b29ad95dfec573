from findings.picturing import LEGEND
from panelportal.kit import fields

KINDS = [(str(kind), label) for kind, (label, _, _) in LEGEND.items()]


class ChronologyFilter(fields.Form):
    """What a chronology is narrowed to, and how it is shown. Comes by GET; with a wrong date everything is shown."""

    agency = fields.MultipleChoiceField("Agencies", (), required=False, says_optional=False)
    kind = fields.MultipleChoiceField("Types", KINDS, required=False, says_optional=False)
    begins = fields.DateField("From", required=False, says_optional=False)
    ends = fields.DateField("To", required=False, says_optional=False)

    def __init__(self, *args, owners, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [(owner.key, owner.name) for owner in owners]

    def clean(self):
        begins, ends = self.cleaned_data.get("begins"), self.cleaned_data.get("ends")
        if begins and ends and ends < begins:
            self.add_error("ends", "The last day must be the same as or after the first")

    @property
    def asked(self):
        """The answers, or none while any of them is wrong."""
        return self.cleaned_data if self.is_valid() else {}

    @property
    def is_narrowed(self):
        return any(self.asked.values())

    def narrow(self, events):
        """Return those of some events that are asked for; one whose day is not known exactly when it may be."""
        asked = self.asked
        begins, ends = asked.get("begins"), asked.get("ends")
        return [
            event
            for event in events
            if (not asked.get("agency") or event.owner.key in asked["agency"])
            and (not asked.get("kind") or event.kind in asked["kind"])
            and (not begins or event.latest >= begins)
            and (not ends or event.earliest <= ends)
        ]

    def narrow_gaps(self, gaps):
        """Return those of some gaps that reach into the days that are asked for."""
        begins, ends = self.asked.get("begins"), self.asked.get("ends")
        return [gap for gap in gaps if (not begins or gap.ends >= begins) and (not ends or gap.begins <= ends)]
