"""What a page may not tell, no list, count, search, mail, calendar entry or file name may tell either.

Markers stand in the private fields of one agency, of the panel and of the inspectorate. Everybody who may not
read them asks for every address there is, and for every address that those pages lead to.
"""

import re

import pytest
from django.db import transaction
from django.urls import reverse

from cases.models import AgencyRequest
from cases.models import Particulars as ParticularsRow
from findings.models import LearningPoint, RecordCheck
from panelportal.kit.models import Letter, TrailEntry
from panels.models import Meeting, Panel, Paragraph
from ratings.models import PromptAnswer
from tests.factories import findings, learning, panels
from tests.test_access import ROWS, _signed_in, world  # noqa: F401

pytestmark = pytest.mark.django_db

INSIDE = "lead inspector police".split()
OUTSIDE = "sfo_team reviewer health housing left attendee stranger auditor conflicted".split()
MOST_PAGES = 60  # of one person
MARKERS = {
    "Secret-Learning": "what the police learned",
    "Secret-Check": "what the police searched and found",
    "Secret-Asked": "why the police were asked",
    "Secret-Person": "a particular of the person",
    "Secret-Note": "an inspector's note on a prompt",
    "Secret-Draft": "the draft of a learning report",
    "Secret-Place": "where a panel meets to which nobody is invited yet",
}

TOLD_TOO = {("health", "Secret-Person")}  # another agency of the case, to which it was disclosed


@pytest.fixture
def marked(world, cast):  # noqa: F811
    """The world of the table, with a marker in each private field."""
    part = AgencyRequest.objects.get(reference=world["request"]["reference"])
    findings.check(part, by=cast.police)
    LearningPoint.objects.filter(request=part).update(
        what="Secret-Learning", why="Secret-Learning", would_help="Secret-Learning"
    )
    RecordCheck.objects.filter(request=part).update(systems_searched="Secret-Check")
    AgencyRequest.objects.filter(pk=part.pk).update(why_asked="Secret-Asked")
    for sent in part.disclosures.all():
        sent.framing["why_asked"] = "Secret-Asked"
        sent.save(update_fields=["framing"])
    assert ParticularsRow.objects.filter(case=part.case, kind="address").update(value="Secret-Person")
    assert PromptAnswer.objects.update(note="Secret-Note") > 0
    assert Paragraph.objects.filter(section__report__reference=world["draft_report"]["reference"]).update(
        text="Secret-Draft"
    )
    Meeting.objects.filter(panel__reference=world["draft_panel"]["reference"]).update(place="Secret-Place")
    return world


def _got(client, url):
    """Return what an answer says in its body and headers, and undo whatever the asking did."""
    with transaction.atomic():
        response = client.get(url)
        transaction.set_rollback(True)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode(errors="replace") + str(response.headers)


def _address(one, places):
    return reverse(one.name, kwargs=places.get(one.of, {}) | one.extra)


def _crawl(name, client, places):
    """Yield every address that the table gives somebody, then those that these pages lead to, each with its answer."""
    waiting = sorted({_address(one, places) for one in ROWS if one.method == "get" and name in one.who})
    most, seen = len(waiting) + MOST_PAGES, set()
    while waiting and len(seen) < most:
        url = waiting.pop(0)
        if url in seen or url.startswith(("/static/", "/as/")):
            continue
        seen.add(url)
        got = _got(client, url)
        yield url, got
        waiting += [link for link in re.findall(r'href="(/[^"#]*)"', got) if link not in seen]


def test_no_page_tells_a_marker_to_whom_it_is_not_for(marked, cast):
    told = [
        f"{url} tells {person} {MARKERS[marker]}"
        for person in OUTSIDE
        for url, got in _crawl(person, _signed_in(getattr(cast, person)), marked)
        for marker in MARKERS
        if marker in got and (person, marker) not in TOLD_TOO
    ]
    found = {
        marker
        for person in INSIDE
        for _, got in _crawl(person, _signed_in(getattr(cast, person)), marked)
        for marker in MARKERS
        if marker in got
    }

    assert told == []
    assert found == set(MARKERS)


FILES = "ratings:review_document ratings:qa_report_pdf panels:calendar panels:minutes-pdf panels:learning-report-pdf"
TOLD_BY_A_NAME = r"(panel-meeting-)?(SFO|MLP|LR)-\d{4}-\d+(-[a-z-]+-v\d+)?\.(pdf|ics)"


def test_no_mail_calendar_entry_trail_entry_or_file_name_holds_private_text(marked, cast):
    letters = [f"{letter.subject}{letter.text}{letter.html}{letter.calendar or ''}" for letter in Letter.objects.all()]
    acts = [f"{entry.act}{entry.about}{entry.facts}" for entry in TrailEntry.objects.all()]
    client = _signed_in(cast.inspector)
    files = [_got(client, _address(one, marked)) for one in ROWS if one.name in FILES.split() and one.who]
    names = re.findall(r'filename="([^"]+)"', "".join(files))
    draft = Panel.objects.get(reference=marked["draft_panel"]["reference"])

    assert len(letters) > 10
    assert [text for text in letters + acts if "Secret-" in text] == []
    assert names
    assert [name for name in names if not re.fullmatch(TOLD_BY_A_NAME, name)] == []
    assert not Letter.objects.filter(about=draft.reference).exclude(calendar=None).exists()


def test_a_letter_names_no_other_agency(cast):
    part, other = findings.parts(cast, "police_force", "trust")

    letters = Letter.objects.filter(to_email=cast.police.email)

    assert letters
    assert not any(
        text in f"{letter.subject}{letter.text}{letter.html}"
        for letter in letters
        for text in (cast.trust.name, other.reference, cast.health.name)
    )


ABOUT_NOTHING = "home panels:panels panels:actions panels:learning-reports".split()


def _main(client, path):
    """Return the main part of a page, without the tokens that differ at each asking."""
    text = _got(client, path).partition("<main")[2].partition("</main>")[0]
    return re.sub(r'name="(csrfmiddlewaretoken|once)" value="[^"]*"', "", text)


@pytest.mark.parametrize("person", ["housing", "other_reviewer", "stranger", "left"])
def test_lists_and_counts_of_whom_nothing_concerns_are_the_same_with_and_without_cases(cast, person):
    client = _signed_in(getattr(cast, person))
    before = {name: _main(client, reverse(name)) for name in ABOUT_NOTHING}

    findings.parts(cast, "police_force", "trust")
    learning.issued_report(cast)
    panels.invited_panel(cast, cases=[panels.replied_case(cast)])

    assert {name: _main(client, reverse(name)) for name in ABOUT_NOTHING} == before


def test_what_one_agency_does_changes_nothing_that_another_sees(cast):
    ours, theirs = findings.parts(cast, "police_force", "trust")
    client = _signed_in(cast.health)
    paths = [f"/requests/{theirs.reference}/", f"/requests/{theirs.reference}/readers/", "/", "/panels/", "/actions/"]
    before = {path: _main(client, path) for path in paths}

    findings.replied(ours, by=cast.police, points=2)
    _got(_signed_in(cast.inspector), f"/requests/{ours.reference}/reply/")

    assert {path: _main(client, path) for path in paths} == before
