"""Files: what is taken in, how it is kept, and how it is handed out again.

Nothing is believed about an upload: its name, its declared type and its
content have to agree, and what it would unpack to is added up before
anything is read. Files lie in private storage under random names.

`kinds` says what is accepted, with `pdfs`, `office` and `pictures` looking
into each; `taking_in` and `handing_out` are the two doors, `scanning` asks
about malware, `sweeping` removes, `buckets` keeps files on other machines.
"""

from panelportal.kit.files.handing_out import NotToBeOpened, respond
from panelportal.kit.files.kinds import (
    ATTACHMENTS,
    EXCEL,
    EXCEL_TYPE,
    JPEG,
    PDF,
    PDF_TYPE,
    PNG,
    REVIEW_DOCUMENTS,
    WORD,
    WORD_TYPE,
    Kind,
)
from panelportal.kit.files.refusals import MEGABYTE, Refused
from panelportal.kit.files.scanning import is_configured, scan, scan_stored, scan_waiting, when_infected
from panelportal.kit.files.sweeping import NO_NAME, empty, names_in_storage, orphans, sweep
from panelportal.kit.files.taking_in import (
    MOST_BYTES,
    OLD_OR_LOCKED_OFFICE,
    Sound,
    accept,
    check,
    clean_name,
    keep,
    store,
)

__all__ = [
    "ATTACHMENTS",
    "EXCEL",
    "EXCEL_TYPE",
    "JPEG",
    "MEGABYTE",
    "MOST_BYTES",
    "NO_NAME",
    "OLD_OR_LOCKED_OFFICE",
    "PDF",
    "PDF_TYPE",
    "PNG",
    "REVIEW_DOCUMENTS",
    "WORD",
    "WORD_TYPE",
    "Kind",
    "NotToBeOpened",
    "Refused",
    "Sound",
    "accept",
    "check",
    "clean_name",
    "empty",
    "is_configured",
    "keep",
    "names_in_storage",
    "orphans",
    "respond",
    "scan",
    "scan_stored",
    "scan_waiting",
    "store",
    "sweep",
    "when_infected",
]
