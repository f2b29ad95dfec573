"""The page on which a review is flagged."""

from django.urls import reverse

from cases.models import AgencyRequest, Case
from tests.cases.pages import text_of
from tests.factories.cases import flagged_case
from tests.factories.ratings import rated_review, sent_assessment


def answers_for(*agencies, **changes):
    answers = {
        "agencies": [agency.pk for agency in agencies],
        "reasons": ["not-shared"],
        "in_own_words": "Information stayed in each agency.",
        "lines_of_enquiry": "How was information shared at release?",
        "under_way": ["nothing"],
    }
    for name, (day, month, year) in {"period_from": (1, 1, 2024), "period_to": (17, 3, 2025)}.items():
        answers |= {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year}
    return answers | changes


def test_a_flag_leads_to_the_case_and_a_double_click_flags_once(cast, client_of):
    url = reverse("cases:flag", args=[rated_review(cast).reference])
    client, answers = client_of(cast.inspector), answers_for(cast.police_force, cast.trust, once="one-token")

    first, second = client.post(url, answers), client.post(url, answers)

    case = Case.objects.get()
    assert first["Location"] == second["Location"] == reverse("cases:requests", args=[case.reference])
    assert AgencyRequest.objects.count() == 2
    assert "Nothing has been sent to any agency" in text_of(client.get(first["Location"]))


def test_agencies_that_the_notes_name_are_ticked(cast, client_of):
    review = rated_review(cast, partnership_notes=["Northshire Mental Health Trust was not told, para 5.3."])

    page = client_of(cast.inspector).get(reverse("cases:flag", args=[review.reference]))

    assert cast.trust.pk in page.context["form"].initial["agencies"]
    assert cast.landlord.pk not in page.context["form"].initial["agencies"]
    assert "paragraph 5.3" in text_of(page)


def test_one_agency_alone_has_to_be_confirmed(cast, client_of):
    url = reverse("cases:flag", args=[rated_review(cast).reference])
    client = client_of(cast.inspector)

    asked = client.post(url, answers_for(cast.police_force))

    assert asked.status_code == 200
    assert "Select another agency, or tick the box to go on with one" in text_of(asked)
    assert client.post(url, answers_for(cast.police_force, go_on_with_one="on")).status_code == 302


def test_wrong_answers_come_back_as_they_were_typed(cast, client_of):
    url = reverse("cases:flag", args=[rated_review(cast).reference])
    answers = answers_for(
        cast.police_force,
        cast.trust,
        in_own_words="Kept <b>words</b>",
        period_to_year=2020,
        under_way=["nothing", "inquest"],
        not_asked_1=cast.police_force.pk,
        not_asked_because_1="No record",
        not_asked_because_2="Nobody named",
    )

    page = client_of(cast.inspector).post(url, answers)

    text = text_of(page)
    assert page.status_code == 200
    assert "Kept &lt;b&gt;words&lt;/b&gt;" in text
    for error in (
        "End of the period to check must be after its start",
        "select ‘No, nothing that we know of’ alone",
        "Northshire Police is named twice on this page",
        "Select the agency that is not asked",
    ):
        assert error in text
    assert "<title>Error: " in text
    assert not Case.objects.exists()


def test_a_flagged_review_leads_to_its_case(cast, client_of):
    case = flagged_case(cast)
    url = reverse("cases:flag", args=[case.reviews.get().reference])

    page = client_of(cast.lead).get(url)

    assert f'href="/cases/{case.reference}/"' in text_of(page)
    assert client_of(cast.lead).post(url, answers_for(cast.police_force, cast.trust)).status_code == 200
    assert Case.objects.count() == 1


def test_a_review_that_is_not_rated_cannot_be_flagged_yet(cast, client_of):
    url = reverse("cases:flag", args=[sent_assessment(cast).review.reference])

    assert "cannot be flagged yet" in text_of(client_of(cast.inspector).get(url))


def test_the_review_shows_the_button_or_the_case_to_those_who_may(cast, client_of):
    review = rated_review(cast)
    url, flag = reverse("ratings:review", args=[review.reference]), reverse("cases:flag", args=[review.reference])
    assert flag in text_of(client_of(cast.inspector).get(url))
    assert flag not in text_of(client_of(cast.coordinator).get(url))

    case = flagged_case(cast, review=review)

    assert flag not in text_of(client_of(cast.inspector).get(url))
    assert case.reference in text_of(client_of(cast.inspector).get(url))
    assert case.reference not in text_of(client_of(cast.auditor).get(url))
