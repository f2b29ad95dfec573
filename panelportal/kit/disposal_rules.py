"""What becomes of the kit's own tables; what of them belongs to a case, cases say."""

from panelportal.kit.disposal import stays
from panelportal.kit.models import (
    Document,
    FormReceipt,
    ReadEntry,
    ReadSeal,
    Redaction,
    ReferenceCounter,
    Schedule,
    StoredFile,
    TrailEntry,
    TrailHead,
)

NO_CONTENT = "Tells who did what, never what a case says; nothing of it can be changed."


def declare():
    """Declare each model of the kit."""
    stays(ReferenceCounter, because="Numbers only.")
    stays(FormReceipt, because="Addresses of pages only; swept after a day.")
    stays(StoredFile, because="Goes with what points at it.")
    stays(Document, because="Issued documents stay; a name is taken out by a redaction.")
    stays(Schedule, because="When the portal does what.")
    stays(TrailEntry, because=NO_CONTENT)
    stays(TrailHead, because=NO_CONTENT)
    stays(ReadEntry, because=NO_CONTENT)
    stays(ReadSeal, because=NO_CONTENT)
    stays(Redaction, because="Tells that a name was taken out, and never the name.")
