"""Details are confirmed, and asked to be again after six months."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from agencies import confirming, duties
from agencies.models import Agency, Duty, Membership
from agencies.models.directory import CONFIRMED_FOR
from panelportal.kit import clock
from panelportal.kit.models import TrailEntry

pytestmark = pytest.mark.django_db


def _been_there(days=400):
    Membership.objects.filter(ends_on=None).update(starts_on=clock.today() - timedelta(days=days))


def _later(days):
    return clock.at(clock.now() + timedelta(days=days))


def _tag(agency):
    tag = Agency.objects.get(pk=agency.pk).confirmation_tag
    return tag and tag.label


def test_details_are_confirmed_for_six_months(cast):
    before = _tag(cast.trust)

    confirming.confirm_details(cast.trust, by=cast.coordinator)

    assert (before, _tag(cast.trust)) == ("Not confirmed yet", None)
    assert TrailEntry.objects.get(act="details confirmed").about == cast.trust.slug
    with _later(CONFIRMED_FOR.days - 1):
        assert _tag(cast.trust) is None
    with _later(CONFIRMED_FOR.days + 1):
        assert _tag(cast.trust) == "To be confirmed"
        assert cast.trust in Agency.objects.to_confirm()


def test_the_coordinators_are_asked_about_each_agency_that_nobody_confirmed_for_six_months(cast):
    _been_there()
    confirming.confirm_details(cast.police_force, by=cast.coordinator)

    asked = confirming.ask_for_confirmations()
    again = confirming.ask_for_confirmations()

    waiting = {duty.about for duty in Duty.objects.waiting_for(cast.coordinator, less=()).filter(kind="confirm-agency")}
    assert waiting == {f"agency-{one.pk}" for one in (cast.trust, cast.jail, cast.landlord)}
    assert (asked, again) == (3, 0)


def test_a_new_contact_is_fresh_and_an_agency_that_ended_is_left_alone(cast):
    Agency.objects.filter(pk=cast.jail.pk).update(valid_until=clock.today() - timedelta(days=1))
    assert confirming.ask_for_confirmations() == 0

    _been_there()

    confirming.ask_for_confirmations()
    assert not Duty.objects.filter(about=f"agency-{cast.jail.pk}").exists()


def test_confirming_settles_what_was_asked(cast, client_of):
    _been_there()
    confirming.ask_for_confirmations()
    duty = Duty.objects.get(about=f"agency-{cast.trust.pk}")
    client = client_of(cast.coordinator)

    led = client.get(duties.url_of(duty))
    done = client.post(reverse("agencies:confirm_agency", args=[cast.trust.slug]), {"confirmed_by": cast.lead.pk})

    assert (led.url, done.url) == (f"/directory/{cast.trust.slug}/", f"/directory/{cast.trust.slug}/")
    assert not Duty.objects.open().filter(about=duty.about).exists()
    assert Agency.objects.get(pk=cast.trust.pk).confirmed_by == cast.coordinator


def test_people_confirm_their_own_agency_and_no_other(cast, client_of):
    client = client_of(cast.police_deputy)

    page = client.get("/your-agency/").content.decode()
    own = client.post(reverse("agencies:confirm_agency", args=[cast.police_force.slug]))
    other, nowhere = (
        client.post(reverse("agencies:confirm_agency", args=[slug])) for slug in (cast.trust.slug, "no-such-agency")
    )

    assert "Priya Police" in page
    assert "Hana Health" not in page
    assert own.url == "/your-agency/"
    assert (other.status_code, nowhere.status_code) == (403, 403)
    assert Agency.objects.get(pk=cast.police_force.pk).confirmed_by == cast.police_deputy
    assert Agency.objects.get(pk=cast.trust.pk).confirmed_by is None


def test_the_page_of_ones_agency_is_for_those_who_act_for_one(cast, client_of):
    people = {name: getattr(cast, name) for name in "police reviewer housing inspector left attendee stranger".split()}

    answers = {name: client_of(person).get("/your-agency/").status_code for name, person in people.items()}

    assert {name for name, status in answers.items() if status == 200} == {"police", "reviewer", "housing"}
    assert set(answers.values()) == {200, 403}


def test_an_agency_that_has_ended_is_not_confirmed(cast, client_of):
    Agency.objects.filter(pk=cast.trust.pk).update(valid_until=clock.today() - timedelta(days=1))

    answer = client_of(cast.lead).post(reverse("agencies:confirm_agency", args=[cast.trust.slug]))

    assert answer.status_code == 404
    with pytest.raises(confirming.HasEnded):
        confirming.confirm_details(cast.trust, by=cast.lead)


def test_a_mark_that_is_none_leads_nowhere(cast, client_of):
    client = client_of(cast.coordinator)

    for mark in ("agency-0", "agency-x", "REQ-2026-0001", "agency-" + "9" * 30):
        assert client.get(reverse("agencies:confirm_marked", args=[mark])).status_code == 404
    assert client_of(cast.police).get(reverse("agencies:confirm_marked", args=["agency-0"])).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_asking_takes_no_more_queries_when_all_were_asked(cast, django_assert_num_queries, rows):
    _been_there()
    Agency.objects.filter(pk__in=[cast.trust.pk, cast.jail.pk][: 3 - rows]).update(
        confirmed_at=datetime.fromisoformat("2199-01-01T00:00+00:00"), confirmed_by=cast.lead
    )
    confirming.ask_for_confirmations()

    with django_assert_num_queries(4):
        assert confirming.ask_for_confirmations() == 0
