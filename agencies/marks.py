"""Marks: what a duty or a letter is about where that has no reference: a role, a person or an agency, by its number."""

from django.db.models import Q

from agencies.models import Agency

ROLE = "role"
PERSON = "person"
AGENCY = "agency"
LONGEST = 9  # digits of a number; longer ones are nobody's


def mark(kind, number):
    """Return the mark of a thing of a kind, such as "role-7"."""
    return f"{kind}-{number}"


def number_in(text, kind):
    """Return the number in a mark of this kind, or None where a text is no such mark."""
    found, _, number = text.partition("-")
    is_mark = found == kind and number.isascii() and number.isdecimal() and len(number) <= LONGEST
    return int(number) if is_mark else None


def agencies_in(texts):
    """Return the name of the agency to which each mark of an agency, or of a role in one, leads; one query at most."""
    of_agency = {number: text for text in texts if (number := number_in(text, AGENCY)) is not None}
    of_role = {number: text for text in texts if (number := number_in(text, ROLE)) is not None}
    if not of_agency and not of_role:
        return {}
    led_to = Agency.objects.filter(Q(pk__in=of_agency) | Q(memberships__pk__in=of_role))
    names = {}
    for agency, role, name in led_to.values_list("pk", "memberships__pk", "name"):
        names |= {text: name for text in (of_agency.get(agency), of_role.get(role)) if text}
    return names
