import page
import pytest

from agencies.models import Duty
from panelportal.kit import access, printing, trail_check
from panelportal.kit.access import Can
from panelportal.kit.models import Document, Letter
from ratings import issuing
from ratings.models import Assessment, AssessmentStatus, QAReport, QAReportStatus, ReviewStatus
from ratings.moderating import NotWithALead
from tests.factories import ratings as make
from tests.kit.pdf_text import pages_of


def holders_of(permission, report, cast):
    return [name for name, one in vars(cast).items() if hasattr(one, "email") and access.may(one, permission, report)]


def test_issuing_opens_the_report_to_the_region_and_tells_its_review_team(cast):
    report = make.issued_report(cast)

    review = report.review
    duty = Duty.objects.open().get()
    letter = Letter.objects.get(kind="qa-report-issued")
    assert (report.version, report.status, report.issued_by) == (1, QAReportStatus.ISSUED, cast.lead)
    assert (review.status, Assessment.objects.get().status) == (ReviewStatus.ISSUED, AssessmentStatus.ISSUED)
    assert holders_of(Can.ACKNOWLEDGE, report, cast) == ["reviewer"]
    assert holders_of(Can.READ, report, cast) == [
        "inspector",
        "other_inspector",
        "lead",
        "other_lead",
        "coordinator",
        "auditor",
        "reviewer",
    ]
    assert (duty.kind, duty.agency, duty.role) == ("acknowledge-qa-report", cast.region, "")
    assert (letter.to_email, letter.subject) == (
        cast.reviewer.email,
        f"Quality assurance report ready: {review.reference}",
    )
    assert f"http://testserver/qa-reports/{review.reference}/" in letter.text
    assert trail_check.verify() is None


def test_a_report_is_issued_once_and_only_when_countersigned(cast):
    with pytest.raises(NotWithALead):
        issuing.issue_qa_report(make.sent_assessment(cast), by=cast.lead)
    assessment = make.countersigned_assessment(cast)
    issuing.issue_qa_report(assessment, by=cast.other_lead)

    with pytest.raises(NotWithALead):
        issuing.issue_qa_report(assessment, by=cast.lead)
    assert Document.objects.count() == 1


def test_nothing_is_issued_when_the_second_half_fails(cast, monkeypatch):
    assessment = make.countersigned_assessment(cast)

    def broken(*args, **kwargs):
        raise RuntimeError("the outbox is full")

    monkeypatch.setattr("ratings.issuing.letters.write", broken)
    with pytest.raises(RuntimeError):
        issuing.issue_qa_report(assessment, by=cast.lead)

    assert not QAReport.objects.exists()
    assert not Document.objects.exists()
    assert Assessment.objects.get().status is AssessmentStatus.COUNTERSIGNED


def test_the_pdf_has_the_overall_rating_with_its_four_parts(cast):
    report = make.issued_report(cast)

    pdf = printing.render(report.document)
    text = " ".join(" ".join(pages_of(pdf)).split())

    for said in (
        "1 Analysis of practice",
        "2 Overall judgements",
        "3 Learning",
        "4 Victims and their families",
        "Requires improvement",
        "Overall rating",
        "7 of 12: Good. Good is 7 to 10.",
        "The review is clear and well ordered.",
        "Reason 3.",
        "Feedback on standard 4.",
        "How ratings work",
        "OFFICIAL-SENSITIVE",
    ):
        assert said in text, said
    assert page.validate_pdf_bytes(pdf, profile="ua1").is_compliant
    assert report.document.filename == f"{report.reference}-qa-report-v1.pdf"


def test_the_report_names_roles_and_no_rater(cast):
    report = make.issued_report(cast)

    said = str(report.document.content)

    assert "Isla Inspector" not in said
    assert "Leda Lead" not in said
    assert report.document.content["signed"] == ["Inspector", "Lead inspector"]


def test_acknowledging_settles_the_duty_once(cast):
    report = make.issued_report(cast)

    issuing.acknowledge(report, by=cast.reviewer)
    again = issuing.acknowledge(report, by=cast.reviewer)

    assert again.status is QAReportStatus.ACKNOWLEDGED
    assert again.acknowledged_by == cast.reviewer
    assert not Duty.objects.open().exists()
    assert not issuing.still_to_acknowledge(Letter.objects.get(kind="qa-report-issued"))


def test_the_issue_page_lists_who_gets_it_then_issues_once(cast, client_of):
    assessment = make.countersigned_assessment(cast)
    client = client_of(cast.lead)
    here = f"/moderation/{assessment.reference}/issue/"

    page_before = client.get(here).content.decode()
    answers = [client.post(here, {"once": "x"}) for _ in range(2)]

    assert "Rhys Reviewer" in page_before
    assert "North Region" in page_before
    assert [answer["Location"] for answer in answers] == [f"/qa-reports/{assessment.reference}/"] * 2
    assert QAReport.objects.count() == 1


def test_the_rater_cannot_issue_by_the_page_either(cast, client_of):
    assessment = make.sent_assessment(cast, to=cast.other_lead)
    issuing_client = client_of(cast.other_lead)
    from_lead = client_of(cast.lead)
    from_lead.post(f"/moderation/{assessment.reference}/agree/", {"read": _read(from_lead, assessment)})

    answer = issuing_client.post(f"/moderation/{assessment.reference}/issue/", {"once": "x"})

    assert b"another lead inspector has to do this" in answer.content
    assert not QAReport.objects.exists()


def _read(client, assessment):
    return client.get(f"/moderation/{assessment.reference}/").context["form"]["read"].value()
