"""The addresses of a case, and who has none of them."""

from django.urls import reverse

OF_A_CASE = ["particulars", "proceedings", "requests", "send", "add_agency"]
OF_AN_AGENCY = ["agency", "preview", "correct", "withdraw"]
NOT_STAFF = [
    "auditor",
    "sfo_team",
    "reviewer",
    "other_reviewer",
    "police",
    "police_deputy",
    "health",
    "housing",
    "left",
    "attendee",
    "stranger",
]


def urls_of(case, agency):
    urls = {name: reverse(f"cases:{name}", args=[case.reference]) for name in OF_A_CASE}
    return urls | {name: reverse(f"cases:{name}", args=[case.reference, agency.slug]) for name in OF_AN_AGENCY}


def text_of(response):
    return response.content.decode()
