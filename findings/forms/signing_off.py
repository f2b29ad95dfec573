from django.db.models import TextChoices

from cases.refusals import NotAwaitingSignOff
from findings import signing_off
from findings.progress import TASKS
from findings.submitting import NotReady
from panelportal.kit import fields
from panelportal.kit.words import lowered


class HandOverForm(fields.Form):
    """The author's part of a reply that an approver sends."""

    had_no_part = fields.TickField(
        signing_off.DECLARATION,
        empty_message="Tick the box if you had no part in this case. If you had, a colleague hands the reply over",
    )

    def hand_over(self, part, *, by):
        """Hand the reply over. Returns whether it was; else the form says why not."""
        try:
            signing_off.hand_over(part, by=by)
        except NotReady as not_ready:
            self.add_error(None, still_to_do(not_ready))
        except signing_off.NobodyToApprove as refusal:
            self.add_error(None, str(refusal))
        return not self.errors


class Decision(TextChoices):
    APPROVE = "approve", "Approve it and send it to HM Inspectorate of Probation"
    RETURN = "return", "Return it to its author for changes"


class SignOffForm(fields.Form):
    """The approver's part."""

    decision = fields.ChoiceField(
        "What do you want to do?",
        Decision,
        size="m",
        reveals={Decision.APPROVE: ["agreed_by_role"], Decision.RETURN: ["because"]},
        empty_message="Select whether you approve the reply or return it",
    )
    agreed_by_role = fields.TextField(
        "Your role",
        width="20",
        hint="The role, not your name. For example, detective superintendent.",
        empty_message="Enter your role",
    )
    because = fields.LongTextField(
        "What has to change?",
        hint="Those who write the reply read this. Name the part that you mean.",
        empty_message="Enter what has to change",
    )

    def decide(self, part, *, by):
        """Do what was decided. Returns whether it was done; else the form says why not."""
        try:
            self._decide(part, by=by)
        except signing_off.OwnReply:
            self.add_error(None, "You handed this reply over yourself, so another approver has to decide")
        except NotAwaitingSignOff as refusal:
            self.add_error(None, str(refusal))
        except NotReady as not_ready:
            self.add_error(None, f"{still_to_do(not_ready)}. Return it to its author")
        return not self.errors

    @property
    def is_approved(self):
        return self.cleaned_data["decision"] == Decision.APPROVE

    def _decide(self, part, *, by):
        if self.is_approved:
            signing_off.approve(part, agreed_by_role=self.cleaned_data["agreed_by_role"], by=by)
        else:
            signing_off.return_for_change(part, because=self.cleaned_data["because"], by=by)


def still_to_do(not_ready):
    """Return the message for a reply of which a task is unanswered."""
    return f"Still to do: {lowered(TASKS[not_ready.missing[0]])}"
