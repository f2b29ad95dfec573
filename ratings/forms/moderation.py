from panelportal.kit import fields
from panelportal.kit.versions import ChangedMeanwhile
from ratings.covered import digest_of
from ratings.issuing import CountersignatureVoid, issue_qa_report
from ratings.moderating import NotWithALead, OwnRating, countersign, return_to_rater
from ratings.sending import NotComplete, NotWithTheRater, send_for_countersigning

OWN = "You rated this review, so another lead inspector has to do this"
CHANGED = "The assessment was changed since you opened this page. Read it again before you agree"
MOVED_ON = "This assessment has moved on since you opened the page. Read where it stands now"


class SendForm(fields.Form):
    """Sends an assessment to the lead inspectors."""

    def send(self, assessment, *, by):
        try:
            send_for_countersigning(assessment, by=by)
        except NotComplete:
            self.add_error(None, "Finish what is listed on this page before you send it")
        except NotWithTheRater:
            self.add_error(None, "This assessment was sent before")
        return not self.errors


class LeadForm(fields.Form):
    """A form of a lead inspector about somebody else's assessment."""

    def done(self, do):
        """Do it; return whether that was possible, with the refusal as an error."""
        try:
            do()
        except OwnRating:
            self.add_error(None, OWN)
        except NotWithALead:
            self.add_error(None, MOVED_ON)
        except CountersignatureVoid:
            self.add_error(
                None, "The assessment was changed after it was countersigned. Return it, so that it is sent again"
            )
        return not self.errors


class AgreeForm(LeadForm):
    read = fields.HiddenField()

    def countersign(self, assessment, *, by):
        try:
            return self.done(lambda: countersign(assessment, read=self.cleaned_data["read"], by=by))
        except ChangedMeanwhile as changed:
            self.data = self.data.copy()
            self.data["read"] = digest_of(changed.current)
            self.add_error(None, CHANGED)
        return False


class ReturnForm(LeadForm):
    because = fields.LongTextField(
        "What has to change, and why?",
        hint="Name the standards and key questions. The inspector reads this; it is not in the email.",
        empty_message="Enter what has to change, and why",
        name="reason",
    )

    def send_back(self, assessment, *, by):
        return self.done(lambda: return_to_rater(assessment, because=self.cleaned_data["because"], by=by))


class IssueForm(LeadForm):
    """Issues the report of a countersigned assessment."""

    def issue(self, assessment, *, by):
        return self.done(lambda: issue_qa_report(assessment, by=by))
