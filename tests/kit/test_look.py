import re
from datetime import UTC, date, datetime, time
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import RequestFactory
from lxml import html

from panelportal.kit import errors, fields, slots
from tests.kit.test_fields import Revealing, every_field

TAG = '<strong class="govuk-tag govuk-tag--{}">Some words</strong>'


def show(template, request=None, **context):
    return Template(template).render(Context({"request": request, **context}))


def page(template, **context):
    return html.document_fromstring(render_to_string(template, {"user": AnonymousUser(), **context}))


@pytest.mark.parametrize("colour", "grey blue purple teal green yellow orange magenta red".split())
def test_a_status_shows_in_its_colour_and_is_never_a_link(colour):
    status = SimpleNamespace(label="Some words", colour=colour)
    assert show("{% tag status %}", status=status) == TAG.format(colour)


def test_what_is_complete_is_plain_text_so_that_unfinished_work_stands_out():
    assert (
        show("{% tag status %}", status=SimpleNamespace(label="Done & dusted", colour="plain")) == "Done &amp; dusted"
    )
    assert show("{% tag status %}", status=None) == ""


def test_a_tag_can_be_words_and_a_colour_but_no_other_colour():
    assert show('{% tag "Some words" "red" %}') == TAG.format("red")
    with pytest.raises(TemplateSyntaxError):
        show('{% tag "Some words" "pink" %}')


@pytest.mark.parametrize(
    ("value", "name", "words"),
    [
        (date(2025, 3, 17), "day", "Monday 17 March 2025"),
        (date(2025, 3, 7), "short_day", "7 March 2025"),
        (datetime(2025, 7, 1, 23, 30, tzinfo=UTC), "short_day", "2 July 2025"),
        (datetime(2025, 7, 1, 9, 42, tzinfo=UTC), "clock", "10:42am"),
        (datetime(2025, 3, 17, 10, tzinfo=UTC), "clock", "10am"),
        (time(14, 5), "clock", "2:05pm"),
        (time(12), "clock", "midday"),
        (time(0), "clock", "midnight"),
        (time(0, 1), "clock", "12:01am"),
        (datetime(2025, 3, 17, 10, 42, tzinfo=UTC), "day_and_time", "Monday 17 March 2025 at 10:42am"),
        (None, "day", ""),
        (None, "clock", ""),
        (
            "One <b>\n\n\nTwo\r\nthree",
            "paragraphs",
            '<p class="govuk-body">One &lt;b&gt;</p>\n<p class="govuk-body">Two<br>three</p>',
        ),
        ("", "paragraphs", ""),
    ],
)
def test_values_are_shown_in_the_words_of_the_portal(value, name, words):
    assert show("{{ value|" + name + " }}", value=value) == words


def test_each_link_of_an_error_summary_leads_to_one_input():
    form = type(
        "Everything",
        (fields.Form,),
        every_field() | {"object": fields.TextField("X"), "objects": fields.TextField("Y")},
    )
    document = page("question_page.html", form=form({}))
    leads = [link.get("href") for link in document.xpath("//*[@role='alert']//a")]
    assert len(leads) == len(form.base_fields) - 1, "all but the hidden one"
    for lead in leads:
        (found,) = document.xpath(f"//*[@id='{lead[1:]}']")
        assert found.tag in ("input", "textarea", "select")


def test_ids_are_unique_and_what_describes_an_input_is_there():
    form = type(
        "Everything",
        (fields.Form,),
        {name: field for name, field in every_field().items() if name not in ("object", "objects")}
        | {"hinted": fields.ChoiceField("Hinted", [("a", "A")], hint="Look here.", hints={"a": "Or here."})},
    )
    document = page("question_page.html", form=form({}))
    ids = document.xpath("//@id")
    assert len(ids) == len(set(ids))
    for named in document.xpath("//@aria-describedby | //@for | //@aria-labelledby"):
        assert set(named.split()) <= set(ids)


def test_a_page_says_error_first_in_its_title_and_shows_one_summary():
    document = page("question_page.html", form=Revealing({}))
    assert document.findtext(".//title").startswith("Error: ")
    assert len(document.find_class("govuk-error-summary")) == 1
    assert not page("question_page.html", form=Revealing()).findtext(".//title").startswith("Error: ")


def test_a_form_that_no_page_summarised_brings_its_own_summary():
    assert str(Revealing({})).count("govuk-error-summary__title") == 1


def test_forms_of_one_page_share_a_summary():
    first, second = Revealing({}, prefix="first"), Revealing({}, prefix="second")
    document = page("base.html", forms=[first, second])
    assert [link.get("href") for link in document.xpath("//*[@role='alert']//a")] == [
        "#id_first-outcome_0",
        "#id_second-outcome_0",
    ]
    assert "govuk-error-summary" not in str(first)


def test_without_scripts_everything_that_a_choice_reveals_is_there():
    document = html.fragment_fromstring(str(Revealing()), create_parent=True)
    (revealed,) = [
        one
        for one in document.xpath("//input[@name='holder']/ancestor::div[contains(@class, '__conditional')]")
        if one.get("id") == "id_known_0_revealed"
    ]
    assert "hidden" not in revealed.attrib
    assert "js-enabled" not in str(page("question_page.html").body.get("class")), "only boot.js says that scripts run"


def test_a_field_can_be_the_heading_of_its_page():
    class Question(fields.Form):
        text = fields.TextField("What happened?", heading=True)
        sure = fields.YesNoField("Is this for you?", heading=True)

    document = html.fragment_fromstring(str(Question()), create_parent=True)
    assert [" ".join(one.text_content().split()) for one in document.iter("h1")] == [
        "What happened?",
        "Is this for you?",
    ]
    assert document.find_class("govuk-label--l")
    assert document.find_class("govuk-fieldset__legend--l")


def test_an_upload_makes_its_form_multipart():
    upload = type("Upload", (fields.Form,), {"document": fields.UploadField("Document")})
    for template in ("question_page.html", "components/form.html"):
        assert page(template, form=upload()).forms[-1].get("enctype") == "multipart/form-data"


def test_the_token_of_a_form_is_new_each_time_and_kept_when_the_form_is_shown_again():
    asked = RequestFactory().get("/")
    tokens = {re.search('value="([^"]+)"', show("{% once %}", asked))[1] for _ in range(3)}
    assert len(tokens) == 3
    sent = RequestFactory().post("/", {"once": 'kept"'})
    assert 'value="kept&quot;"' in show("{% once %}", sent)


def test_a_slot_prints_what_fills_it_in_order_and_only_for_those_it_is_for(monkeypatch):
    monkeypatch.setattr(slots, "_slots", slots.defaultdict(list))
    slots.fill(
        "case.tabs", template="components/inset.html", load=lambda request, obj: {"text": f"late {obj}"}, order=200
    )
    slots.fill("case.tabs", template="components/inset.html", load=lambda request, obj: {"text": "early <b>"})
    slots.fill("case.tabs", template="components/inset.html", load=lambda request, obj: None)
    printed = show('{% slot "case.tabs" "MAC" %}{% slot "nothing" "MAC" %}', RequestFactory().get("/"))
    assert re.findall(r"<div[^>]*>(.*?)</div>", printed) == ["early &lt;b&gt;", "late MAC"]


def test_a_table_has_a_caption_and_scoped_headers_and_each_cell_names_its_column():
    table = html.fragment_fromstring(
        show(
            "{% table caption='Replies' head=head rows=rows %}",
            head=["Agency", {"text": "Events", "numeric": True}],
            rows=[[{"text": "Police", "url": "/x/"}, 0]],
        )
    )
    assert table.findtext("caption") == "Replies"
    assert [cell.get("scope") for cell in table.iter("th")] == ["col", "col", "row"]
    assert [(cell.get("data-label"), cell.text_content().strip()) for cell in table.xpath("tbody/tr/*")] == [
        ("Agency", "Police"),
        ("Events", "0"),
    ]


def test_a_table_without_rows_says_so():
    printed = show("{% table caption='Replies' head=head rows=rows empty='No replies yet.' %}", head=["A"], rows=[])
    assert "No replies yet." in printed
    assert "<table" not in printed


@pytest.mark.parametrize(("points", "words"), [(0, "Good (0 points)"), (1, "Good (1 point)"), (3, "Good (3 points)")])
def test_a_rating_is_words_with_squares_beside_them(points, words):
    rating = html.fragment_fromstring(
        render_to_string("components/rating.html", {"label": "Good", "points": points}).split("#}")[-1].strip()
    )
    assert rating.text_content().strip() == words
    assert len(rating.find_class("portal-rating__square")) == 3
    assert len(rating.find_class("portal-rating__square--full")) == points


def test_a_task_that_cannot_start_yet_is_no_link():
    tasks = [{"title": "Check answers", "url": None}, {"title": "Learning", "url": "/x/"}]
    printed = html.fragment_fromstring(
        render_to_string("components/task_list.html", {"items": tasks}).split("#}")[-1].strip()
    )
    assert [link.text for link in printed.iter("a")] == ["Learning"]
    assert "Cannot start yet" in printed.text_content()


def test_pages_of_a_list_keep_what_was_searched_for():
    request = RequestFactory().get("/?q=north&page=2")
    printed = render_to_string(
        "components/pagination.html", {"page": Paginator(range(30), 10).page(2)}, request=request
    )
    assert "?q=north&amp;page=1" in printed
    assert "?q=north&amp;page=3" in printed
    assert "Page 2 of 3" in printed


def test_nothing_in_a_page_runs_or_looks_from_inside_it():
    text = render_to_string("question_page.html", {"form": Revealing({}), "user": AnonymousUser()})
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", text)
    assert all(script.get("src") for script in html.document_fromstring(text).iter("script"))


@pytest.fixture
def asked():
    request = RequestFactory().get("/cases/MAC-2025-031/")
    request.user = AnonymousUser()
    return request


@pytest.mark.parametrize(
    ("answer", "status", "heading"),
    [
        (errors.bad_request, 400, "There is a problem with this request"),
        (errors.permission_denied, 403, "You cannot view this page"),
        (errors.form_expired, 403, "This page has expired"),
        (errors.page_not_found, 404, "Page not found"),
        (errors.gone, 410, "This page is no longer here"),
        (errors.server_error, 500, "There is a problem with the service"),
        (errors.unavailable, 503, "The service is not available"),
    ],
)
def test_a_page_that_cannot_be_shown_says_what_happened_and_whom_to_ask(asked, settings, answer, status, heading):
    response = answer(asked)
    document = html.document_fromstring(response.content.decode())
    assert response.status_code == status
    assert [one.text_content() for one in document.iter("h1")] == [heading]
    assert document.findtext(".//title").startswith(heading)
    assert document.xpath(f"//a[@href='mailto:{settings.PORTAL_TEAM_EMAIL}']")
    assert "MAC-2025-031" not in document.text_content()


def test_the_page_about_a_fault_asks_nothing_that_may_have_failed(asked, monkeypatch):
    def fail(*args, **kwargs):
        raise AssertionError("a part of the portal that may have failed was asked")

    monkeypatch.setattr("django.contrib.staticfiles.storage.staticfiles_storage.url", fail)
    monkeypatch.setattr("django.template.context.RequestContext.__init__", fail)
    assert b"There is a problem with the service" in errors.server_error(asked).content
