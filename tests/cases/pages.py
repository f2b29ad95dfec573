"""The addresses of a case, and who has none of them."""

import re

from django.urls import reverse

OF_A_CASE = [
    "particulars",
    "proceedings",
    "proceedings_under_way",
    "turning_point",
    "parallel_reviews",
    "add_parallel_review",
    "family",
    "withdraw_flag",
    "requests",
    "send",
    "add_agency",
]
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


def seen_on(text):
    """Return the mark that a page carries of what its reader saw."""
    return re.search(r'name="seen" value="([^"]*)"', text)[1]


def fragment(text):
    """Return what a page shows an agency of a case, without the space between lines."""
    start = text.index('<section aria-labelledby="what-you-see">')
    return " ".join(text[start : text.index("</section>", start)].split())
