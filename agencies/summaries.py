"""What pages print of an agency: rows, facts, people, and who came before and after it."""

from datetime import timedelta

from django.urls import reverse
from django.utils.html import format_html, format_html_join

from agencies import directory
from agencies.role_names import ACT_FOR_THEIR_AGENCY, Role, held_in
from panelportal.kit import words

PEOPLE = ["Name", "Job title", "Role", "Email"]
FIRST = (Role.SPOC, Role.DEPUTY, Role.REVIEW_TEAM, Role.SENIOR_CONTACT)


def row_of(agency, *, through):
    """Return an agency's row in the directory; `through` are the earlier names by which it was found."""
    earlier = f" (has the work of {words.listed(through)})" if through else ""
    return [
        {"text": f"{agency.name}{earlier}", "url": reverse("agencies:agency", args=[agency.slug])},
        agency.kind.name,
        agency.area,
        _acting(agency),
        {"tags": _tags(agency), "text": _confirmed(agency)},
    ]


def _acting(agency):
    people = {m.user_id: m.user.name for m in agency.memberships.all() if m.is_live and m.role in ACT_FOR_THEIR_AGENCY}
    if people:
        return ", ".join(sorted(people.values()))
    if agency.has_ended:
        return f"Ended {words.short_day(agency.valid_until)}"
    return "No contact" if ACT_FOR_THEIR_AGENCY & held_in(agency.kind_id) else ""


def _tags(agency):
    if agency.has_ended:
        return []
    return [tag for tag in (agency.confirmation_tag, agency.agreement_tag) if tag]


def _confirmed(agency):
    return f"Confirmed {words.short_day(agency.confirmed_at)}" if agency.confirmed_at else ""


def people_of(people):
    """Return the rows of an agency's people: SPOC, deputy and senior contact first."""
    return [_person(held) for held in _in_order(people)]


def people_to_end(people):
    """Return the same rows, each with the link by which the role is ended or its invitation seen to."""
    return [[*_person(held), _end(held)] for held in _in_order(people)]


def _in_order(people):
    places = {role: place for place, role in enumerate(FIRST)}
    return sorted(people, key=lambda held: (places.get(held.role, len(FIRST)), held.user.name))


def _person(held):
    name = held.user.name if held.has_joined else f"{held.user.name} (has not signed in yet)"
    return [name, held.user.job_title, held.get_role_display(), held.user.email]


def _end(held):
    url = reverse("agencies:end_role", args=[held.agency.slug, held.pk])
    return {"text": "End role" if held.has_joined else "Invitation", "url": url, "hidden": f"of {held.user.name}"}


def facts_of(agency):
    """Return the rows of an agency's page: its details and when they were confirmed."""
    tag = None if agency.has_ended else agency.confirmation_tag
    return [
        {"key": "Kind", "value": agency.kind.name},
        *details_of(agency)[1:],
        {"key": "Details confirmed", "value": _confirmed_by(agency), "value_tag": None if agency.confirmed_at else tag},
    ]


def details_of(agency):
    """Return the details of an agency that people may change."""
    return [
        {"key": "Name", "value": agency.name},
        {"key": "Area", "value": agency.area},
        *([{"key": "Part of", "value": agency.parent.name}] if agency.parent else ()),
        {"key": "Shared mailbox", "value": agency.mailbox},
        {"key": "Sharing agreement", "value": _agreement(agency)},
        *([{"key": "Full replies", "value": "Need a second signer"}] if agency.second_signer else ()),
        *_days(agency),
    ]


def _agreement(agency):
    if not agency.agreement_ends_on:
        return agency.sharing_agreement
    title = agency.sharing_agreement or "Sharing agreement"
    return f"{title}, until {words.short_day(agency.agreement_ends_on)}"


def _days(agency):
    days = (("First day", agency.valid_from), ("Last day", agency.valid_until))
    return [{"key": key, "value": words.short_day(day)} for key, day in days if day]


def _confirmed_by(agency):
    return f"{words.short_day(agency.confirmed_at)}, by {agency.confirmed_by}" if agency.confirmed_at else ""


def relations_of(agency):
    """Return the rows of an agency's parts and of those it took over from, with links."""
    parts = [(part, "") for part in agency.parts.in_being().order_by("name")]
    before = agency.took_from.select_related("predecessor").order_by("took_over_on", "predecessor__name")
    earlier = [(one.predecessor, _until(one)) for one in before]
    rows = (("Its parts", parts), ("Took over from", earlier))
    return [{"key": key, "value": "yes", "value_html": _links(found)} for key, found in rows if found]


def _until(succession):
    note = f" {succession.note}" if succession.note else ""
    return f", until {words.short_day(succession.took_over_on - timedelta(days=1))}.{note}"


def _links(found):
    lines = format_html_join(
        "",
        '<li><a class="govuk-link" href="{}">{}</a>{}</li>',
        ((reverse("agencies:agency", args=[agency.slug]), agency.name, more) for agency, more in found),
    )
    return format_html('<ul class="govuk-list govuk-!-margin-bottom-0">{}</ul>', lines)


def holders_of(agency):
    """Return the agencies that have the work today of one that has ended."""
    return [one for one in directory.holders_on(agency) if one != agency] if agency.has_ended else []
