"""The practice request: the same way as a real one, and no trace of it anywhere."""

import re
from io import BytesIO

import pikepdf
import pytest
from django.apps import apps
from django.urls import reverse

from findings import blank_reply
from findings.practising import STEPS
from panelportal.kit import printing
from panelportal.kit.models import Document
from tests.factories import findings as factory
from tests.findings.pages import EVENT, INVOLVED, INVOLVEMENT, ME, NOT_KNOWN, POINT, text_of

pytestmark = pytest.mark.django_db

MARK = "MARK-Practice"
OURS = {"is_ours": "yes"}
SEND = {"is_agreed": "on", "agreed_by_role": "Detective superintendent"}
LEAVES_A_TRACE = {"kit.ReadEntry", "kit.FormReceipt", "sessions.Session"}  # where the walk may leave something at all


def step(name):
    return reverse("findings:practice_step", args=[name])


def rows():
    """Return how many rows each table has."""
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.label not in LEAVES_A_TRACE and model._meta.managed
    }


def walk(client, *, check=INVOLVED):
    """Answer every page, and return where each leads."""
    answers = [("organisation", OURS), ("record-check", check), ("involvement", INVOLVEMENT), ("events", EVENT)]
    answers += [("learning", POINT), ("representative", ME)]
    if check is NOT_KNOWN:
        answers = answers[:2]
    return [client.post(step(name), answer).url for name, answer in answers]


def test_an_agency_walks_the_whole_way_and_no_table_has_a_row_more(cast, client_of, mailoutbox):
    client = client_of(cast.police)
    client.get("/practice/")
    before = rows()

    led = walk(client)
    finished = client.post("/practice/check/", SEND)

    names = "record-check involvement events learning representative".split()
    assert led == [*map(step, names), "/practice/check/"]
    assert finished.url == "/practice/finished/"
    assert rows() == before
    assert mailoutbox == []
    assert "You have finished practising" in text_of(client.get(finished.url))


def test_who_has_no_record_is_done_after_two_pages(cast, client_of):
    assert walk(client_of(cast.police), check=NOT_KNOWN) == [step("record-check"), "/practice/check/"]


def test_it_waits_for_nobody_and_stands_on_no_list(cast, client_of):
    client = client_of(cast.police)
    walk(client, check=INVOLVED | {"systems_searched": MARK})

    assert "You have nothing to do" in text_of(client.get("/"))
    pages = [client_of(cast.coordinator).get(url).content.decode() for url in ("/", "/cases/", "/panels/", "/actions/")]
    assert [page for page in pages if MARK in page or "PRACTICE" in page] == []


def test_what_was_typed_is_shown_again_before_it_would_be_sent(cast, client_of):
    client = client_of(cast.police)
    walk(client, check=INVOLVED | {"systems_searched": MARK})

    page = text_of(client.get("/practice/check/"))

    assert MARK in page
    assert "We were involved" in page
    assert "1 March 2024" in page
    assert "What should improve" in page
    assert MARK in client.get(step("record-check")).content.decode()


@pytest.mark.parametrize("end", ["check", "again"])
def test_what_was_typed_is_forgotten_at_the_end_and_when_starting_again(cast, client_of, end):
    client = client_of(cast.police)
    walk(client, check=INVOLVED | {"systems_searched": MARK})

    client.post(f"/practice/{end}/", SEND)

    assert "practice" not in client.session
    assert MARK not in client.get(step("organisation")).content.decode()
    assert client.get("/practice/check/").url == "/practice/"


def test_nobody_sees_what_another_practises(cast, client_of):
    walk(client_of(cast.police), check=INVOLVED | {"systems_searched": MARK})

    assert client_of(cast.police_deputy).get("/practice/check/").status_code == 302


def test_pages_come_in_order_and_wrong_answers_are_said(cast, client_of):
    client = client_of(cast.police)

    assert [client.get(step(name)).status_code for name in STEPS] == [200] + [302] * 5
    assert client.get(step("no-such-page")).status_code == 404
    client.post(step("organisation"), OURS)
    assert "Select the result of your record check" in text_of(client.post(step("record-check"), {"version": "0"}))
    assert client.get(step("learning")).status_code == 302


def test_a_request_for_another_organisation_ends_at_once(cast, client_of):
    client = client_of(cast.police)

    answer = client.post(step("organisation"), {"is_ours": "no", "ask_instead": "The county council"})

    assert answer.url == "/practice/not-ours/"
    assert "not for your organisation" in text_of(client.get(answer.url))


def test_only_what_a_form_asks_is_kept(cast, client_of):
    client = client_of(cast.police)

    client.post(step("organisation"), OURS | {"something": MARK, "csrfmiddlewaretoken": MARK})

    assert client.session["practice"] == {"organisation": {"is_ours": ["yes"]}}


def test_no_link_of_the_walk_leads_to_a_page_that_is_not_there(cast, client_of):
    client = client_of(cast.police)
    walk(client)
    pages = ["/practice/", "/practice/check/", "/practice/not-ours/", "/practice/finished/", *map(step, STEPS)]

    links = {link for page in pages for link in re.findall(r'href="(/[^"#?]*)', client.get(page).content.decode())}

    assert len(links) > 8
    asked = {link: client.get(link).status_code for link in links if not link.startswith("/static/")}
    assert {link: status for link, status in asked.items() if status not in (200, 202, 302)} == {}


def test_the_request_and_the_help_lead_to_it(cast, client_of):
    part = factory.part(cast)
    client = client_of(cast.police)

    pages = [client.get(url).content.decode() for url in (f"/requests/{part.reference}/", "/help/")]

    assert ['href="/practice/"' in page and 'href="/practice/blank-reply/"' in page for page in pages] == [True, True]


def test_the_blank_reply_asks_what_the_forms_ask():
    asked = blank_reply.asked()["pages"]

    questions = {question["text"]: question for page in asked for question in page["questions"]}
    assert [page["title"] for page in asked][0] == "Is this for your organisation?"
    assert "We have no record of this person" in questions["What did you find?"]["choices"]
    assert questions["When did you know them?"]["only_if"] == "We know them, but not in this period"
    assert "NHS number" in questions["Which of these details did you search on?"]["choices"]
    assert len(questions["What happened?"]["lines"]) > 2


def test_the_blank_reply_is_one_document_until_a_question_changes(cast, client_of, settings):
    client = client_of(cast.police)

    first = [client.get("/practice/blank-reply/").status_code for _ in range(2)]
    settings.PORTAL_URL = "https://learning.example.org"
    client.get("/practice/blank-reply/")

    assert first == [202, 202]
    assert list(Document.objects.values_list("reference", "version")) == [("BLANK-REPLY", 1), ("BLANK-REPLY", 2)]


def test_the_blank_reply_is_a_tagged_pdf(cast, client_of):
    client = client_of(cast.police)
    client.get("/practice/blank-reply/")

    printing.render_document.func(Document.objects.get().pk)

    answer = client.get("/practice/blank-reply/")
    pdf = b"".join(answer.streaming_content)
    assert answer["Content-Disposition"].startswith("attachment")
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert opened.Root.MarkInfo.Marked
        assert str(opened.Root.Lang) == "en-GB"
        assert 2 <= len(opened.pages) <= 12
