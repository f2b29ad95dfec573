from panelportal.kit import fields
from panelportal.kit.versions import version_of
from panelportal.kit.words import time_of_day
from ratings.assessing import AnswerPromptsFirst, ChangedRows, NotWithTheRater

SENT = (
    "This assessment was sent to the lead inspectors, so it cannot be changed now. Copy what you typed before you leave"
)


class RowsForm(fields.Form):
    """A form over rows that each carry a version, so that nobody overwrites what somebody else has saved.

    `rows` are the rows by their key, which ends the names of their fields.
    When a row was saved since the page was opened, `conflicts` has it as it
    stands now, and the next sending replaces it knowingly.
    """

    first_field = ""  # the start of the name of the field that errors of a row belong to

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows, self.conflicts = rows, {}
        for key, row in rows.items():
            self.add_fields(key, row)
            self.fields[f"version_{key}"] = fields.HiddenField(initial=row.version)

    def clean(self):
        for key in self.rows:
            version = self.cleaned_data.get(f"version_{key}")
            if version is not None and version_of(version) < 0:
                self.add_error(f"version_{key}", fields.HiddenField.wrong_message)

    def seen(self, key):
        """Return the version of a row that was on the page."""
        return version_of(self.cleaned_data[f"version_{key}"])

    def saved(self, save):
        """Save by calling `save`; return whether that was possible, with the refusal as an error."""
        try:
            save()
        except ChangedRows as changed:
            self._show_both(changed.current)
        except NotWithTheRater:
            self.add_error(None, SENT)
        except AnswerPromptsFirst as first:
            self.add_error(None, f"Answer all prompts in standard {first} first")
        return not self.errors

    def _show_both(self, stale):
        self.data = self.data.copy()
        for key, row in self.rows.items():
            current = next((one for one in stale if one.pk == row.pk), None)
            if current:
                self.conflicts[key] = current
                self.data[f"version_{key}"] = current.version
                when = time_of_day(current.saved_at)
                self.add_error(
                    f"{self.first_field}_{key}", f"Someone else saved this at {when}. Compare the two versions"
                )
