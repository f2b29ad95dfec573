"""Who reaches the pages of a case, and to whom they do not exist."""

import pytest
from django.urls import reverse

from agencies.declaring import declare_conflict
from agencies.your_work import work_of
from cases.models import Case
from tests.cases.pages import NOT_STAFF, OF_A_CASE, OF_AN_AGENCY, text_of, urls_of
from tests.factories.cases import flagged_case, sent_case
from tests.factories.ratings import rated_review


@pytest.mark.parametrize("person", NOT_STAFF)
def test_no_page_of_a_case_exists_for_others(cast, client_of, person):
    case = sent_case(cast)
    client = client_of(getattr(cast, person))

    codes = {name: client.get(url).status_code for name, url in urls_of(case, cast.police_force).items()}

    assert codes == dict.fromkeys([*OF_A_CASE, *OF_AN_AGENCY], 404)
    assert client.get(reverse("cases:particulars", args=["MAC-2020-999"])).status_code == 404


def test_the_coordinator_reads_and_adds_but_neither_discloses_nor_sends(cast, client_of):
    case = sent_case(cast)
    client = client_of(cast.coordinator)

    codes = {name: client.get(url).status_code for name, url in urls_of(case, cast.police_force).items()}

    closed = ["particulars", "send", "correct", "withdraw", "withdraw_flag"]
    closed += ["proceedings_under_way", "turning_point", "add_parallel_review"]
    assert codes == dict.fromkeys([*OF_A_CASE, *OF_AN_AGENCY], 200) | dict.fromkeys(closed, 404)
    assert client.post(urls_of(case, cast.police_force)["agency"], {"particulars": []}).status_code == 404


@pytest.mark.parametrize("person", ["inspector", "other_inspector", "lead"])
def test_inspectors_reach_every_page(cast, client_of, person):
    case = sent_case(cast)
    client = client_of(getattr(cast, person))

    codes = {name: client.get(url).status_code for name, url in urls_of(case, cast.police_force).items()}

    assert set(codes.values()) == {200}


def test_a_declared_conflict_hides_the_case_by_its_own_or_its_reviews_reference(cast, client_of):
    case = sent_case(cast)
    declare_conflict(cast.inspector, scope=case.reference, by=cast.inspector)
    declare_conflict(cast.lead, scope=case.reviews.get().reference, by=cast.lead)

    for person in (cast.inspector, cast.lead):
        assert client_of(person).get(reverse("cases:requests", args=[case.reference])).status_code == 404
        assert case.reference not in text_of(client_of(person).get(reverse("cases:cases")))


def test_a_declared_conflict_on_a_case_takes_its_review_and_what_waits_too(cast, client_of):
    case = flagged_case(cast)
    review = case.reviews.get()
    declare_conflict(cast.inspector, scope=review.reference, by=cast.inspector)
    declare_conflict(cast.lead, scope=case.reference, by=cast.lead)

    assert [duty.about for duty in work_of(cast.inspector).to_do if duty.about == case.reference] == []
    for url in (f"/reviews/{review.reference}/", f"/assessments/{review.reference}/"):
        assert client_of(cast.lead).get(url).status_code == 404
        assert client_of(cast.other_lead).get(url).status_code == 200


def test_only_a_lead_clears_and_only_an_inspector_notes_proceedings(cast, client_of):
    case = flagged_case(cast, under_way=["criminal-proceedings"])
    clear, note, end = (
        reverse(f"cases:{name}", args=[case.reference])
        for name in ("proceedings", "proceedings_under_way", "proceedings_ended")
    )
    answers = {"stage": "record checks", "because": "The police agree."}

    assert [client_of(who).post(clear, answers).status_code for who in (cast.inspector, cast.coordinator)] == [404, 404]
    assert [client_of(who).post(end).status_code for who in (cast.inspector, cast.coordinator)] == [404, 404]
    assert client_of(cast.coordinator).post(note).status_code == 404
    assert Case.objects.get(pk=case.pk).is_paused
    assert client_of(cast.lead).post(clear, answers).status_code == 302
    assert not Case.objects.get(pk=case.pk).is_paused


def test_nobody_flags_but_inspectors_and_leads(cast, client_of):
    url = reverse("cases:flag", args=[rated_review(cast).reference])

    codes = {name: client_of(getattr(cast, name)).get(url).status_code for name in [*NOT_STAFF, "coordinator"]}

    assert set(codes.values()) == {404}
    assert [client_of(who).get(url).status_code for who in (cast.inspector, cast.lead)] == [200, 200]
