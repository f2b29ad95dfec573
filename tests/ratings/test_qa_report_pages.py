import pytest

from agencies.leaving import end_membership
from panelportal.kit import access, printing
from panelportal.kit.models import ReadEntry
from ratings.models import QAReport, QAReportStatus
from tests.factories import ratings as make

QUERIES = 10


@pytest.fixture
def report(cast):
    return make.issued_report(cast)


def test_the_region_reads_ratings_and_feedback_good_practice_first(cast, client_of, report):
    page = client_of(cast.reviewer).get(f"/qa-reports/{report.reference}/")
    text = page.content.decode()

    said = [
        "1 Analysis of practice",
        "2 Overall judgements",
        "3 Learning",
        "4 Victims and their families",
        "Overall rating",
        "What was done well",
        "The review is clear and well ordered.",
        "Feedback by standard",
        "Reason 1.",
        "Feedback on standard 4.",
        "What happens next",
        "We have read this report",
    ]
    places = [text.index(one, text.index("its four parts") if one != "Overall rating" else 0) for one in said[:4]]
    assert places == sorted(places)
    assert all(one in text for one in said)
    assert text.index("What was done well</h2>") < text.index("Feedback by standard</h2>")
    assert "Isla Inspector" not in text
    assert ReadEntry.objects.filter(what="QA report", about=report.reference).count() == 1


@pytest.mark.parametrize("state", [make.allocated_review, make.sent_assessment, make.countersigned_assessment])
def test_the_region_sees_nothing_before_the_report_is_issued(cast, client_of, state):
    reference = state(cast).reference
    client = client_of(cast.reviewer)

    for url in ("/qa-reports/{}/", "/qa-reports/{}/pdf/", "/reviews/{}/", "/reviews/{}/document/", "/assessments/{}/"):
        assert client.get(url.format(reference)).status_code == 404
    assert client.post(f"/qa-reports/{reference}/acknowledge/").status_code == 404
    assert reference not in client.get("/qa-reports/").content.decode()


def test_nobody_else_ever_sees_it(cast, client_of, report):
    for who in ("other_reviewer", "sfo_team", "police", "left", "attendee", "stranger"):
        client = client_of(getattr(cast, who))
        assert client.get(f"/qa-reports/{report.reference}/").status_code == 404, who
        assert client.get(f"/qa-reports/{report.reference}/pdf/").status_code == 404, who
        assert client.post(f"/qa-reports/{report.reference}/acknowledge/").status_code == 404, who
    assert QAReport.objects.get().status is QAReportStatus.ISSUED


def test_staff_read_it_and_do_not_acknowledge_it(cast, client_of, report):
    for who in ("inspector", "lead", "coordinator", "auditor"):
        client = client_of(getattr(cast, who))
        page = client.get(f"/qa-reports/{report.reference}/")
        assert page.status_code == 200, who
        assert b"We have read this report" not in page.content, who
        assert client.post(f"/qa-reports/{report.reference}/acknowledge/").status_code == 404, who


def test_acknowledging_twice_is_recorded_once(cast, client_of, report):
    client = client_of(cast.reviewer)
    here = f"/qa-reports/{report.reference}/acknowledge/"

    answers = [client.post(here, {"once": "x"}) for _ in range(2)]
    page = client.get(f"/qa-reports/{report.reference}/")

    assert [answer["Location"] for answer in answers] == [f"/qa-reports/{report.reference}/"] * 2
    assert QAReport.objects.get().acknowledged_by == cast.reviewer
    assert b"Read by Rhys Reviewer." in page.content
    assert b"We have read this report</button>" not in page.content


def test_a_get_acknowledges_nothing(cast, client_of, report):
    assert client_of(cast.reviewer).get(f"/qa-reports/{report.reference}/acknowledge/").status_code == 405
    assert QAReport.objects.get().acknowledged_at is None


def test_the_pdf_is_being_prepared_and_then_a_download(cast, client_of, report):
    client = client_of(cast.reviewer)
    here = f"/qa-reports/{report.reference}/pdf/"

    early = client.get(here)
    printing.render_document.call(report.document.pk)
    answer = client.get(here)

    assert early.status_code == 202
    assert answer["Content-Disposition"] == f'attachment; filename="{report.reference}-qa-report-v1.pdf"'
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")


def test_the_region_lists_its_own_reports_with_as_many_questions_for_three_as_for_one(
    cast, client_of, django_assert_num_queries, report
):
    client = client_of(cast.reviewer)
    client.get("/qa-reports/")

    for rows in (1, 3):
        with django_assert_num_queries(QUERIES):
            page = client.get("/qa-reports/")
        assert len(page.context["page"]) == rows
        make.issued_report(cast)
        make.issued_report(cast)
        elsewhere = make.issued_report(cast, region=cast.other_region)
    assert b"Reports for your region" in page.content
    assert elsewhere.reference not in client.get("/qa-reports/").content.decode()


def test_a_region_without_reports_is_told_so(cast, client_of, report):
    page = client_of(cast.other_reviewer).get("/qa-reports/")

    assert b"No reports issued yet." in page.content
    assert report.reference not in page.content.decode()


def test_the_list_is_for_regions_and_the_inspectorate(cast, client_of):
    for who in ("police", "sfo_team", "attendee", "left", "stranger"):
        assert client_of(getattr(cast, who)).get("/qa-reports/").status_code == 403, who


def test_whoever_leaves_the_review_team_stops_seeing_it_at_once(cast, client_of, report):
    client = client_of(cast.reviewer)
    assert client.get(f"/qa-reports/{report.reference}/").status_code == 200

    end_membership(cast.reviewer.memberships.get(), by=cast.lead)
    access.forget(cast.reviewer)

    assert client.get(f"/qa-reports/{report.reference}/").status_code == 404
