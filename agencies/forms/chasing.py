from panelportal.kit import fields

LONGEST_KEY = 18  # digits; longer ones are nobody's, and no database takes them


def keys_in(data):
    """Return the keys of the duties that a form names, one in each value or several with commas between."""
    named = {key.strip() for value in data.getlist("chosen") for key in value.split(",")}
    return [int(key) for key in named if key.isascii() and key.isdecimal() and len(key) <= LONGEST_KEY]


class ChaseForm(fields.Form):
    """Which duties of a page somebody is reminded of: those that are late are chosen from the start.

    What was answered since the page was shown is not offered any more, so it is left out without a word.
    """

    chosen = fields.MultipleChoiceField("Agencies", choices=[], empty_message="Select an agency to remind")

    def __init__(self, data=None, *, lines):
        self.lines = {str(line.duty.pk): line for line in lines if line.can_be_reminded}
        if data is not None:
            data = data.copy()
            data.setlist("chosen", [key for key in data.getlist("chosen") if key in self.lines])
        super().__init__(data)
        self.fields["chosen"].choices = [(key, line.title) for key, line in self.lines.items()]

    def rows_of(self, lines):
        """Return each line with the id of its checkbox, or none, and whether it is ticked."""
        ids = {key: f"id_chosen_{place}" for place, key in enumerate(self.lines)}
        ticked = (
            self.data.getlist("chosen") if self.is_bound else [key for key, one in self.lines.items() if one.is_overdue]
        )
        return [
            {"line": line, "id": ids.get(str(line.duty.pk), ""), "is_ticked": str(line.duty.pk) in ticked}
            for line in lines
        ]

    @property
    def found(self):
        """The duties that were chosen."""
        return [self.lines[key].duty for key in self.cleaned_data["chosen"]]
