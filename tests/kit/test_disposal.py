"""Every model says what becomes of its rows, and what is planted anywhere is found by the search."""

import json
import re
import zipfile
import zlib
from io import BytesIO

import pytest
from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command

from agencies import keeping
from agencies.models import Agency
from panelportal.kit import clock, disposal, file_text, traces
from panelportal.kit.models import Document, FormReceipt, Letter, StatusChange
from panelportal.kit.trail import record, record_read, verb
from tests.factories.cases import flagged_case

OURS = {"kit", "agencies", "ratings", "cases", "findings", "panels"}
PLANTED = "Quillon Vexworthy"
MARKERS = traces.Markers(*(re.compile(r"quillon\W+vexworthy", re.IGNORECASE) for _ in range(2)))


def test_every_model_of_ours_says_what_becomes_of_it():
    ours = [model for model in apps.get_models() if model._meta.app_label in OURS]

    assert len(ours) > 80
    assert [model._meta.label for model in disposal.undeclared(ours)] == []
    assert [rule.model._meta.label for rule in disposal.rules() if not rule.removes and not rule.because] == []


def test_every_way_from_a_row_to_its_case_is_a_query_that_runs(cast):
    case = flagged_case(cast)

    found = {rule.model._meta.label: rule.rows_of(case).count() for rule in disposal.rules()}

    assert found["cases.Case"] == 1
    assert found["cases.AgencyRequest"] == 3


def test_a_column_that_is_not_there_is_not_taken_for_emptied():
    with pytest.raises(disposal.NotAColumn):
        disposal.emptied(Letter, "body", of="about")


def found_for(case):
    return {(trace.place, trace.column) for one in traces.search(MARKERS, case) for trace in one.traces}


@verb
def _act(case, *, by):
    """Record an act with the marker in its facts, which no verb ever does."""
    record("planted", about=case.reference, by=by, name=PLANTED)


def _trail(case, cast):
    _act(case, by=cast.lead)
    return "Trail entries", "facts"


def _reads(case, cast):
    record_read(PLANTED, about=case.reference, by=cast.lead)
    return "Read entries", "what"


def _outbox(case, cast):
    moment = clock.now()
    written = {"written_at": moment, "not_before": moment, "to_email": "a@example.org", "kind": "x"}
    Letter.objects.create(key="k", subject="s", text="t", html="<p>Quillon&nbsp;Vexworthy</p>", **written)
    return "Letters", "html"


def _status(case, cast):
    told = {"noun": "cases.Case", "about": case.reference, "before": "a", "after": "b", "moved_at": clock.now()}
    StatusChange.objects.create(because=f"Asked by {PLANTED}.", moved_by_key="k", moved_by_label="l", **told)
    return "Status changes", "because"


def _document(case, cast):
    frozen = {"frozen_at": clock.now(), "frozen_by_key": "k", "frozen_by_label": "l", "digest": "d", "version": 1}
    content = {"sections": [{"text": f"{PLANTED} was seen."}]}
    Document.objects.create(kind="k", reference="LR-2026-01", title="t", contact="c", content=content, **frozen)
    return "Documents", "content"


def _receipt(case, cast):
    FormReceipt.objects.create(key="k", location=f"/{PLANTED}/", taken_at=clock.now())
    return "Form receipts", "location"


def _kept_form(case, cast):
    keeping.keep(cast.lead, path=f"/cases/{case.reference}/x/", fields=[("note", PLANTED)])
    return "Kept forms", "sealed"


def _session(case, cast):
    session = SessionStore()
    session["found"] = PLANTED
    session.save()
    return "Sessions", "session_data"


def _in_words_of_a_case(case, cast):
    type(case).objects.filter(pk=case.pk).update(in_own_words="About QUILLON  VEXWORTHY.")
    return "Cases", "in_own_words"


def _agency(case, cast):
    Agency.objects.filter(pk=cast.trust.pk).update(sharing_agreement=PLANTED)
    return "Agencies", "sharing_agreement"


def _file(case, cast):
    default_storage.save("00/planted", ContentFile(f"PK of {PLANTED}".encode()))
    return traces.FILES, "content"


def _word_file(case, cast):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        runs = "<w:r><w:t>Quill</w:t></w:r><w:r><w:t>on Vexworthy</w:t></w:r>"
        archive.writestr("word/document.xml", f"<w:p>{runs}</w:p>")
    default_storage.save("00/planted-word", ContentFile(out.getvalue()))
    return traces.FILES, "content"


def _pdf_file(case, cast):
    drawn = zlib.compress(b"BT /F1 12 Tf [(Quil)-12.5(lon Vex)3(worthy)] TJ ET")
    default_storage.save("00/planted-pdf", ContentFile(b"%PDF-1.7\nstream\n" + drawn + b"\nendstream"))
    return traces.FILES, "content"


PLACES = [
    _trail,
    _reads,
    _outbox,
    _status,
    _document,
    _receipt,
    _kept_form,
    _session,
    _in_words_of_a_case,
    _agency,
    _file,
    _word_file,
    _pdf_file,
]


@pytest.fixture
def own_files(settings, tmp_path):
    """Storage of this test alone."""
    settings.STORAGES = settings.STORAGES | {
        "default": settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path, "base_url": None}}
    }


@pytest.mark.parametrize("plant", PLACES, ids=lambda plant: plant.__name__.strip("_"))
def test_what_is_planted_in_a_place_is_found_there_and_only_there(cast, own_files, plant):
    case = flagged_case(cast)
    assert found_for(case) == set()

    planted = plant(case, cast)

    assert found_for(case) == {planted}


def test_a_file_that_cannot_be_unpacked_is_put_before_a_person(cast, own_files):
    case = flagged_case(cast)

    default_storage.save("cut-off.docx", ContentFile(b"PK\x03\x04 cut off"))

    assert found_for(case) == {(traces.FILES, "content that cannot be read")}


def test_the_cache_is_searched_although_no_model_describes_its_table(cast, own_files, settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "planted_cache"}
    }
    call_command("createcachetable")
    cache.set("limits", {"who": PLANTED})

    assert found_for(flagged_case(cast)) == {(traces.NO_MODEL, "value")}


def test_a_file_that_is_broken_is_read_as_far_as_it_goes_and_not_taken_for_clean():
    texts = file_text.texts_of(b"PK\x03\x04 cut off")

    assert next(texts).endswith("cut off")
    with pytest.raises(file_text.Unreadable):
        next(texts)
    assert list(file_text.texts_of(b"%PDF stream\nnot packed endstream")) == ["%PDF stream\nnot packed endstream"]


def test_a_replacement_keeps_the_shape_of_what_it_stands_in():
    content = {"by": [PLANTED, 3], PLANTED: json.loads('{"a": null}')}

    assert traces.replaced(MARKERS.close, content) == {"by": ["[removed]", 3], "[removed]": {"a": None}}
