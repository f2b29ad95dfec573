from panelportal.kit.statuses import Status


class RequestStatus(Status):
    NOT_SENT = "not-sent", "grey", "Not sent"
    SENT = "sent", "teal", "Sent"
    OPENED = "opened", "teal", "Opened"
    IN_PROGRESS = "in-progress", "blue", "In progress"
    SUBMITTED = "submitted", "plain", "Submitted"
    NOT_KNOWN = "not-known", "plain", "Not known"
    MORE_DETAIL_NEEDED = "more-detail-needed", "yellow", "More detail needed"
    REDIRECTED = "redirected", "grey", "Redirected"
    AWAITING_SIGN_OFF = "awaiting-sign-off", "purple", "Awaiting sign-off"
    RETURNED = "returned", "yellow", "Returned"
    ACCEPTED = "accepted", "green", "Accepted"
    HELD_ELSEWHERE = "held-elsewhere", "plain", "Held elsewhere"
    CANNOT_TELL = "cannot-tell", "plain", "Cannot tell"
    CANNOT_DISCLOSE = "cannot-disclose", "orange", "Cannot disclose"
    UNDELIVERED = "undelivered", "red", "Undelivered"
    WITHDRAWN = "withdrawn", "grey", "Withdrawn"


OPEN = (
    RequestStatus.SENT,
    RequestStatus.OPENED,
    RequestStatus.IN_PROGRESS,
    RequestStatus.AWAITING_SIGN_OFF,
    RequestStatus.RETURNED,
    RequestStatus.UNDELIVERED,
)
UNOPENED = (RequestStatus.SENT, RequestStatus.UNDELIVERED)  # nobody of the agency has looked at it
REPLIES = (
    RequestStatus.SUBMITTED,
    RequestStatus.NOT_KNOWN,
    RequestStatus.HELD_ELSEWHERE,
    RequestStatus.CANNOT_TELL,
    RequestStatus.CANNOT_DISCLOSE,
)
ANSWERED = (*REPLIES, RequestStatus.ACCEPTED)
