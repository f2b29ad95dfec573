from datetime import timedelta

import pytest

from agencies.declaring import declare_conflict
from panelportal.kit import clock
from panelportal.kit.models import ReadEntry, StoredFile
from panelportal.kit.models.files import Checked
from ratings import moderating
from tests.factories import ratings as make

QUERIES = 9
STAFF = ("inspector", "other_inspector", "lead", "coordinator", "auditor")
OTHERS = ("sfo_team", "reviewer", "other_reviewer", "police", "left", "attendee", "stranger")


def test_staff_see_the_list(cast, client_of):
    review = make.received_review(cast)

    for who in STAFF:
        page = client_of(getattr(cast, who)).get("/reviews/").content.decode()
        assert review.reference in page
        assert ("Add a review" in page) is (who in ("lead", "coordinator")), who


def test_nobody_else_sees_the_list_or_a_review(cast, client_of):
    reference = make.issued_report(cast).reference

    for who in OTHERS:
        client = client_of(getattr(cast, who))
        places = ("/reviews/", f"/reviews/{reference}/", f"/reviews/{reference}/document/")
        assert [client.get(place).status_code for place in places] == [403, 404, 404], who


def test_the_list_asks_the_same_questions_for_one_row_as_for_three(cast, client_of, django_assert_num_queries):
    make.allocated_review(cast)
    client = client_of(cast.lead)
    client.get("/reviews/")

    for rows in (1, 3):
        with django_assert_num_queries(QUERIES):
            page = client.get("/reviews/")
        assert len(page.context["page"]) == rows
        make.received_review(cast, region=cast.other_region)
        make.allocated_review(cast, to=cast.other_inspector)


def test_the_list_narrows_by_reference_status_and_region(cast, client_of):
    ours = make.received_review(cast, their_reference="HMPPS-AAA")
    theirs = make.allocated_review(cast, region=cast.other_region, their_reference="HMPPS-BBB")
    client = client_of(cast.inspector)

    def found(**asked):
        return [review.reference for review in client.get("/reviews/", asked).context["page"]]

    assert found(search="aaa") == found(status="received") == found(region=cast.region.pk) == [ours.reference]
    assert found(search=theirs.reference[-4:], status="allocated") == [theirs.reference]
    assert found(search="aaa", status="allocated") == []
    assert found(page="9999") == [theirs.reference, ours.reference]


@pytest.mark.parametrize("asked", [{"status": "odd"}, {"region": "x"}, {"search": "x" * 41}, {"page": "-1"}])
def test_hostile_questions_do_not_break_the_list(cast, client_of, asked):
    review = make.received_review(cast)

    page = client_of(cast.inspector).get("/reviews/", asked)

    assert page.status_code == 200
    assert review.reference in page.content.decode()


def test_an_empty_list_says_so_and_names_what_was_asked(cast, client_of):
    client = client_of(cast.coordinator)

    assert b"No reviews received yet." in client.get("/reviews/").content
    asked = client.get("/reviews/", {"search": "<b>", "status": "issued"}).content.decode()
    assert "No reviews match ‘&lt;b&gt;’, Issued." in asked


def test_an_overdue_review_says_by_how_much(cast, client_of):
    with clock.at(clock.now() - timedelta(days=60)):
        review = make.received_review(cast)
    late = (clock.today() - review.due_on).days

    pages = [client_of(cast.lead).get(url).content.decode() for url in ("/reviews/", f"/reviews/{review.reference}/")]

    assert all(f"Overdue {late} days" in page for page in pages)


def test_the_clock_stops_when_the_report_is_issued(cast, client_of):
    with clock.at(clock.now() - timedelta(days=60)):
        review = make.received_review(cast)
    client = client_of(cast.lead)
    before = client.get(f"/reviews/{review.reference}/").content.decode()
    report = make.issued_report(cast)

    after = client.get(f"/reviews/{report.reference}/").content.decode()

    assert "portal-days" in before
    assert "portal-days" not in after


def test_the_page_tells_the_history_and_what_comes_next(cast, client_of):
    review = make.countersigned_assessment(cast).review

    page = client_of(cast.lead).get(f"/reviews/{review.reference}/")

    assert [item["title"] for item in page.context["past"]] == [
        "Assessment: countersigned",
        "Assessment: with lead inspector",
        "Assessment: in progress",
        "Review: allocated",
        "Received",
    ]
    assert ReadEntry.objects.filter(what="SFO review", about=review.reference).count() == 1


def test_what_may_be_clicked_depends_on_who_looks(cast, client_of):
    review = make.allocated_review(cast)

    def offered(person):
        return {
            name for name, may in client_of(person).get(f"/reviews/{review.reference}/").context["may"].items() if may
        }

    assert offered(cast.lead) == {"open_document", "allocate", "read_assessment", "withdraw"}
    assert offered(cast.inspector) == {"open_document", "read_assessment"}
    assert offered(cast.coordinator) == {"open_document", "allocate", "withdraw"}
    assert offered(cast.auditor) == set()


def test_a_returned_review_can_change_hands_again_and_a_sent_one_cannot(cast, client_of):
    assessment = make.sent_assessment(cast)
    client = client_of(cast.lead)

    sent = client.get(f"/reviews/{assessment.reference}/").context["may"]["allocate"]
    moderating.return_to_rater(assessment, because="More.", by=cast.lead)

    assert (sent, client.get(f"/reviews/{assessment.reference}/").context["may"]["allocate"]) == (False, True)


@pytest.mark.parametrize("who", ["inspector", "lead", "coordinator"])
def test_the_document_opens_in_the_browser_under_its_reference(cast, client_of, who):
    review = make.received_review(cast)
    StoredFile.objects.filter(pk=review.document_id).update(checked=Checked.CLEAN)

    answer = client_of(getattr(cast, who)).get(f"/reviews/{review.reference}/document/")

    assert b"".join(answer.streaming_content) == make.PDF
    assert answer["Content-Disposition"] == f'inline; filename="{review.reference}.pdf"'
    assert ReadEntry.objects.filter(what="SFO review document", about=review.reference).count() == 1


def test_the_auditor_sees_what_a_review_is_about_but_not_its_document(cast, client_of):
    review = make.received_review(cast)
    client = client_of(cast.auditor)

    assert client.get(f"/reviews/{review.reference}/").status_code == 200
    assert client.get(f"/reviews/{review.reference}/document/").status_code == 404


def test_a_declared_conflict_hides_the_review_from_everything(cast, client_of):
    review = make.sent_assessment(cast).review
    other = make.received_review(cast)
    declare_conflict(cast.lead, scope=review.reference, by=cast.lead)
    client = client_of(cast.lead)

    for url in (
        f"/reviews/{review.reference}/",
        f"/assessments/{review.reference}/",
        f"/moderation/{review.reference}/",
    ):
        assert client.get(url).status_code == 404
    assert [one.reference for one in client.get("/reviews/").context["page"]] == [other.reference]
    assert not client.get("/moderation/").context["waiting"]


def test_an_unknown_reference_is_not_found(cast, client_of):
    client = client_of(cast.lead)

    for url in ("/reviews/SFO-1999-0001/", "/assessments/SFO-1999-0001/", "/moderation/x/", "/qa-reports/x/"):
        assert client.get(url).status_code == 404
