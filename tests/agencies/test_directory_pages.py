"""Finding agencies, changing their details, and what is said of their sharing agreements."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from agencies import directory, loading
from agencies.models import Agency, AgencyKind
from panelportal.kit import clock
from panelportal.kit.models import TrailEntry
from panelportal.kit.versions import ChangedMeanwhile

pytestmark = pytest.mark.django_db

LONG = "ब" * 151


def _text(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def _found(client, **asked):
    page = client.get(reverse("agencies:directory"), asked).content.decode()
    return re.findall(r'<a class="govuk-link" href="/directory/([a-z0-9-]+)/">', page.partition("<table")[2])


def _details(agency, **changed):
    values = {name: getattr(agency, name) or "" for name in ("name", "area", "mailbox", "sharing_agreement")}
    return values | {"parent": agency.parent_id or "", "version": agency.version} | changed


def _day(name, value):
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}


# ---- finding -----------------------------------------------------------------------------------------------


def test_an_agency_is_found_by_its_name_its_area_and_its_kind(cast, client_of):
    Agency.objects.filter(pk=cast.landlord.pk).update(area="Üxheim")
    client = client_of(cast.inspector)

    assert _found(client, search="northshire po") == ["northshire-police"]
    assert _found(client, search="xheim") == ["westvale-housing"]
    assert _found(client, kind="prison") == ["hmp-northmoor"]
    assert _found(client, kind="prison", search="northshire") == []
    assert "No agency matches." in _text(client.get("/directory/?search=zzz"))


def test_a_name_of_2019_finds_who_has_its_work_today(cast, client_of):
    loading.load_directory()
    client = client_of(cast.inspector)

    found = _found(client, search="South East and Eastern")
    page = _text(client.get("/directory/?search=South+East+and+Eastern"))
    ended = _found(client, search="South East and Eastern", show="ended")

    assert found == ["east-of-england-probation-region", "kent-surrey-and-sussex-probation-region"]
    assert "has the work of National Probation Service: South East and Eastern" in page
    assert ended == ["nps-south-east-and-eastern"]


def test_those_to_be_confirmed_and_those_whose_agreement_ends_are_found(cast, client_of):
    soon, later = clock.today() + timedelta(days=60), clock.today() + timedelta(days=61)
    Agency.objects.filter(pk=cast.trust.pk).update(agreement_ends_on=soon)
    Agency.objects.filter(pk=cast.jail.pk).update(agreement_ends_on=later)
    Agency.objects.exclude(pk=cast.landlord.pk).update(confirmed_at=clock.now(), confirmed_by=cast.lead)
    client = client_of(cast.inspector)

    assert _found(client, show="agreement") == [cast.trust.slug]
    assert _found(client, show="to-confirm") == [cast.landlord.slug]


@pytest.mark.parametrize("asked", ["kind=9", "show=x", "search=%00", "page=x", "kind=%00", f"search={'x' * 200}"])
def test_a_wrong_question_is_answered_with_everything(cast, client_of, asked):
    answer = client_of(cast.inspector).get(f"/directory/?{asked}")

    assert answer.status_code == 200
    assert "Northshire Police" in _text(answer)


def test_a_long_directory_has_pages_that_keep_the_question(cast, client_of, django_assert_num_queries):
    loading.load_directory()
    client = client_of(cast.inspector)
    client.get("/directory/")

    with django_assert_num_queries(11):
        first = client.get("/directory/")
    with django_assert_num_queries(13):
        searched = client.get("/directory/?search=o&page=2")

    assert "64 agencies" in _text(first)
    assert "Page 1 of 3" in _text(first)
    assert "search=o" in searched.content.decode()


# ---- sharing agreements --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "says"),
    [(None, ""), (61, ""), (60, "ends on"), (0, "ends on"), (-1, "ended on")],
)
def test_a_sharing_agreement_is_warned_about_from_60_days_before_its_end(cast, client_of, days, says):
    ends_on = None if days is None else clock.today() + timedelta(days=days)
    Agency.objects.filter(pk=cast.trust.pk).update(agreement_ends_on=ends_on, sharing_agreement="ISA 7")
    trust = Agency.objects.get(pk=cast.trust.pk)

    page = _text(client_of(cast.inspector).get(f"/directory/{trust.slug}/"))
    listed = _text(client_of(cast.inspector).get("/directory/"))

    assert (says in trust.agreement_warning, trust.agreement_warning in page) == (True, True)
    assert bool(trust.agreement_warning) == bool(says)
    assert ("Agreement ended" in listed, "Agreement ends soon" in listed) == (says == "ended on", says == "ends on")


# ---- changing ------------------------------------------------------------------------------------------------


def test_details_are_changed_and_the_trail_says_which(cast, client_of):
    form = _details(cast.trust, name="Ymddiriedolaeth Iechyd 北", area="North", parent=cast.charity.pk)
    form |= _day("agreement_ends_on", date(2027, 3, 31)) | {"kind": "prison", "slug": "mine", "group": 1}

    answer = client_of(cast.inspector).post(reverse("agencies:change_agency", args=[cast.trust.slug]), form)

    changed = Agency.objects.get(pk=cast.trust.pk)
    assert answer.url == f"/directory/{cast.trust.slug}/"
    assert (changed.name, changed.area, changed.parent) == ("Ymddiriedolaeth Iechyd 北", "North", cast.charity)
    assert (changed.agreement_ends_on, changed.version) == (date(2027, 3, 31), 2)
    assert (changed.kind_id, changed.slug, changed.group_id) == ("health", cast.trust.slug, cast.trust.group_id)
    facts = TrailEntry.objects.get(act="agency changed").facts
    assert facts == {"changed": ["name", "area", "parent", "agreement_ends_on"]}


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"name": LONG}, "150 characters or fewer"),
        ({"name": "northshire POLICE"}, "already in the directory"),
        ({"mailbox": "nobody"}, "correct format"),
        ({"parent": "999999"}, "Select"),
        (
            _day("valid_from", date(2026, 2, 1)) | _day("valid_until", date(2026, 1, 1)),
            "must be the first day or later",
        ),
        ({"version": "x"}, "Somebody else changed these details"),
    ],
)
def test_details_that_cannot_be_saved_say_why(cast, client_of, changed, message):
    url = reverse("agencies:change_agency", args=[cast.trust.slug])

    answer = client_of(cast.inspector).post(url, _details(cast.trust, **changed))

    assert answer.status_code == 200
    assert message in _text(answer)
    assert Agency.objects.get(pk=cast.trust.pk).version == 1


def test_of_two_who_change_details_at_once_the_second_sees_both_and_loses_nothing(cast, client_of):
    url = reverse("agencies:change_agency", args=[cast.trust.slug])
    client, seen = client_of(cast.inspector), _details(cast.trust)
    client_of(cast.coordinator).post(url, seen | {"area": "The other area"})

    second = client.post(url, seen | {"area": "My area"})
    version = re.search(r'name="version" value="(\d+)"', second.content.decode())[1]
    client.post(url, seen | {"area": "My area", "version": version})

    assert "What somebody else saved" in _text(second)
    assert "The other area" in _text(second)
    assert 'value="My area"' in second.content.decode()
    assert Agency.objects.get(pk=cast.trust.pk).area == "My area"


def test_no_agency_is_a_part_of_itself(cast, client_of):
    Agency.objects.filter(pk=cast.charity.pk).update(parent=cast.trust)
    url = reverse("agencies:change_agency", args=[cast.trust.slug])

    answer = client_of(cast.lead).post(url, _details(cast.trust, parent=cast.charity.pk))

    assert "The parent body is itself a part of this agency" in _text(answer)


def test_the_inspectorate_does_not_end(cast, client_of):
    url = reverse("agencies:change_agency", args=[cast.inspectorate.slug])
    form = _details(cast.inspectorate) | _day("valid_until", date(2026, 1, 1))

    assert "The inspectorate cannot end" in _text(client_of(cast.lead).post(url, form))


def test_an_agency_that_was_merged_stays_ended(cast, client_of):
    yesterday = clock.today() - timedelta(days=1)
    Agency.objects.filter(pk=cast.jail.pk).update(valid_until=yesterday, group=cast.trust.group)
    jail = Agency.objects.get(pk=cast.jail.pk)
    details = {name: getattr(jail, name) for name in directory.DETAILS}

    answer = client_of(cast.lead).post(reverse("agencies:change_agency", args=[jail.slug]), _details(jail, area="East"))
    with pytest.raises(directory.MergedAlready):
        directory.change_agency(jail, seen=2, by=cast.lead, **details | {"valid_until": None})
    with pytest.raises(ChangedMeanwhile):
        directory.change_agency(jail, seen=1, by=cast.lead, **details)

    assert answer.status_code == 302
    assert (Agency.objects.get(pk=jail.pk).valid_until, Agency.objects.get(pk=jail.pk).area) == (yesterday, "East")


def test_nothing_of_an_agency_that_ended_or_has_not_begun_is_offered(cast):
    kind, today = AgencyKind.objects.get(pk="police"), clock.today()
    later = directory.add_agency(name="Later", kind=kind, by=None)
    Agency.objects.filter(pk=later.pk).update(valid_from=today + timedelta(days=1))
    Agency.objects.filter(pk=cast.police_force.pk).update(valid_until=today)

    assert not Agency.objects.that_can_be_asked().filter(pk=later.pk).exists()
    assert Agency.objects.that_can_be_asked().filter(pk=cast.police_force.pk).exists()
    with clock.at(clock.now() + timedelta(days=1)):
        assert Agency.objects.that_can_be_asked().filter(pk=later.pk).exists()
        assert not Agency.objects.that_can_be_asked().filter(pk=cast.police_force.pk).exists()
