from datetime import UTC, date, datetime
from io import BytesIO

import page
import pikepdf
import pytest
from django.db import IntegrityError, transaction
from django.template import TemplateDoesNotExist
from django_tasks_db.models import DBTaskResult

from panelportal.kit import clock, printing
from panelportal.kit.models import Document, StoredFile, TrailEntry
from tests.kit.pdf_text import pages_of
from tests.kit.sample import CONTENT

MORNING = datetime(2026, 3, 18, 0, 30, tzinfo=UTC)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage", "sample_templates")]


@pytest.fixture
def frozen(settings, ines):
    """Freezes a document; its arguments are those of `printing.freeze`."""
    settings.PORTAL_MARKING = "Official-Sensitive"
    settings.PORTAL_TEAM_EMAIL = "panels@example.org"
    settings.PORTAL_TEAM_PHONE = "0300 000 0000"

    def freeze(kind="sample", **changed):
        given = {"reference": "SFO-2026-0412", "version": 2, "title": "Sample report", "content": CONTENT, "by": ines}
        with clock.at(MORNING):
            return printing.freeze(kind, **{**given, **changed})

    return freeze


def test_freezing_keeps_the_content_with_its_digest_and_says_so_in_the_trail(frozen):
    document = Document.objects.get(pk=frozen().pk)

    assert document.filename == "SFO-2026-0412-sample-v2.pdf"
    assert document.marking == "OFFICIAL-SENSITIVE"
    assert document.contact == "panels@example.org, 0300 000 0000"
    assert document.handling == printing.HANDLING
    assert document.frozen_by_key == "person:1"
    assert document.frozen_at == MORNING
    assert document.digest == printing.digest_of(document)
    assert document.short_digest == f"{document.digest[:4]} {document.digest[4:8]} {document.digest[8:12]}"
    entry = TrailEntry.objects.get()
    assert (entry.act, entry.about) == ("document frozen", "SFO-2026-0412")
    assert entry.facts == {"kind": "sample", "version": 2, "digest": document.digest}


def test_a_version_is_frozen_once(frozen):
    frozen()

    with pytest.raises(IntegrityError), transaction.atomic():
        frozen(title="Another report")

    assert [document.title for document in Document.objects.all()] == ["Sample report"]


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"kind": "no-such-kind"}, TemplateDoesNotExist),
        ({"content": {"what": object()}}, TypeError),
        ({"content": {"when": datetime(2026, 3, 18)}}, TypeError),
        ({"content": {"share": float("nan")}}, ValueError),
    ],
)
def test_what_could_not_be_printed_is_not_frozen(frozen, changed, error):
    with pytest.raises(error):
        frozen(**changed)

    assert not Document.objects.exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"reference": "SFO-2026-0413"},
        {"version": 3},
        {"title": "T"},
        {"marking": ""},
        {"handling": ""},
        {"content": {}},
    ],
)
def test_the_digest_covers_all_that_the_document_says(frozen, changed):
    document = frozen()
    for name, value in changed.items():
        setattr(document, name, value)

    assert printing.digest_of(document) != document.digest


def test_dates_and_moments_come_back_to_the_template_as_such(frozen):
    dates = {"held_on": date(2026, 3, 17), "texts": [{"due": MORNING}]}
    document = Document.objects.get(pk=frozen(content=dates).pk)

    assert document.content == {
        "held_on": {"$date": "2026-03-17"},
        "texts": [{"due": {"$moment": "2026-03-18T00:30:00+00:00"}}],
    }
    assert "Held on Tuesday 17 March 2026." in printing.html_of(document)


def test_the_pdf_is_accessible_and_the_same_each_time(frozen):
    document = frozen(content={**CONTENT, "draft": True})

    pdf = printing.render(document)

    report = page.validate_pdf_bytes(pdf, profile="ua1")
    assert report.is_compliant, report.failures
    assert pdf == printing.render(Document.objects.get(pk=document.pk))
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert str(opened.Root.Lang) == "en-GB"
        assert str(opened.docinfo.Title) == "Sample report: SFO-2026-0412"
        assert str(opened.docinfo.Author) == "HM Inspectorate of Probation"
        assert bool(opened.Root.ViewerPreferences.DisplayDocTitle)
        assert "2026-03-18T00:30:00" in opened.open_metadata()["xmp:CreateDate"]


def test_each_page_carries_marking_reference_and_its_number(frozen):
    pages = pages_of(printing.render(frozen()))

    assert len(pages) == 5
    for number, text in enumerate(pages, start=1):
        assert text.count("OFFICIAL-SENSITIVE") >= 2
        assert "SFO-2026-0412, version 2" in text
        assert f"Page {number} of 5" in text


def test_the_cover_and_the_small_print_say_which_document_this_is(frozen):
    document = frozen()

    pages = pages_of(printing.render(document))

    for words in ("HM Inspectorate of Probation", "Sample report", "Wednesday 18 March 2026", "panels@example.org"):
        assert words in pages[0]
    assert f"Digest {document.short_digest}" in pages[-1]
    assert "Annex A: \nHow ratings work" in pages[-1]


def test_the_head_of_a_table_is_repeated_on_each_page(frozen):
    pages = pages_of(printing.render(frozen()))

    with_rows = [text for text in pages if "ACT-2026-" in text]
    assert len(with_rows) == 3
    assert all("How we will know" in text for text in with_rows)


def test_a_published_document_has_no_marking_and_no_handling_line(frozen):
    document = frozen(marking="")

    pages = pages_of(printing.render(document))

    assert document.handling == ""
    assert not any("OFFICIAL" in text or "Marking" in text or "Keep this document safe" in text for text in pages)


def test_text_of_a_document_is_never_markup(frozen):
    document = frozen(title="<img src='file:///etc/passwd'>", content={**CONTENT, "lead": "<script>1</script>"})

    assert "<img src='file:///etc/passwd'>" in "".join(pages_of(printing.render(document))[0].split("\n"))


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/hostname",
        "http://127.0.0.1:9/a.png",
        "https://example.org/a.png",
        "data:image/png;base64,AAAA",
        "static:a",
    ],
)
def test_a_document_that_reaches_out_is_not_rendered(frozen, address):
    with pytest.raises(printing.ReachesOut, match="Error fetching"):
        printing.render(frozen("reaching", content={"address": address}))


def test_a_document_whose_content_was_altered_is_not_rendered(frozen):
    document = frozen()
    document.content["total"] = 12

    with pytest.raises(printing.Altered):
        printing.render(document)


def test_the_job_renders_once_however_often_it_is_called(frozen):
    document = frozen()

    printing.render_document.call(document.pk)
    printing.render_document.call(document.pk)

    document.refresh_from_db()
    stored = StoredFile.objects.get()
    assert printing.ready(document)
    assert document.pdf == stored
    assert (stored.name, stored.put_by_key, stored.checked) == ("SFO-2026-0412-sample-v2.pdf", "portal", "ours")


def test_a_document_is_a_download_once_it_is_rendered_and_until_then_a_page_that_says_so(frozen, rf, cast):
    document = frozen()
    request = rf.get("/reports/SFO-2026-0412/pdf/")
    request.user, request.session = cast.inspector, {}

    waiting = printing.respond(request, document)
    printing.render_document.call(document.pk)
    document.refresh_from_db()
    given = printing.respond(request, document)

    assert waiting.status_code == 202
    assert 'href="/reports/SFO-2026-0412/pdf/"' in waiting.text
    assert given.status_code == 200
    assert given["Content-Disposition"] == 'attachment; filename="SFO-2026-0412-sample-v2.pdf"'
    assert b"".join(given).startswith(b"%PDF-1.7")


def test_freezing_queues_the_rendering(frozen):
    frozen()

    assert [queued.task_path for queued in DBTaskResult.objects.all()] == ["panelportal.kit.printing.render_document"]


def test_nothing_is_queued_for_a_document_whose_verb_fails(frozen):
    @transaction.atomic
    def freeze_and_fail():
        frozen()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        freeze_and_fail()

    assert not Document.objects.exists()
    assert not DBTaskResult.objects.exists()
