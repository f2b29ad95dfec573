"""An invented case, to learn the way with: nothing of it is in the database, so that it counts nowhere (pure)."""

from dataclasses import dataclass
from datetime import date

REFERENCE = "PRACTICE"


@dataclass(frozen=True)
class Detail:
    """An invented identifier, as a version of real particulars looks to a form."""

    pk: int
    title: str
    shown: str

    def get_kind_display(self):
        return self.title


DETAILS = (
    Detail(1, "Name", "Robin Example"),
    Detail(2, "Other names", "Rob Sample"),
    Detail(3, "Date of birth", "29 February 1984"),
    Detail(4, "Address", "1 Nowhere Street, Anytown"),
)
SHOWN = {  # what `cases/what_you_see.html` prints
    "rows": [{"key": one.title, "value_paragraphs": one.shown} for one in DETAILS],
    "why_asked": "The invented review suggests that your organisation may have known this person in the period below.",
    "facts": [("About the case", "An invented person was on licence after release from prison. Nothing here is real.")],
    "period_from": date(2024, 1, 1),
    "period_to": date(2025, 3, 17),
    "lines_of_enquiry": "How was information shared between organisations at release?",
    "purpose": "To let you try the way. Nobody reads what you answer.",
    "legal_basis": "None is needed: nobody’s personal data is used.",
}
