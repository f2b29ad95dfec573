from io import BytesIO

import page
import pikepdf
import pytest

from agencies import declaring, duties
from agencies.models import Duty
from cases.models import Case, CaseStatus
from findings.models.learning_points import PointStatus
from panelportal.kit import access, printing
from panelportal.kit.access import Can
from panelportal.kit.models import Document, Letter, ReadEntry, StatusChange
from panelportal.kit.versions import ChangedMeanwhile
from panels import consolidating, issuing, minuting
from panels import refusals_learning as refused
from panels.models import Action, IssuedReport, LearningReport, Paragraph
from panels.models.reports import ReportStatus
from tests.factories import learning as make
from tests.factories import panels
from tests.kit.pdf_text import pages_of
from tests.panels.reading import text_of


def test_issuing_freezes_the_report_and_opens_it_to_the_agencies_that_took_part(cast):
    report = make.issued_report(cast)

    issued = IssuedReport.objects.get()
    assert (issued.report, issued.audience, issued.issued_by) == (report, "agencies", cast.lead)
    assert issued.digest == issued.document.digest
    assert issued.document.filename == f"{report.reference}-learning-report-v1.pdf"
    assert report.countersigned_by == cast.lead
    changes = StatusChange.objects.filter(about=report.reference).order_by("pk").values_list("after", flat=True)
    assert list(changes) == ["with-lead", "countersigned", "issued"]
    assert [reader.name for reader in access.readers(report, Can.READ)] == [
        "agency:hmp-northmoor",
        "agency:northshire-mental-health-trust",
        "agency:northshire-police",
    ]
    assert Case.objects.get().status == CaseStatus.ISSUED
    assert {point.status for point in make.points_of(Case.objects.get())} == {PointStatus.USED}
    assert not duties.has_open("countersign-report", about=report.reference)


def test_those_who_act_for_each_agency_are_told_and_the_letter_tells_nothing(cast):
    report = make.issued_report(cast)

    written = Letter.objects.filter(kind="learning-report-issued").order_by("to_email")
    told = (cast.police, cast.police_deputy, cast.health, cast.prison)
    assert [letter.to_email for letter in written] == sorted(person.email for person in told)
    for letter in written:
        assert letter.subject == f"Read the learning report: {report.reference}"
        assert f"http://testserver/learning-reports/{report.reference}/" in letter.text
        assert "Marker" not in letter.subject + letter.text + letter.html


def test_an_agency_that_neither_replied_nor_attended_does_not_get_the_report(cast):
    case = panels.cases.sent_case(cast)
    panels.findings.replied(panels.cases.request_to(case, cast.trust), by=cast.health)
    report = make.sent_report(cast, cases=[case])

    took_part = list(issuing.took_part(report))

    assert took_part == [cast.trust, cast.police_force]  # the police did not reply, and have a seat


def test_whoever_wrote_in_a_report_does_not_countersign_it(cast):
    report = make.drafted_report(cast)
    paragraph = Paragraph.objects.filter(section__report=report).first()
    consolidating.write_paragraph(paragraph, text="Marker-Lead wrote this.", version=1, by=cast.lead)
    consolidating.send_to_lead(report, by=cast.inspector)

    for verb in (issuing.issue_report, lambda one, by: issuing.return_report(one, because="No.", by=by)):
        with pytest.raises(refused.OwnReport):
            verb(report, by=cast.lead)
    issuing.issue_report(report, by=cast.other_lead)

    assert LearningReport.objects.get().countersigned_by == cast.other_lead


def test_a_report_that_does_not_wait_for_a_lead_is_neither_issued_nor_returned(cast):
    draft = make.drafted_report(cast)
    with pytest.raises(refused.NotWithLead):
        issuing.issue_report(draft, by=cast.lead)
    consolidating.send_to_lead(draft, by=cast.inspector)
    issuing.issue_report(draft, by=cast.lead)

    with pytest.raises(refused.NotWithLead):
        issuing.issue_report(draft, by=cast.other_lead)
    with pytest.raises(refused.NotWithLead):
        issuing.return_report(draft, because="Too late.", by=cast.other_lead)

    assert IssuedReport.objects.count() == 1


def test_a_returned_report_goes_back_to_its_writer_with_the_reason(cast):
    report = issuing.return_report(make.sent_report(cast), because="Shorten 4.1.", by=cast.lead)

    assert (report.status, report.returned_because, report.returned_by) == (
        ReportStatus.DRAFTING,
        "Shorten 4.1.",
        cast.lead,
    )
    duty = Duty.objects.open().get(about=report.reference)
    assert (duty.kind, duty.person) == ("finish-report", cast.inspector)


def test_a_lead_countersigns_the_version_that_they_read(cast):
    report = make.sent_report(cast)
    issuing.return_report(report, because="Shorten 4.1.", by=cast.other_lead)
    consolidating.send_to_lead(report, by=cast.inspector)

    with pytest.raises(ChangedMeanwhile):
        issuing.issue_report(report, version=1, by=cast.lead)
    issuing.issue_report(report, version=2, by=cast.lead)

    assert LearningReport.objects.get().is_issued


def test_an_issue_that_fails_half_way_leaves_nothing_behind(cast, monkeypatch):
    report = make.sent_report(cast)

    def break_down(*args, **kwargs):
        raise RuntimeError("broken")

    monkeypatch.setattr(issuing.progressing, "mark_issued", break_down)
    with pytest.raises(RuntimeError):
        issuing.issue_report(report, by=cast.lead)

    assert LearningReport.objects.get().status == ReportStatus.WITH_LEAD
    assert not IssuedReport.objects.exists()
    assert not Document.objects.filter(kind="learning-report").exists()
    assert not Letter.objects.filter(kind__in=["learning-report-issued", "action-assigned"]).exists()
    assert access.readers(report, Can.READ) == []
    assert access.readers(Action.objects.get(), Can.UPDATE) == []


# ---- documents -----------------------------------------------------------------------------------------


def test_minutes_and_report_are_accessible_documents_with_the_sources_of_each_finding(cast):
    report = make.issued_report(cast)
    points = [point.reference for point in make.points_of(Case.objects.get())]

    for kind, reference, said in (
        ("minutes", report.panel.reference, ["Marker-Learning", "Marker-Reasons", "Marker-Views", points[0]]),
        ("learning-report", report.reference, ["Marker-Learning", f"Sources: {', '.join(points)}, minute 2."]),
    ):
        document = Document.objects.get(kind=kind)
        pdf = printing.render(document)
        checked = page.validate_pdf_bytes(pdf, profile="ua1")
        assert checked.is_compliant, checked.failures
        with pikepdf.open(BytesIO(pdf)) as opened:
            assert str(opened.docinfo.Title) == f"{document.title}: {reference}"
        pages = pages_of(pdf)
        text = " ".join(" ".join(pages).split())
        for part in (*said, "Marker-Action", Action.objects.get().reference, f"Page 1 of {len(pages)}"):
            assert part in text
        for hidden in (cast.police.name, cast.attendee.name, "Marker-Name", "Marker-Summary", "Marker-Reason:"):
            assert hidden not in text


# ---- pages ---------------------------------------------------------------------------------------------


def test_agencies_that_took_part_read_and_download_and_each_reading_is_recorded(cast, client_of):
    report = make.issued_report(cast)
    url = f"/learning-reports/{report.reference}/"

    for person in (cast.police, cast.police_deputy, cast.health, cast.prison, cast.inspector, cast.coordinator):
        client = client_of(person)
        assert report.reference in text_of(client.get("/learning-reports/"))
        assert "Marker-Learning" in text_of(client.get(url))
        assert client.get(f"{url}pdf/").status_code == 202
        read = ReadEntry.objects.filter(actor_key=f"person:{person.pk}", about=report.reference)
        assert [entry.what for entry in read.order_by("pk")] == ["learning report read", "learning report downloaded"]
    printing.render_document.func(Document.objects.get(kind="learning-report").pk)
    answer = client_of(cast.police).get(f"{url}pdf/")
    assert answer["Content-Type"] == "application/pdf"
    assert f"{report.reference}-learning-report-v1.pdf" in answer["Content-Disposition"]


def test_nobody_else_reads_an_issued_report_not_even_an_attendee_of_the_panel(cast, client_of):
    report = make.issued_report(cast)
    url = f"/learning-reports/{report.reference}/"
    declaring.declare_conflict(cast.other_inspector, scope=Case.objects.get().reference, by=cast.other_inspector)

    shut_out = (cast.attendee, cast.housing, cast.left, cast.reviewer, cast.sfo_team, cast.auditor, cast.stranger)
    for person in (*shut_out, cast.other_inspector):
        client = client_of(person)
        assert client.get(url).status_code == 404
        assert client.get(f"{url}pdf/").status_code == 404
        assert "Marker" not in text_of(client.get("/learning-reports/"))
        assert url not in text_of(client.get(f"/panels/{report.panel.reference}/"))


def test_a_lead_reads_sees_who_will_get_it_and_issues_once(cast, client_of):
    report = make.sent_report(cast)
    client, url = client_of(cast.lead), f"/learning-reports/{report.reference}/countersign/"

    shown = text_of(client.get(url))
    assert "Marker-Learning" in shown
    assert "Northshire Police: Paul Police, Priya Police" in shown
    assert "Tick the box to countersign the report" in text_of(client.post(url, {"version": "1"}))
    assert not IssuedReport.objects.exists()
    data = {"agreed": "on", "version": "1", "once": "a"}
    answers = [client.post(url, data), client.post(url, data), client.post(url, data | {"once": "b"}), client.get(url)]

    assert [answer["Location"] for answer in answers] == [f"/learning-reports/{report.reference}/"] * 4
    assert IssuedReport.objects.count() == 1
    assert Letter.objects.filter(kind="learning-report-issued").count() == 4


def test_a_lead_who_wrote_in_the_report_is_told_who_can_countersign(cast, client_of):
    report = consolidating.start_report(make.closed_panel(cast), by=cast.lead)
    consolidating.send_to_lead(report, by=cast.lead)
    client, url = client_of(cast.lead), f"/learning-reports/{report.reference}/countersign/"

    shown = text_of(client.get(url))
    assert "another lead inspector countersigns it: Lorna Lead." in shown
    assert "Countersign and issue" not in shown
    refused_page = text_of(client.post(url, {"agreed": "on", "version": "1"}))
    assert "You wrote in this report" in refused_page
    assert not IssuedReport.objects.exists()
    assert client_of(cast.inspector).get(url).status_code == 404


def test_a_lead_is_warned_of_a_family_that_was_not_told_before_the_report_leaves(cast, client_of):
    report = make.sent_report(cast)
    case = report.panel.cases.get()

    shown = text_of(client_of(cast.lead).get(f"/learning-reports/{report.reference}/countersign/"))

    assert f"{case.reference}: The family has not been told yet." in shown
    assert shown.index("has not been told yet") < shown.index("When you issue the report")


def test_returning_needs_a_reason_which_the_writer_reads(cast, client_of):
    report = make.sent_report(cast)
    client, url = client_of(cast.lead), f"/learning-reports/{report.reference}/"

    assert "Enter what should change" in text_of(client.post(f"{url}return/", {"because": " "}))
    assert client.post(f"{url}return/", {"because": "Shorten 4.1."})["Location"] == url
    assert client.post(f"{url}return/", {"because": "Again."})["Location"] == url

    assert "Shorten 4.1." in text_of(client_of(cast.inspector).get(f"{url}edit/"))
    assert client.get(f"{url}return/").status_code == 405


def test_a_lead_who_read_an_older_version_is_asked_to_read_again(cast, client_of):
    report = make.sent_report(cast)
    client, url = client_of(cast.lead), f"/learning-reports/{report.reference}/countersign/"
    issuing.return_report(report, because="Shorten 4.1.", by=cast.other_lead)
    consolidating.send_to_lead(report, by=cast.inspector)

    shown = text_of(client.post(url, {"agreed": "on", "version": "1"}))

    assert "Read it again before you countersign it" in shown
    assert 'name="version" value="2"' in shown
    assert " checked>" not in shown
    assert not IssuedReport.objects.exists()


def test_of_a_joint_report_each_agency_gets_the_cases_that_it_took_part_in(cast, client_of):
    ours = panels.replied_case(cast)
    theirs = panels.cases.sent_case(cast, agencies=[cast.jail])
    panels.findings.replied(panels.cases.request_to(theirs, cast.jail), by=cast.prison)
    panel = make.panel_in_progress(cast, cases=[ours, theirs])
    make.attend(panel, cast.police, by=cast.coordinator)
    make.agree(panel, case=ours, text="Marker-Ours.", by=cast.coordinator)
    make.agree(panel, case=theirs, text="Marker-Theirs.", by=cast.coordinator)
    make.act(panel, cast, case=theirs, owner=cast.jail, text="Marker-Action-Theirs.")
    minuting.close_panel(panel, by=cast.coordinator)
    report = consolidating.start_report(panel, by=cast.inspector)
    consolidating.send_to_lead(report, by=cast.inspector)
    issuing.issue_report(report, by=cast.lead)

    def read(person):
        client, url = client_of(person), f"/learning-reports/{report.reference}/"
        return text_of(client.get(url)), client.get(f"{url}pdf/").status_code

    shown, pdf = read(cast.health)
    assert pdf == 404
    assert "Marker-Ours." in shown
    for hidden in ("Marker-Theirs.", "Marker-Action-Theirs.", theirs.reference, "/pdf/", cast.jail.name):
        assert hidden not in shown
    shown, pdf = read(cast.prison)
    assert pdf == 202
    assert "Marker-Ours." in shown
    assert "Marker-Theirs." in shown
