from django.core.exceptions import ValidationError

from panelportal.kit import fields
from panelportal.kit.versions import ChangedMeanwhile, version_of
from panelportal.kit.words import time_of_day


class SharedForm(fields.Form):
    """A form over an answer that two colleagues may be changing at once.

    It carries the version that its reader saw. When somebody else saved
    meanwhile, `changed` is what they saved, what was typed stays in the
    form, and sending it again replaces theirs knowingly. Subclasses say
    `answer`, and `saved_at` of what stands.
    """

    version = fields.HiddenField(initial="0")
    changed = None

    def clean_version(self):
        version = version_of(self.cleaned_data["version"])
        if version < 0:
            raise ValidationError(self.fields["version"].wrong_message)
        return version

    def take_instead(self, box, *, of):
        """Take a ticked box instead of an answer; exactly one of the two has to be given."""
        if not self.cleaned_data.get(box):
            return
        if self.has_error(of, "required"):
            del self.errors[of]
            self.cleaned_data[of] = self.fields[of].to_python(None)
        else:
            self.add_error(of, f"Clear this answer, or the box ‘{self.fields[box].label}’")

    def save(self, *, by):
        """Hand the answers to the verb. Returns whether they were taken."""
        try:
            self.answer(by=by)
        except ChangedMeanwhile as changed:
            self._meet(changed.current)
            return False
        return True

    def _meet(self, current):
        self.changed = current
        self.data = self.data.copy()
        self.data["version"] = str(current.version)
        when = time_of_day(self.saved_at(current))
        self.add_error(None, f"Someone else saved this page at {when}. Compare the two versions, then save yours again")
