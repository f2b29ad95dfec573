"""What the domain does not allow. The text of each is shown to the person who asked."""

from panelportal.kit.words import short_day


class Refusal(Exception):
    """Base of the refusals of this app; nothing was changed."""


class NotRatedYet(Refusal):
    def __init__(self):
        super().__init__("The review can be flagged when its ratings are countersigned")


class AlreadyFlagged(Refusal):
    def __init__(self, case, review):
        super().__init__(f"Review {review.reference} is already flagged: see case {case.reference}")
        self.case, self.review = case, review


class TakesNoReview(Refusal):
    def __init__(self, case):
        super().__init__(f"No review can join case {case.reference} at the stage ‘{case.status.label}’")


class CaseOver(Refusal):
    def __init__(self, case):
        super().__init__(f"The case is {case.status.label.lower()}, so nothing about it can be changed")


class NotTheirsToWithdraw(Refusal):
    def __init__(self, only):
        super().__init__(f"This flag can be withdrawn only by {only}")


class TooLateToWithdraw(Refusal):
    def __init__(self, case):
        super().__init__(f"The flag cannot be withdrawn at the stage ‘{case.status.label}’")


class WaitsForDecision(Refusal):
    def __init__(self):
        super().__init__("A lead inspector has yet to decide whether this case goes on")


class NothingToDecide(Refusal):
    def __init__(self):
        super().__init__("A lead inspector has decided this already")


class AlreadyListed(Refusal):
    def __init__(self):
        super().__init__("This review is on the list already")


class NotListed(Refusal):
    def __init__(self):
        super().__init__("Somebody has taken this review off the list")


class CannotBeAsked(Refusal):
    def __init__(self, agency):
        super().__init__(f"{agency} cannot be sent a request")


class AlreadyAsked(Refusal):
    def __init__(self, agency):
        super().__init__(f"{agency} is already on this case")


class NotAskingNow(Refusal):
    def __init__(self, case):
        super().__init__(f"No agency can be asked while the case is at the stage ‘{case.status.label}’")


class CasePaused(Refusal):
    def __init__(self):
        super().__init__("The case is paused: a lead inspector decides whether it can go on")


class NotCleared(Refusal):
    def __init__(self, stage):
        super().__init__(f"Criminal proceedings: a lead inspector has not cleared this stage yet: {stage.label}")
        self.stage = stage


class ClearedByOtherLead(Refusal):
    def __init__(self):
        super().__init__("You flagged this case, so another lead inspector has to clear it")


class NothingUnderWay(Refusal):
    def __init__(self):
        super().__init__("No criminal proceedings are under way")


class OutOfTurn(Refusal):
    def __init__(self, case, to):
        super().__init__(f"The case cannot go from ‘{case.status.label}’ to ‘{to.label}’")


class NothingChosen(Refusal):
    def __init__(self, agencies):
        super().__init__(f"Choose what {agencies} will see before you send")


class NobodyActsFor(Refusal):
    def __init__(self, agency):
        super().__init__(f"Nobody acts for {agency} in the directory: add a contact before you send")
        self.agency = agency


class NoName(Refusal):
    def __init__(self, agencies):
        super().__init__(f"Let {agencies} see a name: without one no record can be found")


class ReplyDatePassed(Refusal):
    def __init__(self, agencies):
        super().__init__(f"Choose another reply date for {agencies}: the one that was set has passed")


class NotAReplyDate(Refusal):
    def __init__(self, day, why):
        super().__init__(f"Reply date must be a working day in the future: {short_day(day)} is {why}")


class AlreadyTold(Refusal):
    def __init__(self):
        super().__init__("The request has been sent, so how the agency is asked stays as it is")


class NothingToStop(Refusal):
    def __init__(self):
        super().__init__("Nothing can be stopped any more: the letters have left, or the agency has opened its request")


class NotRedirected(Refusal):
    def __init__(self):
        super().__init__("The agency has not said that somebody else should be asked, or somebody was asked already")


class NotSignedFor(Refusal):
    def __init__(self):
        super().__init__("There is no reply that waits to be confirmed")


class NotAwaitingSignOff(Refusal):
    def __init__(self):
        super().__init__("This reply does not wait for approval")


class NotAReply(Refusal):
    def __init__(self, request):
        status = request.status.label.lower()
        super().__init__(f"There is no reply that this could be done to: {request.reference} is {status}")


class NotRepliedYet(Refusal):
    def __init__(self):
        super().__init__("The agency has not confirmed the reply that was recorded for it")


class ReplyInUse(Refusal):
    def __init__(self, case):
        super().__init__(f"The reply stays as it is: the case is at the stage ‘{case.status.label}’")


class NotInThisCase(Refusal):
    def __init__(self):
        super().__init__("Choose from the details of this case as they stand now")


class NotSentYet(Refusal):
    def __init__(self):
        super().__init__("The request has not been sent")


class NothingToCorrect(Refusal):
    def __init__(self):
        super().__init__("Choose other details first: the agency already sees these")


class NotOpenForReply(Refusal):
    def __init__(self, request):
        super().__init__(f"{request.reference} does not wait for a reply")


class NotLater(Refusal):
    def __init__(self, request):
        super().__init__(f"The new date must be later than {short_day(request.reply_by)}, and in the future")


class NothingAsked(Refusal):
    def __init__(self):
        super().__init__("The agency has not asked for more time, or it was decided meanwhile")


class AlreadyAnswered(Refusal):
    def __init__(self):
        super().__init__("The agency has replied, so the request cannot be withdrawn or changed")
