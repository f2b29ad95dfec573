from panelportal.kit import fields
from panels.refusals import Refused


class VerbForm(fields.Form):
    """A form that hands its values to one verb; what the verb refuses becomes an error of the form."""

    done = refusal = None

    def do(self, verb, *args, **kwargs):
        """Call a verb and keep what it returns in `done`. Returns whether it was not refused."""
        try:
            self.done = verb(*args, **kwargs)
        except Refused as refusal:
            self.refusal = refusal
            self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))
            return False
        return True
