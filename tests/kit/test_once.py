import pytest
from django.shortcuts import redirect
from django.test import RequestFactory

from agencies.models import Agency
from panelportal.kit.models import FormReceipt, TrailEntry
from panelportal.kit.once import once
from tests.kit.at_once import at_once

ADD = "/directory/add/"


def _form(token, name="Westvale Ambulance", **changed):
    return {"name": name, "kind": "ambulance", "once": token, **changed}


@pytest.mark.django_db(transaction=True)
def test_twenty_sendings_of_one_form_at_once_create_one_thing(cast, client_of):
    clients = [client_of(cast.inspector) for _ in range(20)]

    answers = at_once(*[lambda client=client: client.post(ADD, _form("token")) for client in clients])

    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {
        (302, "/directory/westvale-ambulance/")
    }
    assert Agency.objects.filter(name="Westvale Ambulance").count() == 1
    assert TrailEntry.objects.filter(act="agency added", about="westvale-ambulance").count() == 1


@pytest.mark.django_db
def test_a_second_sending_is_led_to_the_same_place_and_changes_nothing(cast, client_of):
    client = client_of(cast.inspector)

    first = client.post(ADD, _form("token"))
    second = client.post(ADD, _form("token", name="Another name"))

    assert (first.status_code, first.url) == (second.status_code, second.url) == (302, "/directory/westvale-ambulance/")
    assert not Agency.objects.filter(name="Another name").exists()


@pytest.mark.django_db
def test_a_form_that_came_back_with_an_error_can_be_sent_again(cast, client_of):
    client = client_of(cast.inspector)

    refused = client.post(ADD, _form("token", name=""))
    taken = client.post(ADD, _form("token"))

    assert refused.status_code == 200
    assert 'name="once" value="token"' in refused.content.decode()
    assert taken.url == "/directory/westvale-ambulance/"
    assert FormReceipt.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("tokens", [("one", "another"), ("", "")])
def test_two_forms_are_two_things(cast, client_of, tokens):
    client = client_of(cast.inspector)

    for token, name in zip(tokens, ("First", "Second"), strict=True):
        client.post(ADD, _form(token, name=name))

    assert Agency.objects.filter(name__in=["First", "Second"]).count() == 2


@pytest.mark.django_db
def test_a_token_counts_for_its_person_and_its_page_only(cast, client_of):
    person = {"name": "Ann Ambulance", "email": "ann@example.org", "role": "spoc", "tell": "no", "once": "token"}

    client_of(cast.inspector).post(ADD, _form("token", name="First"))
    client_of(cast.lead).post(ADD, _form("token", name="Second"))
    client_of(cast.lead).post("/directory/second/people/add/", person)

    assert Agency.objects.filter(name__in=["First", "Second"]).count() == 2
    assert Agency.objects.get(name="Second").memberships.get().user.name == "Ann Ambulance"


@pytest.mark.django_db
def test_a_form_that_was_refused_leaves_no_receipt(cast, client_of):
    refused = client_of(cast.police).post(ADD, _form("token"))

    assert refused.status_code == 403
    assert not FormReceipt.objects.exists()


@pytest.mark.django_db
def test_a_page_has_a_new_token_each_time_it_is_opened(cast, client_of):
    client = client_of(cast.inspector)

    pages = [client.get(ADD).content.decode() for _ in range(2)]
    tokens = {page.partition('name="once" value="')[2].partition('"')[0] for page in pages}

    assert len(tokens) == 2
    assert all(len(token) >= 20 for token in tokens)


@pytest.mark.django_db
def test_a_page_and_a_token_of_any_length_fit_into_a_receipt(cast):
    request = RequestFactory().post(f"/{'x' * 400}/", {"once": "y" * 400})
    request.user = cast.inspector

    answer = once(lambda request: redirect("/"))(request)

    assert answer.url == "/"
    FormReceipt.objects.get().full_clean()
