"""The statuses of the tasks of a reply (docs/screens.md 4.1)."""

from panelportal.kit.statuses import Status


class TaskStatus(Status):
    NOT_STARTED = "not-started", "grey", "Not yet started"
    IN_PROGRESS = "in-progress", "blue", "In progress"
    CHANGES_NEEDED = "changes-needed", "yellow", "Changes needed"
    COMPLETED = "completed", "plain", "Completed"
    OPTIONAL = "optional", "plain", "Optional"
    NOT_NEEDED = "not-needed", "plain", "Not needed"
    CANNOT_START = "cannot-start", "plain", "Cannot start yet"

    @property
    def can_start(self):
        return self is not TaskStatus.CANNOT_START
