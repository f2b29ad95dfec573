"""The directory that is shipped: what it holds, and that loading it never touches what people did."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from agencies import directory, loading
from agencies.models import Agency, AgencyKind, Succession
from panelportal.kit.models import TrailEntry

pytestmark = pytest.mark.django_db


def _load():
    out = StringIO()
    call_command("load_directory", stdout=out)
    return out.getvalue()


def _holders(name, day):
    return [one.name for one in directory.holders_on(Agency.objects.get(name=name), day)]


def test_it_has_12_regions_43_forces_and_28_earlier_providers():
    assert _load() == "83 agencies were added.\n"

    assert Agency.objects.regions().in_being().count() == 12
    assert Agency.objects.that_can_be_asked().filter(kind="police").count() == 43
    assert Agency.objects.filter(kind="police", area__contains="Wales").count() == 2
    earlier = Agency.objects.filter(kind="probation-provider")
    assert earlier.filter(name__startswith="National Probation Service").count() == 7
    assert earlier.filter(name__startswith="Community Rehabilitation Company").count() == 21
    assert not earlier.in_being().exists()
    assert not earlier.that_can_be_asked().exists()


def test_every_earlier_provider_leads_to_regions_of_today():
    _load()
    today, regions = date(2026, 11, 23), set(Agency.objects.regions().in_being())

    reached = set()
    for provider in Agency.objects.filter(kind="probation-provider"):
        holders = set(directory.holders_on(provider, today))
        assert holders
        assert holders <= regions
        reached |= holders

    assert reached == regions


def test_a_question_about_2019_finds_who_holds_it_today():
    _load()
    today, company = date(2026, 11, 23), "Community Rehabilitation Company: Wales"

    assert _holders("National Probation Service: Midlands", today) == [
        "East Midlands Probation Region",
        "West Midlands Probation Region",
    ]
    assert _holders(company, date(2019, 6, 1)) == [company]
    assert _holders(company, date(2020, 6, 1)) == ["National Probation Service: Wales"]
    assert _holders(company, today) == ["Wales Probation Region"]


def test_loading_again_adds_nothing_in_three_queries(django_assert_num_queries):
    _load()
    before = list(Agency.objects.order_by("pk").values()), list(Succession.objects.order_by("pk").values())

    with django_assert_num_queries(5):  # the savepoint of the verb, two lists and the kinds
        assert loading.load_directory() == 0

    assert (list(Agency.objects.order_by("pk").values()), list(Succession.objects.order_by("pk").values())) == before
    assert TrailEntry.objects.filter(act="directory loaded").count() == 1


def test_what_people_changed_stays(cast):
    _load()
    Agency.objects.filter(slug="kent-police").update(
        name="Police of Kent", area="Kent and Medway", mailbox="k@k.example"
    )
    Agency.objects.filter(slug="wales-probation-region").update(valid_until=date(2026, 1, 1))

    assert loading.load_directory() == 0

    kent = Agency.objects.get(slug="kent-police")
    assert (kent.name, kent.area, kent.mailbox) == ("Police of Kent", "Kent and Medway", "k@k.example")
    assert Agency.objects.get(slug="wales-probation-region").valid_until == date(2026, 1, 1)


def test_an_agency_that_was_added_by_hand_is_taken_for_the_one_it_is(cast):
    by_hand = directory.add_agency(
        name="wales probation REGION", kind=AgencyKind.objects.get(pk="probation-region"), area="Cymru", by=cast.lead
    )
    Agency.objects.filter(pk=by_hand.pk).update(slug="cymru")

    assert loading.load_directory() == 82

    assert Agency.objects.filter(name__icontains="wales probation region").get().area == "Cymru"
    earlier = Agency.objects.get(slug="nps-wales")
    assert directory.holders_on(earlier) == [by_hand]


def test_the_files_hold_together():
    entries, successions = loading._read()
    slugs = [one["slug"] for one in entries]

    assert len(set(slugs)) == len({one["name"] for one in entries}) == len(slugs) == 83
    assert {one["kind"] for one in entries} <= {kind for kind, _, _ in directory.KINDS}
    assert all(set(one) <= {"slug", "name", "kind", "area", "first_day", "last_day"} for one in entries)
    last_days = {one["slug"]: one.get("last_day") for one in entries}
    for one in successions:
        assert one["successor"] in slugs
        assert (one["took_over_on"] - last_days[one["predecessor"]]).days == 1
