"""What the domain does not allow. The text of each is shown to the person who asked."""


class Refusal(Exception):
    """Base of the refusals of this app; nothing was changed."""


class NotRatedYet(Refusal):
    def __init__(self):
        super().__init__("The review can be flagged when its ratings are countersigned")


class AlreadyFlagged(Refusal):
    def __init__(self, case):
        super().__init__(f"The review is already flagged: see case {case.reference}")
        self.case = case


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
        super().__init__("The case is paused by criminal proceedings: a lead inspector decides whether it can go on")


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


class AlreadyAnswered(Refusal):
    def __init__(self):
        super().__init__("The agency has replied, so the request cannot be withdrawn or changed")
