"""What the people of the journey write. No real case, person or place."""

from datetime import date

NAME, BORN = "Zebedee Quillmarker", date(1971, 3, 29)
OFFENCE = "Wounding or other serious violence"
SUMMARY = "Released on licence. Eleven weeks later a stranger was stabbed outside a tramway depot."

UNSAID = (  # what no mail, no address and no title may tell
    *NAME.split(),
    "29 March 1971",
    "29 3 1971",
    "29/03/1971",
    "1971-03-29",
    "19710329",
    OFFENCE,
    "Wounding",
    "stabbed",
    "tramway",
)

PARTLY = {  # evidence notes of the prompts answered with Partly, by key question and letter
    ("1-1", "e"): "Para 4.12. Northshire Police held two call-outs that the assessment did not use.",
    ("1-2", "e"): "Para 5.1. The plan relied on Northshire Mental Health Trust, whose letter went astray.",
    ("1-3", "e"): "Para 5.3. HMP Northmoor knew of the move a week before release.",
}
PAGES = ("1-1", "1-2", "1-3", "1-4", "2", "3-1", "3-2", "4")
PROMPTS = 45
POINTS = (
    {
        "kind": "What should improve",
        "what": "Two call-outs to the address were recorded as nuisance and were not shared.",
        "why": "The call handlers could not see that the person was on licence.",
        "would_help": "A licence marker that every call handler sees.",
    },
    {
        "kind": "What worked well",
        "what": "The neighbourhood team visited the address within a day.",
        "why": "They had met the housing officer at a monthly meeting.",
        "would_help": "Keep the monthly meeting.",
    },
)
LEARNING = "Call handlers need to see that a person is on licence."
ACTION = "Set the licence marker at release and show it to every call handler."
