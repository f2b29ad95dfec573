"""Disposal: two leads, everything that identifies the person goes, learning stays, and a search proves it."""

import csv
import io
import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from agencies.models import Duty
from cases import briefing, closing, disposing, exporting, family, holding, messaging, requesting, retention
from cases.models import (
    Case,
    Disclosure,
    Disposal,
    DisposalStatus,
    DisposalTrace,
    FamilyContact,
    Message,
    Particulars,
    RequestDocument,
    Side,
    WhyClosed,
)
from findings.models import LearningPoint, Outcome, RecordCheck, Reply
from panelportal.kit import clock, disposal, files, redacting
from panelportal.kit.models import Letter, Redaction, StatusChange, StoredFile, TrailEntry
from panelportal.kit.models.files import Checked
from panelportal.kit.models.letters import LetterStatus
from panelportal.kit.moving import move
from panelportal.kit.trail import one_transaction
from tests.factories.cases import chosen_case, request_to
from tests.factories.findings import replied

NAME = "Jordan Marker-Name"
BECAUSE = "Two years have passed."


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    """Storage of this test alone."""
    settings.STORAGES = settings.STORAGES | {
        "default": settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path, "base_url": None}}
    }


@pytest.fixture
def over(cast):
    """A closed case with a reply, messages, a document and family contact, whose day of disposal has come."""
    case = chosen_case(cast, agencies=[cast.police_force])
    document = files.Sound(f"Terms about {NAME}".encode(), "terms.pdf", "application/pdf", Checked.CLEAN)
    briefing.attach(request_to(case, cast.police_force), document=document, title="Terms", by=cast.inspector)
    requesting.send_requests(case, by=cast.inspector)
    part = request_to(case, cast.police_force)
    messaging.write_message(part, text=f"Was {NAME} seen?", side=Side.INSPECTORATE, seen=0, by=cast.inspector)
    messaging.say_no_answer_needed(part, side=Side.AGENCY, by=cast.police)
    told = dict.fromkeys(("informed_through", "not_told_because", "liaison_role", "liaison_contact"), "")
    told |= {"informed": "not-yet", "informed_on": None, "reviewed_on": clock.today()}
    family.keep_family(case, seen=0, wishes_known=True, wishes=f"{NAME}'s mother asks.", by=cast.inspector, **told)
    replied(part, by=cast.police, outcome=Outcome.INVOLVED, systems_searched="Niche: Marker-Name, X123456")
    Letter.objects.update(status=LetterStatus.SENT)
    closing.close(case, why=WhyClosed.NO_PANEL, because="Nothing more.", by=cast.inspector)
    Case.objects.filter(pk=case.pk).update(dispose_on=clock.today())
    return Case.objects.get(pk=case.pk)


def disposed(case, cast):
    disposing.propose(case, because=BECAUSE, by=cast.lead)
    return disposing.confirm(case, by=cast.other_lead)


def look(going):
    disposing.look.func(going.pk)
    return Disposal.objects.get(pk=going.pk)


def test_what_identifies_the_person_goes_and_learning_stays(over, cast, django_capture_on_commit_callbacks):
    stored = StoredFile.objects.get(name="terms.pdf")
    point = LearningPoint.objects.get(request__case=over)
    digest = Disclosure.objects.get(request__case=over).digest
    Reply.objects.filter(request=point.request).update(no_events=f"{NAME} was seen once.")

    with django_capture_on_commit_callbacks(execute=True):
        going = disposed(over, cast)

    assert Reply.objects.get(request=point.request).no_events == disposal.REMOVED
    assert not Particulars.objects.filter(case=over).exists()
    assert not RequestDocument.objects.exists()
    assert not FamilyContact.objects.exists()
    assert not StoredFile.objects.filter(pk=stored.pk).exists()
    assert not default_storage.exists(stored.file.name)
    assert over.reviews.get().document.emptied_at
    assert not over.reviews.get().document.may_be_opened
    assert Message.objects.get().text == disposal.REMOVED
    check = RecordCheck.objects.get(request__case=over)
    assert (check.outcome, check.systems_searched, check.identifiers.count()) == (Outcome.INVOLVED, disposal.REMOVED, 0)
    assert LearningPoint.objects.get(pk=point.pk).what == point.what
    kept = Disclosure.objects.get(request__case=over)
    assert (kept.digest, kept.framing) == (digest, {})
    assert not Letter.objects.filter(about=request_to(over, cast.police_force).reference).exclude(text=disposal.REMOVED)
    assert "Marker" not in going.sealed_markers
    assert going.removed["cases.Particulars"] == 10


def test_a_search_that_finds_nothing_is_the_proof_and_forgets_what_it_looked_for(
    over, cast, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        going = disposed(over, cast)

    done = look(going)

    over.refresh_from_db()
    assert [str(trace) for trace in done.traces.all()] == []
    assert (done.status, done.sealed_markers) == (DisposalStatus.DONE, "")
    assert over.is_disposed
    assert over.disposed_by == cast.other_lead
    looked = {one["place"]: one for one in done.looked}
    assert looked["Trail entries"]["rows"] >= 20
    assert sum(one["found"] for one in done.looked) == 0
    assert {"Letters", "Sessions", "Files in storage", "Other tables of the database"} <= set(looked)
    assert TrailEntry.objects.get(act="case disposed of").about == over.reference


PLACES = {
    "a learning point": lambda case: LearningPoint.objects.filter(request__case=case).update(
        what=f"It was said that {NAME.upper()} moved; Mr Marker-Name had told nobody."
    ),
    "why there was no learning": lambda case: Reply.objects.update(no_learning="Born 24 Feb 1985."),
    "the reason of a closing": lambda case: case.closings.update(because="NHS number 9434765919."),
    "an agency's name for a system": lambda case: RecordCheck.objects.update(checked_by_role="Officer of X 123 456"),
}


@pytest.mark.parametrize("plant", PLACES.values(), ids=PLACES)
def test_a_name_in_what_stays_keeps_the_disposal_open_until_somebody_takes_it_out(
    over, cast, plant, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        going = disposed(over, cast)
    plant(over)
    found = look(going)
    (trace,) = found.traces.all()
    assert (found.status, found.case.is_disposed) == (DisposalStatus.TRACES_LEFT, False)

    disposing.redact_trace(trace, by=cast.lead)

    trace.refresh_from_db()
    model = {rule.model._meta.label: rule.model for rule in disposal.rules()}[trace.label]
    assert trace.was_removed
    assert trace.decided_by == cast.lead
    assert disposal.REMOVED in getattr(model.objects.get(pk=trace.row), trace.column)
    assert look(going).is_done
    with pytest.raises(disposing.DecidedAlready):
        disposing.redact_trace(trace, by=cast.lead)


def test_what_tells_of_somebody_else_is_set_aside_and_not_asked_about_again(
    over, cast, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        going = disposed(over, cast)
    type(cast.attendee).objects.filter(pk=cast.attendee.pk).update(name=NAME)
    (trace,) = look(going).traces.all()
    assert (trace.place, trace.column) == ("People", "name")

    disposing.set_aside(trace, because="A colleague of the charity.", by=cast.lead)
    disposing.search_again(over, by=cast.lead)
    done = look(going)

    assert done.status == DisposalStatus.DONE
    assert [one["found"] for one in done.looked if one["found"]] == [1]


def test_it_takes_two_leads_and_neither_flagged_the_case(over, cast):
    with pytest.raises(disposing.NothingProposed):
        disposing.confirm(over, by=cast.other_lead)
    disposing.propose(over, because=BECAUSE, by=cast.lead)

    with pytest.raises(disposing.TakesTwo):
        disposing.confirm(over, by=cast.lead)
    with pytest.raises(disposing.TakesTwo):
        disposing.confirm(over, by=cast.inspector)
    with pytest.raises(disposing.CannotDispose):
        disposing.propose(over, because=BECAUSE, by=cast.other_lead)
    with pytest.raises(IntegrityError), transaction.atomic():
        Disposal.objects.update(confirmed_by=cast.lead, confirmed_at=clock.now())

    assert Particulars.objects.filter(case=over).exists()
    duty = Duty.objects.open().get(kind=retention.DECIDE)
    assert (duty.role, duty.not_for) == ("lead", cast.lead)


def test_confirming_locks_the_case_first_as_putting_a_hold_does(over, cast, monkeypatch):
    disposing.propose(over, because=BECAUSE, by=cast.lead)
    locked, lock = [], QuerySet.select_for_update
    monkeypatch.setattr(
        QuerySet, "select_for_update", lambda rows, **given: locked.append(rows.model) or lock(rows, **given)
    )

    disposing.confirm(over, by=cast.other_lead)

    assert locked[:2] == [Case, Disposal]


def test_a_hold_an_early_day_and_an_open_case_each_stop_it(over, cast):
    holding.put_hold(over, because="An appeal.", by=cast.lead)
    assert disposing.why_not(over).startswith("There is a legal hold")
    holding.lift_hold(over, because="Decided.", by=cast.lead)
    assert disposing.why_not(over) == ""

    proposed = disposing.propose(over, because=BECAUSE, by=cast.lead)
    holding.put_hold(over, because="An inquest.", by=cast.lead)
    with pytest.raises(disposing.CannotDispose):
        disposing.confirm(over, by=cast.other_lead)
    disposing.decline(over, because="It waits for the inquest.", by=cast.other_lead)

    proposed.refresh_from_db()
    assert proposed.status == DisposalStatus.DECLINED
    assert disposing.why_not(Case(dispose_on=None, status="closed", pk=0)).startswith("The case is kept until")
    assert disposing.why_not(Case(status="flagged", pk=0)).startswith("Only a case that is closed")


def test_a_name_in_the_reason_of_a_status_is_taken_out_by_a_redaction(over, cast):
    with one_transaction():
        move(over.requests.get(), "accepted", because=f"{NAME} agreed.", by=cast.lead)
    change = StatusChange.objects.get(because__contains=NAME)
    found = DisposalTrace(place="Status changes", label="kit.StatusChange", row=str(change.pk), column="because").found

    redacting.redact(found, pattern=re.compile(NAME), about=over.reference, by=cast.lead)

    change.refresh_from_db()
    assert (change.because, change.redacted) == ("[removed] agreed.", 1)
    made = Redaction.objects.get()
    assert (made.table_name, made.row_pk, made.made_by_label) == ("kit_statuschange", change.pk, str(cast.lead))


def test_the_trail_takes_no_redaction(over):
    entry = TrailEntry.objects.first()
    found = DisposalTrace(place="Trail entries", label="kit.TrailEntry", row=str(entry.pk), column="facts").found

    assert not redacting.can_redact(found)
    with pytest.raises(redacting.CannotRedact):
        redacting.redact(found, pattern=re.compile("x"), about="MAC-2026-001", by=None)


def test_an_export_names_the_owner_of_each_item_and_gives_particulars_for_subject_access_only(over, cast):
    full = exporting.export_case(over, kind="subject-access", by=cast.lead)
    public = exporting.export_case(over, kind="information", by=cast.lead)

    owners = {line[0]: line[2] for line in full}
    assert owners["Learning point"] == owners["Record check"] == cast.police_force.name
    assert owners["Particulars"] == owners["Request document"] == exporting.OURS
    assert {len(line) for line in full} == {len(exporting.HEAD)}
    assert any(NAME in line[-1] for line in full)
    assert "Particulars" not in {line[0] for line in public}
    assert not any("Marker" in line[-1] for line in public)
    assert [entry.facts["kind"] for entry in TrailEntry.objects.filter(act="case exported")] == [
        "subject-access",
        "information",
    ]


def test_two_leads_dispose_of_a_case_on_its_pages(over, cast, client_of, django_capture_on_commit_callbacks):
    one, other, page = client_of(cast.lead), client_of(cast.other_lead), f"/cases/{over.reference}"

    assert "Particulars (10)" in one.get(f"{page}/disposal/propose/").content.decode()
    one.post(f"{page}/disposal/propose/", {"because": BECAUSE})
    assert "Another lead inspector confirms it" in one.get(f"{page}/disposal/confirm/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        begun = other.post(f"{page}/disposal/confirm/", follow=True).content.decode()
    look(Disposal.objects.get())
    proof = other.get(f"{page}/disposal/proof/").content.decode()

    assert "The search has begun" in begun
    assert "it found none" in proof
    assert "Particulars: 10" in proof
    for path in ("", "/particulars/", "/requests/", "/closing/", "/history/", f"/agencies/{cast.police_force.slug}/"):
        assert one.get(f"{page}{path or '/'}").status_code == 200
    assert "Disposed of on" in one.get(f"{page}/closing/").content.decode()


def test_a_lead_takes_the_list_of_items_away_as_a_sheet(over, cast, client_of):
    answers = {"kind": "subject-access", "form": "csv"}

    taken = client_of(cast.lead).post(f"/cases/{over.reference}/items/", answers)
    as_book = client_of(cast.lead).post(f"/cases/{over.reference}/items/", answers | {"form": "xlsx"})

    lines = list(csv.reader(io.StringIO(taken.content.decode("utf-8-sig"))))
    assert lines[0] == exporting.HEAD
    assert len(lines) > 30
    assert taken["Content-Disposition"] == f'attachment; filename="{over.reference}-subject-access.csv"'
    assert io.BytesIO(as_book.content).read(2) == b"PK"


def test_a_file_of_another_case_is_named_and_stays(over, cast, django_capture_on_commit_callbacks):
    default_storage.save("00/of-nobody", ContentFile(NAME.encode()))
    with django_capture_on_commit_callbacks(execute=True):
        going = disposed(over, cast)

    (trace,) = look(going).traces.all()

    assert (trace.place, trace.label, trace.row) == ("Files in storage", "", "00/of-nobody")
    assert not redacting.can_redact(trace.found)


def test_the_same_person_in_another_case_is_left_alone(over, cast, django_capture_on_commit_callbacks):
    other = chosen_case(cast, agencies=[cast.trust])
    with django_capture_on_commit_callbacks(execute=True):
        going = disposed(over, cast)
    found = list(look(going).traces.filter(label="cases.Particulars"))

    assert {int(trace.row) for trace in found} <= set(other.particulars.values_list("pk", flat=True))
    assert len(found) == 8
    with pytest.raises(redacting.CannotRedact):
        disposing.redact_trace(found[0], by=cast.lead)
    assert NAME in other.particulars.values_list("value", flat=True)
