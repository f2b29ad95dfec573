import pytest

from agencies import declaring
from panelportal.kit.models import ReadEntry, TrailEntry
from tests.factories import cases

pytestmark = pytest.mark.django_db


@pytest.fixture
def part(cast, client_of):
    """A request that its agency and an inspector have read."""
    part = cases.sent_request(cast)
    client_of(cast.police).get(f"/requests/{part.reference}/")
    client_of(cast.inspector).get(f"/cases/{part.case.reference}/particulars/")
    return part


def _opened(client, url):
    client.post(url, {"reason": "subject-access"})
    return client.get(url)


def test_everybody_who_read_anything_of_a_case_is_listed_with_role_and_agency(cast, client_of, part):
    page = _opened(client_of(cast.auditor), f"/access-log/{part.case.reference}/").text

    assert "Priya Police" in page
    assert "Single point of contact (SPOC), Northshire Police" in page
    assert "Inspector, HM Inspectorate of Probation" in page
    assert "particulars read" in page


def test_a_reason_is_asked_for_first_and_recorded(cast, client_of, part):
    url = f"/access-log/{part.case.reference}/"
    client = client_of(cast.auditor)

    asked, refused = client.get(url).text, client.post(url, {}).text
    taken_away = client.get(f"{url}download/")
    client.post(url, {"reason": "concern"})

    assert "Why do you open this access log?" in asked
    assert "Priya Police" not in asked + refused
    assert taken_away.status_code == 302
    opened = TrailEntry.objects.get(act="access log opened")
    assert (opened.about, opened.facts) == (part.case.reference, {"because": "concern"})


def test_all_that_one_person_read_and_did_is_listed(cast, client_of, part):
    url = f"/access-log/person/{cast.police.pk}/"
    client = client_of(cast.lead)

    read, did = _opened(client, url).text, client.get(f"{url}?show=acts").text

    assert part.reference in read
    assert "request read" in read
    assert "terms accepted" in did
    assert ReadEntry.objects.filter(what="access log read", about=f"person:{cast.police.pk}").count() == 2


def test_the_downloads_are_recorded(cast, client_of, part):
    client = client_of(cast.auditor)
    urls = [f"/access-log/person/{cast.police.pk}/", f"/access-log/{part.case.reference}/"]
    for url in urls:
        _opened(client, url)

    texts = [client.get(f"{url}download/").text for url in urls]

    assert all("Priya Police" in text for text in texts)
    assert set(TrailEntry.objects.filter(act="access log downloaded").values_list("about", flat=True)) == {
        f"person:{cast.police.pk}",
        part.case.reference,
    }


def test_what_a_conflict_takes_stays_taken(cast, client_of, part):
    declaring.declare_conflict(cast.lead, scope=part.case.reference, by=cast.lead)
    client = client_of(cast.lead)

    assert client.get(f"/access-log/{part.case.reference}/").status_code == 404
    assert part.reference not in _opened(client, f"/access-log/person/{cast.police.pk}/").text


def test_a_person_is_found_by_name_without_the_name_in_any_address_or_log(cast, client_of):
    client = client_of(cast.auditor)

    page = client.post("/audit/person/", {"who": "priya"})

    assert f"person={cast.police.pk}" in page.text
    assert "Single point of contact (SPOC), Northshire Police" in page.text
    assert not ReadEntry.objects.filter(about__icontains="priya").exists()
    assert "Nobody in the directory" in client.post("/audit/person/", {"who": "Zacharias"}).text


@pytest.mark.parametrize("person", ["inspector", "coordinator", "police", "stranger"])
def test_nobody_else_opens_an_access_log(cast, client_of, part, person):
    client = client_of(getattr(cast, person))
    urls = [f"/access-log/person/{cast.police.pk}/", f"/access-log/{part.case.reference}/", "/audit/person/"]

    assert {client.get(url).status_code for url in urls} == {403}
