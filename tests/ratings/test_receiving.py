from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import Duty
from panelportal.kit import clock
from panelportal.kit.models import StoredFile, TrailEntry
from ratings.models import OffenceType, Review, ReviewStatus
from ratings.receiving import DatesOutOfOrder, NotARegion, TheirReferenceTaken
from tests.factories import ratings as make


def typed(cast, **changes):
    """What the coordinator types on the page."""
    today = clock.today()
    posted = {
        "their_reference": "HMPPS-77",
        "region": cast.region.pk,
        "delivery_unit": "Northmoor",
        "offence_type": "murder",
        "document": make.pdf_upload("Smith review.pdf"),
        "once": "a-token",
    }
    for name in ("submitted_on", "received_on"):
        day = changes.pop(name, today)
        posted |= {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}
    return posted | changes


def test_adding_a_review_starts_the_clock_and_asks_a_lead_to_allocate_it(cast):
    received = date(2025, 4, 10)

    review = make.received_review(cast, received_on=received)

    assert review.status is ReviewStatus.RECEIVED
    assert review.due_on == date(2025, 5, 6)
    assert review.added_by == cast.coordinator
    duty = Duty.objects.get()
    assert (duty.kind, duty.about, duty.role, duty.agency) == (
        "allocate-review",
        review.reference,
        "lead",
        cast.inspectorate,
    )
    assert list(TrailEntry.objects.filter(about=review.reference).values_list("act", flat=True)) == [
        "review added",
        "duty opened",
    ]


def test_their_reference_is_taken_once_whatever_its_capitals(cast):
    review = make.received_review(cast, their_reference="HMPPS-77")

    with pytest.raises(TheirReferenceTaken) as refused:
        make.received_review(cast, their_reference="hmpps-77")

    assert refused.value.review == review
    assert StoredFile.objects.count() == 1


def test_a_review_comes_from_a_region(cast):
    with pytest.raises(NotARegion):
        make.received_review(cast, region=cast.police_force)


@pytest.mark.parametrize(("submitted", "received"), [(0, -1), (0, 1)])
def test_a_review_is_not_received_before_it_is_submitted_nor_in_the_future(cast, submitted, received):
    today = clock.today()

    with pytest.raises(DatesOutOfOrder):
        make.received_review(
            cast, submitted_on=today + timedelta(days=submitted), received_on=today + timedelta(days=received)
        )


@pytest.mark.parametrize("who", ["coordinator", "lead"])
def test_the_page_adds_a_review_with_its_document(cast, client_of, who):
    response = client_of(getattr(cast, who)).post("/reviews/add/", typed(cast))

    review = Review.objects.get()
    assert response.status_code == 302
    assert response["Location"] == f"/reviews/{review.reference}/"
    assert (review.their_reference, review.region, review.document.name) == (
        "HMPPS-77",
        cast.region,
        "Smith review.pdf",
    )


def test_a_double_click_adds_one_review_and_leads_to_it_twice(cast, client_of):
    client = client_of(cast.coordinator)

    first = client.post("/reviews/add/", typed(cast))
    second = client.post("/reviews/add/", typed(cast))

    assert Review.objects.count() == 1
    assert first["Location"] == second["Location"]


def test_a_reference_that_was_added_before_is_said_where_it_was_typed(cast, client_of):
    review = make.received_review(cast, their_reference="HMPPS-77")

    response = client_of(cast.coordinator).post("/reviews/add/", typed(cast))

    assert Review.objects.count() == 1
    assert response.context["form"].errors["their_reference"] == [
        f"HMPPS reference was added before, as {review.reference}"
    ]
    assert b'value="Northmoor"' in response.content
    assert b"Error: Add a review" in response.content


def test_wrong_answers_keep_what_was_typed_and_say_how_to_mend_it(cast, client_of):
    tomorrow = clock.today() + timedelta(days=1)
    wrong = typed(
        cast,
        their_reference="<script>",
        region=cast.police_force.pk,
        received_on=tomorrow,
        document=SimpleUploadedFile("review.pdf", b"GIF89a", content_type="application/pdf"),
    )

    response = client_of(cast.coordinator).post("/reviews/add/", wrong)

    assert response.status_code == 200
    assert response.context["form"].errors == {
        "their_reference": ["HMPPS reference must have only letters, numbers, slashes and hyphens"],
        "region": ["Select region"],
        "received_on": ["Date received must be today or in the past"],
        "document": ["The file must be a PDF or Word document smaller than 20MB"],
    }
    assert b'value="&lt;script&gt;"' in response.content
    assert not Review.objects.exists()
    assert not StoredFile.objects.exists()


def test_received_before_submitted_is_said_at_the_date_received(cast, client_of):
    today = clock.today()

    response = client_of(cast.coordinator).post("/reviews/add/", typed(cast, received_on=today - timedelta(days=1)))

    assert response.context["form"].errors["received_on"] == ["Date received must be on or after the date submitted"]


@pytest.mark.parametrize("who", ["inspector", "auditor", "reviewer", "police", "stranger"])
def test_others_do_not_add_reviews(cast, client_of, who):
    client = client_of(getattr(cast, who))

    assert client.get("/reviews/add/").status_code == 403
    assert client.post("/reviews/add/", typed(cast)).status_code == 403
    assert not Review.objects.exists()


def test_there_are_types_of_offence_to_choose_from(cast, client_of):
    page = client_of(cast.coordinator).get("/reviews/add/").content.decode()

    assert all(kind.name in page for kind in OffenceType.objects.all())
