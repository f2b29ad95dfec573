from findings import submitting
from panelportal.kit import fields


class SendForm(fields.Form):
    is_agreed = fields.TickField(
        "A manager with authority has agreed this reply",
        empty_message="Tick the box to say that a manager with authority has agreed this reply",
    )
    agreed_by_role = fields.TextField(
        "Role of that manager",
        width="20",
        hint="The role, not the name. For example, detective superintendent.",
        empty_message="Enter the role of the manager who agreed this reply",
    )

    def send(self, part, *, by):
        return submitting.submit(part, agreed_by_role=self.cleaned_data["agreed_by_role"], by=by)


class NilReturnForm(SendForm):
    """A nil return is signed by its author: it needs nobody else."""

    is_agreed = fields.TickField(
        "Our records were searched as I said, and hold nothing about this person",
        empty_message="Tick the box to sign that your records hold nothing about this person",
    )
    agreed_by_role = fields.TextField(
        "Your role",
        width="20",
        hint="The role, not your name. For example, disclosure officer.",
        empty_message="Enter your role",
    )
