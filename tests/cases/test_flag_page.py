"""The pages on which a review is flagged: agencies, why, what else, check, done."""

from django.urls import reverse

from agencies.declaring import declare_conflict
from cases.models import AgencyRequest, Case, FlagDraft
from panelportal.kit.models import Letter
from tests.cases.flag_pages import answer_all, on_agencies, on_other, on_why, url
from tests.cases.pages import text_of
from tests.factories.cases import flagged_case
from tests.factories.ratings import rated_review, sent_assessment


def test_three_pages_and_a_check_lead_to_the_case_and_nothing_is_sent(cast, client_of):
    review, client = rated_review(cast), client_of(cast.inspector)
    letters = Letter.objects.count()

    steps = [
        client.post(url("flag", review), on_agencies(cast.police_force, cast.trust)),
        client.post(url("flag_why", review), on_why()),
        client.post(url("flag_other", review), on_other()),
    ]
    assert [step["Location"] for step in steps] == [url(n, review) for n in ("flag_why", "flag_other", "flag_check")]
    assert not Case.objects.exists()
    done = client.post(url("flag_check", review))

    case = Case.objects.get()
    assert done["Location"] == url("flag_sent", review)
    assert case.reference in text_of(client.get(done["Location"]))
    assert "Nothing has been sent to any agency" in text_of(client.get(done["Location"]))
    assert Letter.objects.count() == letters
    assert not FlagDraft.objects.exists()


def test_a_double_click_flags_once(cast, client_of):
    review, client = rated_review(cast), client_of(cast.inspector)
    answer_all(client, review, cast.police_force, cast.trust)

    first, second = (client.post(url("flag_check", review), {"once": "one-token"}) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert Case.objects.count() == 1
    assert AgencyRequest.objects.count() == 2


def test_the_check_page_repeats_every_answer(cast, client_of):
    review, other, client = rated_review(cast), rated_review(cast), client_of(cast.inspector)
    answer_all(
        client,
        review,
        cast.police_force,
        cast.trust,
        under_way=["criminal-proceedings", "domestic-homicide-review"],
        court_stage="charged",
        **{"led_by_domestic-homicide-review": "Northshire Community Safety Partnership"},
        joined=other.reference.lower(),
        joined_because="same-person",
    )

    text = text_of(client.get(url("flag_check", review)))

    for words in (
        "Northshire Police",
        "Information was not shared",
        "How was information shared at release?",
        "1 January 2024 to 17 March 2025",
        "Criminal proceedings: charged. The case will be paused.",
        "Domestic homicide review, led by Northshire Community Safety Partnership",
        f"{other.reference}: it is about the same person",
    ):
        assert words in text


def test_what_was_answered_is_kept_for_its_author_alone_and_can_be_discarded(cast, client_of):
    review, client = rated_review(cast), client_of(cast.inspector)
    client.post(url("flag", review), on_agencies(cast.jail, cast.trust))
    client.post(url("flag_why", review), on_why(in_own_words="Kept words"))

    assert "Kept words" in text_of(client.get(url("flag_why", review)))
    assert "Kept words" not in text_of(client_of(cast.other_inspector).get(url("flag_why", review)))
    client.post(url("flag_discard", review))
    assert "Kept words" not in text_of(client.get(url("flag_why", review)))


def test_the_check_leads_back_to_the_page_that_is_not_answered(cast, client_of):
    review, client = rated_review(cast), client_of(cast.inspector)

    assert client.get(url("flag_check", review))["Location"] == url("flag", review)
    client.post(url("flag", review), on_agencies(cast.police_force, cast.trust))
    assert client.get(url("flag_check", review))["Location"] == url("flag_why", review)
    assert client.get(url("flag_sent", review))["Location"] == url("flag", review)


def test_agencies_that_the_notes_name_are_ticked(cast, client_of):
    review = rated_review(cast, partnership_notes=["Northshire Mental Health Trust was not told, para 5.3."])

    page = client_of(cast.inspector).get(url("flag", review))

    assert cast.trust.pk in page.context["form"].initial["agencies"]
    assert cast.landlord.pk not in page.context["form"].initial["agencies"]
    assert "paragraph 5.3" in text_of(page)


def test_one_agency_alone_has_to_be_confirmed(cast, client_of):
    review, client = rated_review(cast), client_of(cast.inspector)

    asked = client.post(url("flag", review), on_agencies(cast.police_force))

    assert asked.status_code == 200
    assert "Select another agency, or tick the box to go on with one" in text_of(asked)
    assert client.post(url("flag", review), on_agencies(cast.police_force, go_on_with_one="on")).status_code == 302


def test_wrong_answers_come_back_as_they_were_typed(cast, client_of):
    review, client = rated_review(cast), client_of(cast.inspector)
    left_out = {
        "not_asked_1": cast.police_force.pk,
        "not_asked_because_1": "No record",
        "not_asked_because_2": "Nobody named",
    }

    agencies = text_of(client.post(url("flag", review), on_agencies(cast.police_force, cast.trust, **left_out)))
    why = text_of(client.post(url("flag_why", review), on_why(in_own_words="<b>words</b>", period_to_year=2020)))
    other = text_of(client.post(url("flag_other", review), on_other(under_way=["nothing", "inquest"])))

    assert "Northshire Police is named twice on this page" in agencies
    assert "Select the agency that is not asked" in agencies
    assert "&lt;b&gt;words&lt;/b&gt;" in why
    assert "End of the period to check must be after its start" in why
    assert "select ‘No, nothing that we know of’ alone" in other
    assert all("<title>Error: " in text for text in (agencies, why, other))
    assert not FlagDraft.objects.exists()


def test_a_review_that_one_may_not_see_cannot_be_taken_along(cast, client_of):
    review, hidden, unrated = rated_review(cast), rated_review(cast), sent_assessment(cast).review
    declare_conflict(cast.inspector, scope=hidden.reference, by=cast.inspector)
    client = client_of(cast.inspector)

    for wrong in (hidden.reference, unrated.reference, review.reference, "SFO-2020-9999"):
        page = client.post(url("flag_other", review), on_other(joined=wrong, joined_because="same-person"))
        assert f"{wrong} is not another rated review that you can flag" in text_of(page)


def test_who_comes_second_is_led_to_the_case_and_keeps_what_they_wrote(cast, client_of):
    review, client = rated_review(cast), client_of(cast.other_inspector)
    answer_all(client, review, cast.police_force, cast.trust)
    case = flagged_case(cast, review=review)

    page = client.post(url("flag_check", review))

    text = text_of(page)
    assert page.status_code == 200
    assert "This review is already flagged" in text
    assert f'href="/cases/{case.reference}/"' in text
    assert "Information stayed in each agency." in text
    assert Case.objects.count() == 1


def test_a_flagged_review_leads_to_its_case(cast, client_of):
    case = flagged_case(cast)
    review = case.reviews.get()

    for name in ("flag", "flag_why", "flag_other", "flag_check", "flag_join"):
        assert f'href="/cases/{case.reference}/"' in text_of(client_of(cast.lead).get(url(name, review)))
    assert client_of(cast.lead).post(url("flag", review), on_agencies(cast.police_force)).status_code == 200
    assert Case.objects.count() == 1


def test_a_review_that_is_not_rated_cannot_be_flagged_yet(cast, client_of):
    review = sent_assessment(cast).review

    assert "cannot be flagged yet" in text_of(client_of(cast.inspector).get(url("flag", review)))


def test_the_review_shows_the_button_or_the_case_to_those_who_may(cast, client_of):
    review = rated_review(cast)
    page, flag = reverse("ratings:review", args=[review.reference]), url("flag", review)
    assert flag in text_of(client_of(cast.inspector).get(page))
    assert flag not in text_of(client_of(cast.coordinator).get(page))

    case = flagged_case(cast, review=review)

    assert flag not in text_of(client_of(cast.inspector).get(page))
    assert case.reference in text_of(client_of(cast.inspector).get(page))
    assert case.reference not in text_of(client_of(cast.auditor).get(page))
