"""The list of cases, and what pages cost."""

from datetime import timedelta

from django.urls import reverse

from cases import requesting
from cases.models import RequestStatus
from panelportal.kit import clock
from tests.cases.pages import NOT_STAFF, text_of, urls_of
from tests.factories.cases import chosen_case, request_to, sent_case


def test_the_list_tells_stage_replies_and_next_step(cast, client_of):
    case = sent_case(cast)
    police = request_to(case, cast.police_force)
    requesting.mark_submitted(police, outcome_status=RequestStatus.NOT_KNOWN, by=cast.police)

    text = text_of(client_of(cast.coordinator).get(reverse("cases:cases")))

    for words in (case.reference, "Requests sent", "1 of 3", "Wait for 2 replies", f'href="/cases/{case.reference}/"'):
        assert words in text


def test_the_auditor_sees_the_list_without_a_way_into_a_case(cast, client_of):
    case = sent_case(cast)

    text = text_of(client_of(cast.auditor).get(reverse("cases:cases")))

    assert case.reference in text
    assert f"/cases/{case.reference}/" not in text
    assert "Marker" not in text


def test_others_have_no_list(cast, client_of):
    people = [name for name in NOT_STAFF if name != "auditor"]

    assert {client_of(getattr(cast, name)).get(reverse("cases:cases")).status_code for name in people} == {403}


def test_an_empty_list_says_so(cast, client_of):
    assert "No cases flagged." in text_of(client_of(cast.inspector).get(reverse("cases:cases")))


def test_pages_take_the_same_queries_for_one_row_and_for_three(cast, client_of, django_assert_num_queries):
    client = client_of(cast.inspector)
    one = chosen_case(cast, agencies=[cast.police_force])
    client.get(reverse("cases:cases"))
    with django_assert_num_queries(8):
        client.get(reverse("cases:cases"))
    three = chosen_case(cast)
    sent_case(cast)

    with django_assert_num_queries(8):
        client.get(reverse("cases:cases"))
    for case in (one, three):
        with django_assert_num_queries(12):
            client.get(reverse("cases:requests", args=[case.reference]))
        with django_assert_num_queries(16):
            client.get(reverse("cases:send", args=[case.reference]))


def test_no_title_carries_a_name_of_a_person_or_an_agency(cast, client_of):
    case = sent_case(cast)
    client = client_of(cast.inspector)

    for url in urls_of(case, cast.police_force).values():
        title = text_of(client.get(url)).split("<title>")[1].split("</title>")[0]
        assert "Marker" not in title
        assert "Police" not in title


def test_a_late_reply_and_an_overdue_one_say_so(of_old, client_of):
    with clock.at(clock.now() - timedelta(days=60)):
        case = sent_case(of_old)
    police = request_to(case, of_old.police_force)
    requesting.mark_submitted(police, outcome_status=RequestStatus.SUBMITTED, by=of_old.police)

    text = text_of(client_of(of_old.inspector).get(reverse("cases:requests", args=[case.reference])))

    assert "Late by " in text
    assert "Overdue " in text
    assert text.index("Overdue ") < text.index("Late by ")
