from panelportal.kit.models.counters import FormReceipt, ReferenceCounter
from panelportal.kit.models.documents import Document
from panelportal.kit.models.files import StoredFile
from panelportal.kit.models.jobs import Schedule
from panelportal.kit.models.letters import Letter
from panelportal.kit.models.redactions import Redaction
from panelportal.kit.models.trail import ReadEntry, ReadSeal, StatusChange, TrailEntry, TrailHead

__all__ = [
    "Document",
    "FormReceipt",
    "Letter",
    "ReadEntry",
    "ReadSeal",
    "Redaction",
    "ReferenceCounter",
    "Schedule",
    "StatusChange",
    "StoredFile",
    "TrailEntry",
    "TrailHead",
]
