from panelportal.kit import fields

CHANGED = "Who gets what changed since you opened this page, so nothing was sent. Check it as it stands now, then send"


class CheckedForm(fields.Form):
    """The confirmation of a page that lists what will be sent: it carries the mark of what its reader saw."""

    seen = fields.HiddenField()

    def meet_change(self, mark):
        """Say that nothing was sent, and carry the mark of what the page shows now."""
        self.data = self.data.copy()
        self.data["seen"] = mark
        self.add_error(None, CHANGED)
