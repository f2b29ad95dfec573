import pytest

from agencies import duties
from agencies.models import Duty
from cases.models import Case, CaseStatus
from findings.models import LearningPoint
from findings.models.learning_points import Level, PointKind
from panelportal.kit.models import Letter
from panelportal.kit.versions import ChangedMeanwhile
from panels import consolidating, minuting
from panels import refusals_learning as refused
from panels.models import LearningReport, Paragraph
from panels.models.minutes import EntryKind
from panels.models.paragraphs import SectionNumber
from panels.models.reports import ReportStatus
from panels.report_content import report_content, sources_of
from tests.factories import learning as make
from tests.factories import panels
from tests.panels.reading import text_of

EDIT_PAGE, REPORTS_PAGE = 19, 7


def texts(report, number):
    return [one.text for one in Paragraph.objects.for_list().filter(section__report=report, section__number=number)]


def finding(report):
    return Paragraph.objects.for_list().get(section__report=report, section__number=SectionNumber.FINDINGS)


def entry_of(report):
    return consolidating.agreed_learning(report).get()


# ---- the first draft -----------------------------------------------------------------------------------


def test_a_report_opens_with_the_agreed_learning_in_place_each_with_its_sources(cast):
    report = make.drafted_report(cast)

    assert [section["title"] for section in report_content(report)["sections"]] == [
        "Summary",
        "Background and scope",
        "How the learning was gathered",
        "Findings",
        "What worked well",
        "Actions",
        "Learning by level",
    ]
    text = (
        "Marker-Learning: recalls reach the force late.\n\n"
        "Why: It went to a mailbox that nobody reads at weekends.\n\n"
        "What would help: One mailbox for recalls, read every day."
    )
    assert texts(report, SectionNumber.FINDINGS) == [text]
    assert texts(report, SectionNumber.WORKED_WELL) == []
    assert texts(report, SectionNumber.LEVELS) == ["Across agencies: Marker-Learning: recalls reach the force late."]
    points = [point.reference for point in make.points_of(Case.objects.get())]
    assert sources_of(finding(report)) == [*points, "minute 2"]
    assert [action["reference"] for action in report_content(report)["actions"]] == ["ACT-" + points[0][3:7] + "-001"]


def test_the_background_tells_counts_and_nothing_of_agencies_or_the_case(cast):
    report = make.drafted_report(cast)

    summary, *_ = texts(report, SectionNumber.SUMMARY)
    assert "It agreed 1 finding about what should improve and no findings about what worked well" in summary
    assert summary.endswith("and set 1 action.")
    background = " ".join(texts(report, SectionNumber.BACKGROUND) + texts(report, SectionNumber.GATHERING))
    assert "We asked 3 agencies. 3 agencies replied and 1 agency attended the panel." in background
    for hidden in ("Marker", cast.police_force.name, cast.trust.name, cast.jail.name, Case.objects.get().reference):
        assert hidden not in background


def test_points_of_both_kinds_become_a_finding_and_what_worked_well(cast):
    panel = make.panel_in_progress(cast)
    make.attend(panel, cast.police, by=cast.coordinator)
    well, improve = make.points_of(panel.cases.get())
    LearningPoint.objects.filter(pk=well.pk).update(kind=PointKind.WORKED_WELL, level=Level.NATIONAL)
    make.agree(panel, text="Both.", by=cast.coordinator)
    make.agree(panel, text="From no point.", points=[], by=cast.coordinator)
    minuting.close_panel(panel, by=cast.coordinator)

    report = consolidating.start_report(panel, by=cast.inspector)

    of_findings, of_well = texts(report, SectionNumber.FINDINGS), texts(report, SectionNumber.WORKED_WELL)
    assert [text.splitlines()[0] for text in of_findings] == ["Both.", "From no point."]
    assert [text.splitlines()[0] for text in of_well] == ["Both."]
    assert texts(report, SectionNumber.LEVELS) == ["Across agencies: Both.", "National: Both."]
    assert improve.reference in report_content(report)["sections"][3]["paragraphs"][0]["sources"]


def test_starting_moves_the_case_asks_its_writer_to_finish_and_happens_once(cast):
    panel = make.closed_panel(cast)

    report = consolidating.start_report(panel, by=cast.inspector)
    again = consolidating.start_report(panel, by=cast.lead)

    assert again == report
    assert LearningReport.objects.get().drafted_by == cast.inspector
    assert Case.objects.get().status == CaseStatus.REPORT_IN_PROGRESS
    assert not duties.has_open("write-report", about=panel.reference)
    assert Duty.objects.open().get(about=report.reference).person == cast.inspector


def test_a_report_of_a_panel_that_is_not_closed_is_refused(cast):
    panel = make.minuted_panel(cast)

    with pytest.raises(refused.NotClosed, match=panel.reference):
        consolidating.start_report(panel, by=cast.inspector)

    assert not LearningReport.objects.exists()


# ---- writing -------------------------------------------------------------------------------------------


def test_of_two_writers_the_second_learns_what_the_first_wrote(cast):
    paragraph = finding(make.drafted_report(cast))
    seen = Paragraph.objects.get(pk=paragraph.pk)

    consolidating.write_paragraph(paragraph, text="first", version=1, by=cast.inspector)
    with pytest.raises(ChangedMeanwhile) as told:
        consolidating.write_paragraph(seen, text="second", version=1, by=cast.lead)
    with pytest.raises(ChangedMeanwhile):
        consolidating.remove_paragraph(seen, version=1, by=cast.lead)

    assert (told.value.current.text, told.value.current.written_by) == ("first", cast.inspector)
    assert Paragraph.objects.get(pk=paragraph.pk).text == "first"


def test_a_paragraph_added_brings_the_points_of_its_minutes_as_sources(cast):
    report = make.drafted_report(cast)
    section = report.sections.get(number=SectionNumber.WORKED_WELL)
    case, entry = Case.objects.get(), entry_of(report)

    added = consolidating.add_paragraph(section, text="New.", case=case, entries=[entry], by=cast.inspector)

    points = [point.reference for point in make.points_of(case)]
    assert sources_of(Paragraph.objects.for_list().get(pk=added.pk)) == [*points, "minute 2"]
    with pytest.raises(refused.WrittenByThePortal):
        consolidating.add_paragraph(report.sections.get(number=6), text="No.", by=cast.inspector)
    with pytest.raises(refused.SourceOfAnotherCase):
        consolidating.add_paragraph(section, text="No.", entries=[entry], by=cast.inspector)
    note = report.panel.entries.get(kind=EntryKind.NOTE)
    with pytest.raises(refused.NotAgreedLearning):
        consolidating.add_paragraph(section, text="No.", case=case, entries=[note], by=cast.inspector)


def test_agreed_learning_that_is_not_used_blocks_sending_until_used_or_explained(cast):
    report = make.drafted_report(cast)
    entry = entry_of(report)

    with pytest.raises(refused.UsedInReport):
        consolidating.leave_out(report, entry=entry, because="No need.", by=cast.inspector)
    consolidating.remove_paragraph(finding(report), version=1, by=cast.inspector)
    assert list(consolidating.unexplained(report)) == [entry]
    with pytest.raises(refused.LearningLeftOut):
        consolidating.send_to_lead(report, by=cast.inspector)
    consolidating.leave_out(report, entry=entry, because="Said in LR-2025-01.", by=cast.inspector)
    consolidating.leave_out(report, entry=entry, because="Said before.", by=cast.inspector)

    assert [reason.because for reason in report.not_used.all()] == ["Said before."]
    assert consolidating.send_to_lead(report, by=cast.inspector).status == ReportStatus.WITH_LEAD


def test_learning_that_is_used_again_needs_no_reason_any_more(cast):
    report = make.drafted_report(cast)
    entry, section = entry_of(report), report.sections.get(number=SectionNumber.FINDINGS)
    consolidating.remove_paragraph(finding(report), version=1, by=cast.inspector)
    consolidating.leave_out(report, entry=entry, because="Said before.", by=cast.inspector)

    consolidating.add_paragraph(section, text="Again.", case=entry.case, entries=[entry], by=cast.inspector)

    assert not report.not_used.exists()
    assert not consolidating.unexplained(report).exists()


def test_a_report_without_summary_is_not_sent(cast):
    report = make.drafted_report(cast)
    for paragraph in Paragraph.objects.filter(section__report=report, section__number=SectionNumber.SUMMARY):
        consolidating.remove_paragraph(paragraph, version=1, by=cast.inspector)

    with pytest.raises(refused.NoSummary):
        consolidating.send_to_lead(report, by=cast.inspector)


def test_a_report_with_the_lead_is_changed_no_more_and_waits_for_a_lead_who_did_not_draft_it(cast):
    report = make.sent_report(cast)
    paragraph, section = finding(report), report.sections.first()

    for change in (
        lambda: consolidating.write_paragraph(paragraph, text="late", version=1, by=cast.inspector),
        lambda: consolidating.add_paragraph(section, text="late", by=cast.inspector),
        lambda: consolidating.remove_paragraph(paragraph, version=1, by=cast.inspector),
        lambda: consolidating.leave_out(report, entry=entry_of(report), because="late", by=cast.inspector),
        lambda: consolidating.send_to_lead(report, by=cast.inspector),
    ):
        with pytest.raises(refused.NotDrafting, match=report.reference):
            change()

    duty = Duty.objects.open().get(about=report.reference)
    assert (duty.kind, duty.role, duty.not_for) == ("countersign-report", "lead", cast.inspector)


# ---- pages ---------------------------------------------------------------------------------------------


def test_a_double_click_starts_one_report(cast, client_of):
    panel = make.closed_panel(cast)
    client, url = client_of(cast.inspector), f"/panels/{panel.reference}/report/"

    assert "Marker-Learning" in text_of(client.get(url))
    answers = [client.post(url, {"once": "a"}), client.post(url, {"once": "a"}), client.post(url), client.get(url)]

    report = LearningReport.objects.get()
    edit = f"/learning-reports/{report.reference}/edit/"
    assert [answer["Location"] for answer in answers] == [edit, edit, *[f"/learning-reports/{report.reference}/"] * 2]
    assert client_of(cast.coordinator).post(url).status_code == 403


def test_a_panel_that_is_not_closed_says_so_instead_of_starting(cast, client_of):
    panel = make.minuted_panel(cast)
    client, url = client_of(cast.inspector), f"/panels/{panel.reference}/report/"

    assert "Close the panel first." in text_of(client.get(url))
    assert f"Close panel {panel.reference} before you write its learning report" in text_of(client.post(url))


def test_the_editor_shows_the_sources_of_each_paragraph_with_their_agencies(cast, client_of):
    report = make.drafted_report(cast)

    page = text_of(client_of(cast.inspector).get(f"/learning-reports/{report.reference}/edit/"))

    ours, theirs = (point.reference for point in make.points_of(Case.objects.get()))
    assert f"From {ours} (Northshire Police), {theirs} (Northshire Mental Health Trust), minute 2." in page
    assert "All agreed learning is used or explained." in page
    assert "Send to a lead inspector" in page


def test_the_second_writer_sees_both_texts_and_decides(cast, client_of):
    report = make.drafted_report(cast)
    paragraph = finding(report)
    client, url = client_of(cast.lead), f"/learning-reports/{report.reference}/edit/{paragraph.pk}/"
    consolidating.write_paragraph(paragraph, text="Text of the first", version=1, by=cast.inspector)

    page = text_of(client.post(url, {"text": "Text of the second", "version": "1"}))

    assert "Someone else saved this since you opened it" in page
    assert "Text of the first" in page
    assert "Text of the second" in page
    assert client.post(url, {"text": "Text of both", "version": "2"}).status_code == 302
    assert Paragraph.objects.get(pk=paragraph.pk).text == "Text of both"
    assert "Enter the text of the paragraph" in text_of(client.post(url, {"text": " ", "version": "3"}))
    assert "Someone else saved this" in text_of(client.post(url, {"text": "x", "version": "bogus"}))


def test_learning_is_taken_out_explained_and_put_back_on_the_pages(cast, client_of):
    report = make.drafted_report(cast)
    client, url = client_of(cast.inspector), f"/learning-reports/{report.reference}/"
    entry, paragraph = entry_of(report), finding(report)

    assert "was not removed" in text_of(client.post(f"{url}edit/{paragraph.pk}/remove/", {"version": "9"}, follow=True))
    client.post(f"{url}edit/{paragraph.pk}/remove/", {"version": "1"})
    page = text_of(client.get(f"{url}edit/"))
    assert "Say why it is not used" in page
    assert "Send to a lead inspector" not in page
    assert "or say why it is not used" in text_of(client.post(f"{url}send/", follow=True))
    add = f"{url}edit/section-4/add/"
    assert "Select the learning that it comes from" in text_of(client.post(add, {"text": "Back."}))
    for _ in range(2):
        client.post(add, {"text": "Back.", "sources": [entry.pk], "once": "a"})
    assert texts(report, SectionNumber.FINDINGS) == ["Back."]
    assert client.get(f"{url}edit/section-6/add/").status_code == 404
    not_used = f"{url}edit/not-used/{entry.pk}/"
    assert "Enter why this learning is not used" in text_of(client.post(not_used, {"because": " "}))
    assert "This learning is used in the report" in text_of(client.post(not_used, {"because": "No."}))
    assert client.post(f"{url}send/")["Location"] == url
    assert client.get(f"{url}edit/")["Location"] == url


def test_nobody_outside_the_inspectorate_sees_a_draft_and_no_letter_tells_of_it(cast, client_of):
    report = make.sent_report(cast)
    paragraph = finding(report)
    paths = ["", "pdf/", "edit/", f"edit/{paragraph.pk}/", "edit/section-4/add/", "countersign/"]

    for person in (cast.police, cast.health, cast.attendee, cast.reviewer, cast.auditor, cast.stranger):
        client = client_of(person)
        for path in paths:
            assert client.get(f"/learning-reports/{report.reference}/{path}").status_code == 404
        assert f"/learning-reports/{report.reference}/" not in text_of(client.get("/learning-reports/"))
        assert report.reference not in text_of(client.get("/"))
    coordinator = client_of(cast.coordinator)
    assert coordinator.get(f"/learning-reports/{report.reference}/").status_code == 200
    assert coordinator.get(f"/learning-reports/{report.reference}/edit/").status_code == 404
    assert coordinator.get(f"/learning-reports/{report.reference}/pdf/").status_code == 404
    assert not Letter.objects.filter(about=report.reference).exists()
    assert not Letter.objects.filter(text__contains="Marker").exists()


def test_the_list_is_empty_in_words(cast, client_of):
    assert "No learning reports yet." in text_of(client_of(cast.inspector).get("/learning-reports/"))
    own = text_of(client_of(cast.police).get("/learning-reports/"))
    assert "No learning report has been issued to your agency." in own


@pytest.mark.parametrize("entries", [1, 3])
def test_the_editor_asks_as_much_for_one_finding_as_for_three(cast, client_of, entries, django_assert_num_queries):
    panel = make.panel_in_progress(cast, cases=[panels.replied_case(cast)])
    make.attend(panel, cast.police, by=cast.coordinator)
    for _ in range(entries):
        make.agree(panel, by=cast.coordinator)
        make.act(panel, cast)
    minuting.close_panel(panel, by=cast.coordinator)
    report = consolidating.start_report(panel, by=cast.inspector)
    client, url = client_of(cast.inspector), f"/learning-reports/{report.reference}/edit/"
    client.get(url)

    with django_assert_num_queries(EDIT_PAGE):
        client.get(url)


@pytest.mark.parametrize("reports", [1, 3])
def test_the_list_asks_as_much_for_one_report_as_for_three(cast, client_of, reports, django_assert_num_queries):
    for _ in range(reports):
        make.drafted_report(cast)
    client = client_of(cast.inspector)
    client.get("/learning-reports/")

    with django_assert_num_queries(REPORTS_PAGE):
        client.get("/learning-reports/")
