"""Nothing of one agency's reply is visible to another: first every text is made to leak, then every page is read."""

import re
from datetime import date

import pytest

from agencies.models import AgencyKind
from findings import confirming, learning, representing, submitting
from findings.models import Outcome
from findings.models.learning_points import Acted
from tests.factories import findings as factory

AGENCIES = {"police_force": "police", "trust": "health", "jail": "prison"}


def mark(name, field):
    return f"MARK-{name}-{field}"


def fill(part, name, person):
    """Draft a reply with a marker in every text. Returns the markers."""
    confirming.confirm_organisation(part, by=person)
    factory.check(
        part,
        by=person,
        systems_searched=mark(name, "systems"),
        checked_by_role=mark(name, "role"),
        checked_on=date(2025, 1, 2),
    )
    factory.involvement(part, by=person, service=mark(name, "service"), nature=mark(name, "nature"))
    factory.event(
        part,
        by=person,
        what=mark(name, "event"),
        why_it_mattered=mark(name, "mattered"),
        source=mark(name, "source"),
    )
    factory.point(
        part,
        by=person,
        what=mark(name, "what"),
        why=mark(name, "why"),
        would_help=mark(name, "help"),
        acted=Acted.PLANNED,
        acted_detail=mark(name, "acted"),
        touches=AgencyKind.objects.filter(pk="prison"),
    )
    representing.nominate(part, name=mark(name, "name"), email=f"{mark(name, 'mail').lower()}@example.org", by=person)
    fields = "service nature event mattered source systems role what why help acted name".split()
    return {mark(name, field) for field in fields} | {mark(name, "mail").lower()}


def crawl(client, *starts):
    """Return the HTML of every page that can be reached by links, from these and from home."""
    waiting, read = ["/", *starts], {}
    while waiting:
        url = waiting.pop()
        if url in read or url.startswith(("/static/", "/sign-")):
            continue
        response = client.get(url)
        read[url] = response.content.decode() if "html" in response.get("Content-Type", "") else ""
        waiting += [response.url] if response.status_code == 302 else re.findall(r'href="(/[^"#?]*)', read[url])
    return read


@pytest.fixture
def replies(cast):
    parts = dict(zip(AGENCIES, factory.parts(cast, *AGENCIES), strict=True))
    markers = {name: fill(part, name, getattr(cast, AGENCIES[name])) for name, part in parts.items()}
    return parts, markers


@pytest.mark.parametrize("is_sent", [False, True])
@pytest.mark.parametrize("name", AGENCIES)
def test_each_agency_reads_its_own_reply_and_no_trace_of_another(cast, client_of, replies, name, is_sent):
    parts, markers = replies
    if is_sent:
        for other, part in parts.items():
            submitting.submit(part, agreed_by_role=mark(other, "manager"), by=getattr(cast, AGENCIES[other]))
    own, part = markers[name], parts[name]

    read = crawl(client_of(getattr(cast, AGENCIES[name])), *drafts(part))

    all_html = "\n".join(read.values())
    foreign = {found for found in re.findall(r"mark-[a-z_]+-[a-z]+", all_html.lower()) if f"-{name}-" not in found}
    assert foreign == set()
    assert {marker for marker in own if marker not in all_html} == set()
    others = [getattr(cast, other).name for other in AGENCIES if other != name]
    assert [other for other in others if other in all_html] == []
    assert len(read) > 10


@pytest.mark.parametrize("name", AGENCIES)
def test_another_agencys_pages_are_as_if_they_did_not_exist(cast, client_of, replies, name):
    parts, _ = replies
    client = client_of(getattr(cast, AGENCIES[name]))

    foreign = [url for other, part in parts.items() if other != name for url in drafts(part)]
    foreign += [f"/cases/{parts[name].case.reference}/learning/"]

    assert {client.get(url).status_code for url in foreign} == {404}
    assert {client.post(url).status_code for url in foreign} <= {404, 405}


def test_a_free_answer_of_each_outcome_stays_with_its_agency(cast, client_of):
    police, health = factory.parts(cast, "police_force", "trust")
    factory.replied(
        police, by=cast.police, outcome=Outcome.HELD_ELSEWHERE, detail="MARK-holder", contact="MARK-contact"
    )
    learning.say_no_learning(health, because="MARK-none", by=cast.health)

    at_health = "\n".join(crawl(client_of(cast.health), *drafts(health)).values())
    at_police = "\n".join(crawl(client_of(cast.police), *drafts(police)).values())

    assert ("MARK-holder" in at_police, "MARK-contact" in at_police, "MARK-none" in at_police) == (True, True, False)
    assert ("MARK-holder" in at_health, "MARK-contact" in at_health, "MARK-none" in at_health) == (False, False, True)


def drafts(part):
    pages = "organisation record-check learning learning/add learning/none representative check submitted reply".split()
    return [f"/requests/{part.reference}/", *(f"/requests/{part.reference}/{name}/" for name in pages)]
