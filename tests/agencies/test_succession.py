"""One agency takes over from another: what moves in a merger, what is refused, and what its pages say."""

import re
from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from agencies import directory, duties, joining, succession
from agencies.models import Agency, AgencyKind, Duty, Membership, Succession
from agencies.role_names import Role
from agencies.roles import standing_of, who_act_for
from panelportal.kit import clock
from panelportal.kit.models import ReadEntry, TrailEntry
from tests.factories.authenticator import App

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def task(monkeypatch):
    words = {"title": "Do it: {about}", "waiting": "{about}", "done": "{about}", "url_name": "agencies:agency"}
    monkeypatch.setitem(duties._kinds, "task", duties.Kind("task", **words))


@pytest.fixture
def new_force(cast):
    return _add("Greater Northshire Police", "police")


def _add(name, kind="police", **given):
    return directory.add_agency(name=name, kind=AgencyKind.objects.get(pk=kind), by=None, **given)


def _text(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def _merge(agency, into, by, **given):
    return succession.merge(agency, into=into, on=given.pop("on", clock.today()), by=by, **given)


# ---- what moves --------------------------------------------------------------------------------------------


def test_a_merger_ends_the_agency_the_day_before_and_is_in_the_trail(cast, new_force):
    _merge(cast.police_force, new_force, cast.lead, on=date(2026, 4, 1), note="Police Act order 2026")

    old = Agency.objects.get(pk=cast.police_force.pk)
    recorded = Succession.objects.get()
    assert (old.valid_until, old.has_ended, old.acting_now) == (date(2026, 3, 31), True, new_force)
    assert (recorded.predecessor, recorded.successor, recorded.took_over_on) == (old, new_force, date(2026, 4, 1))
    assert (recorded.note, recorded.recorded_by) == ("Police Act order 2026", cast.lead)
    facts = TrailEntry.objects.get(act="agency merged", about=old.slug).facts
    assert facts == {"into": new_force.slug, "on": "2026-04-01", "duties": 0, "grants": 0, "people": 0}


def test_open_duties_move_and_what_waits_there_already_is_not_kept_twice(cast, new_force):
    for about, agency in (("one", cast.police_force), ("two", cast.police_force), ("two", new_force)):
        duties.open_duty("task", about=about, agency=agency, by=cast.inspector)
    duties.open_duty("task", about="mine", agency=cast.police_force, person=cast.police, by=cast.inspector)
    duties.open_duty("task", about="theirs", agency=cast.trust, by=cast.inspector)
    people = Membership.objects.live().filter(user=cast.police)

    _merge(cast.police_force, new_force, cast.lead, people=people)

    still = Duty.objects.open().order_by("about").values_list("about", "agency__name", "person__name")
    assert list(still) == [
        ("mine", new_force.name, "Priya Police"),
        ("one", new_force.name, None),
        ("theirs", cast.trust.name, None),
        ("two", new_force.name, None),
    ]
    assert Duty.objects.settled().get().how == duties.MERGED


def test_those_who_are_ticked_go_along_and_the_roles_of_the_others_end(cast, new_force):
    ticked = Membership.objects.live().filter(user=cast.police)
    duties.open_duty("task", about="his", agency=cast.police_force, person=cast.police_deputy, by=cast.inspector)

    _merge(cast.police_force, new_force, cast.lead, people=ticked)

    live = Membership.objects.live().filter(user__in=[cast.police, cast.police_deputy])
    assert [(held.user, held.agency, held.role) for held in live] == [(cast.police, new_force, "spoc")]
    assert not cast.police_force.memberships.live().exists()
    assert list(standing_of(cast.police).groups.values()) == [new_force.slug]
    assert standing_of(cast.police_deputy).groups == {}
    assert Duty.objects.open().get(about="his").agency == new_force


def test_whoever_acts_for_the_new_agency_acts_for_the_old_one_through_any_number_of_mergers(cast, new_force):
    newest = _add("Police of the North")
    joining.add_member(email="n@north.example", name="Nia North", agency=newest, role=Role.SPOC, by=None)

    _merge(cast.police_force, new_force, cast.lead)
    _merge(new_force, newest, cast.lead)

    old = Agency.objects.get(pk=cast.police_force.pk)
    assert [person.name for person in who_act_for(old)] == ["Nia North"]
    assert (old.acting_now, old.group_id) == (newest, newest.group_id)
    assert directory.holders_on(old) == [newest]
    later = duties.open_duty("task", about="late", agency=old, by=cast.inspector)
    assert later.agency == newest
    joined = joining.add_member(email="d@north.example", name="Dee", agency=old, role=Role.DEPUTY, by=cast.lead)
    assert joined.agency == newest


def test_its_parts_become_parts_of_the_one_that_takes_over(cast, new_force):
    Agency.objects.filter(pk=cast.landlord.pk).update(parent=cast.police_force)
    Agency.objects.filter(pk=new_force.pk).update(parent=cast.police_force)

    _merge(cast.police_force, new_force, cast.lead)

    assert Agency.objects.get(pk=cast.landlord.pk).parent == new_force
    assert Agency.objects.get(pk=new_force.pk).parent is None


def test_an_agency_that_was_merged_can_be_asked_for_nothing_new(cast, new_force):
    _merge(cast.police_force, new_force, cast.lead)

    assert cast.police_force not in Agency.objects.that_can_be_asked()
    assert new_force in Agency.objects.that_can_be_asked()
    assert not Agency.objects.get(pk=cast.police_force.pk).can_be_asked


def test_a_merger_that_fails_half_way_changes_nothing(cast, new_force, monkeypatch):
    duties.open_duty("task", about="one", agency=cast.police_force, by=cast.inspector)
    monkeypatch.setattr(succession, "_close", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        _merge(cast.police_force, new_force, cast.lead)

    assert Duty.objects.get().agency == cast.police_force
    assert not Succession.objects.exists()
    assert not TrailEntry.objects.filter(act="agency merged").exists()
    assert Membership.objects.live().filter(agency=cast.police_force).count() == 2


# ---- what is refused ---------------------------------------------------------------------------------------


def test_a_merger_that_cannot_be_says_why_and_changes_nothing(cast, new_force):
    ended, young, today = _add("Old Force"), _add("Young Force"), clock.today()
    Agency.objects.filter(pk=ended.pk).update(valid_until=today - timedelta(days=1))
    Agency.objects.filter(pk=young.pk).update(valid_from=today)
    ended, young, force = Agency.objects.get(pk=ended.pk), Agency.objects.get(pk=young.pk), cast.police_force
    before = list(Agency.objects.order_by("pk").values())

    refused = {}
    for agency, into, on in (
        (force, force, today),
        (cast.inspectorate, new_force, today),
        (force, cast.inspectorate, today),
        (ended, force, today),
        (force, ended, today),
        (force, new_force, today + timedelta(days=1)),
        (young, force, today),
        (force, young, today - timedelta(days=1)),
        (cast.region, force, today),
        (force, cast.trust, today),
    ):
        with pytest.raises(succession.CannotSucceed) as refusal:
            _merge(agency, into, cast.lead, on=on)
        refused[(agency.name, into.name)] = str(refusal.value)

    assert "with itself" in refused[(force.name, force.name)]
    assert "inspectorate cannot" in refused[(force.name, cast.inspectorate.name)]
    assert "has ended already" in refused[(ended.name, force.name)]
    assert "nothing can be merged into it" in refused[(force.name, ended.name)]
    assert "must be after" in refused[(young.name, force.name)]
    assert "not there yet" in refused[(force.name, young.name)]
    assert "not sent the same things" in refused[(cast.region.name, force.name)]
    assert "different kinds" in refused[(force.name, cast.trust.name)]
    assert list(Agency.objects.order_by("pk").values()) == before


def test_agencies_of_different_kinds_are_merged_when_that_is_said(cast):
    _merge(cast.landlord, cast.charity, cast.lead, may_differ=True)

    assert Agency.objects.get(pk=cast.landlord.pk).acting_now == cast.charity


def test_no_chain_leads_back_to_where_it_began(cast, new_force):
    given = {"took_over_on": clock.today(), "by": cast.lead}
    succession.record_succession(cast.police_force, successor=new_force, **given)
    succession.record_succession(cast.police_force, successor=new_force, **given)

    with pytest.raises(succession.CannotSucceed):
        succession.record_succession(new_force, successor=cast.police_force, **given)
    with pytest.raises(succession.CannotSucceed, match="took over from"):
        _merge(new_force, cast.police_force, cast.lead)

    assert Succession.objects.count() == 1


# ---- its pages ---------------------------------------------------------------------------------------------


def _asked(into, on, **more):
    return {"into": into.pk, "on_day": on.day, "on_month": on.month, "on_year": on.year} | more


def test_a_merger_is_checked_before_it_is_done(cast, client_of, new_force):
    duties.open_duty("task", about="REQ-1", agency=cast.police_force, by=cast.inspector)
    held = Membership.objects.live().get(user=cast.police)
    client, slug = client_of(cast.lead), cast.police_force.slug
    url = reverse("agencies:check_merger", args=[slug])
    asked = _asked(new_force, clock.today(), people=[held.pk])

    form = _text(client.get(reverse("agencies:merge", args=[slug])))
    check = client.get(url, asked)
    nothing_yet = Succession.objects.count()
    done = client.post(f"{url}?{check.request['QUERY_STRING']}", {"into": cast.trust.pk, "people": []})

    assert "Greater Northshire Police (Police)" in form
    assert "Northshire Police (Police)" not in form.replace("Greater Northshire Police (Police)", "")
    for words in ("Do it: REQ-1", "Priya Police, Single point of contact", "Paul Police, Deputy"):
        assert words in _text(check)
    assert nothing_yet == 0
    assert done.url == reverse("agencies:agency", args=[new_force.slug])
    assert Agency.objects.get(pk=cast.police_force.pk).acting_now == new_force
    assert Membership.objects.live().get(user=cast.police).agency == new_force


def test_who_merges_proves_again_who_they_are_when_that_is_long_ago(cast, client_of, new_force):
    App.of(cast.lead)
    client = client_of(cast.lead)
    session = client.session
    session["proved"] -= 31 * 60
    session.save()
    url = reverse("agencies:check_merger", args=[cast.police_force.slug])

    led = client.post(f"{url}?{urlencode(_asked(new_force, clock.today()))}")

    assert led.url.startswith("/account/security/prove/")
    assert not Succession.objects.exists()


def test_merging_an_agency_with_itself_is_refused_on_the_page_and_in_the_trail(cast, client_of):
    url = reverse("agencies:check_merger", args=[cast.police_force.slug])
    client = client_of(cast.lead)

    shown = client.get(url, _asked(cast.police_force, clock.today()))
    sent = client.post(f"{url}?{shown.request['QUERY_STRING']}")

    for answer in (shown, sent):
        assert answer.status_code == 200
        assert "An agency cannot be merged with itself" in _text(answer)
    refusals = ReadEntry.objects.filter(was_refused=True, about=cast.police_force.slug)
    assert {entry.actor_label for entry in refusals} == {"Leda Lead"}
    assert refusals.count() == 2
    assert not Agency.objects.get(pk=cast.police_force.pk).has_ended


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"into": ""}, "Select the agency that takes over"),
        ({"into": "999999"}, "Select the agency that takes over"),
        ({"into": "1\0"}, "Null characters are not allowed"),
        ({"on_day": "32"}, "day"),
        ({"on_year": "2199"}, "past"),
        ({"people": ["999999"]}, "Select"),
    ],
)
def test_a_merger_that_is_not_said_fully_is_asked_again(cast, client_of, new_force, changed, message):
    url = reverse("agencies:check_merger", args=[cast.police_force.slug])

    answer = client_of(cast.lead).get(url, _asked(new_force, clock.today()) | changed)

    assert answer.status_code == 200
    assert message in _text(answer)
    assert "Check what moves" in _text(answer)
    assert not Succession.objects.exists()


def test_nobody_of_another_agency_is_carried_along(cast, client_of, new_force):
    url = reverse("agencies:check_merger", args=[cast.police_force.slug])
    stranger = Membership.objects.get(user=cast.health)

    answer = client_of(cast.lead).post(
        f"{url}?into={new_force.pk}&on_day=1&on_month=4&on_year=2026&people={stranger.pk}"
    )

    assert answer.status_code == 200
    assert not Succession.objects.exists()


@pytest.mark.parametrize("name", ["merge", "check_merger"])
def test_only_a_lead_inspector_merges_agencies(cast, client_of, name):
    url = reverse(f"agencies:{name}", args=[cast.police_force.slug])

    for person in (cast.inspector, cast.coordinator, cast.auditor, cast.police):
        assert client_of(person).get(url).status_code == 403
        assert client_of(person).post(url).status_code == 403


def test_the_page_of_each_says_what_became_of_the_other(cast, client_of, new_force):
    _merge(cast.police_force, new_force, cast.lead, on=date(2026, 4, 1), note="By order.")
    client = client_of(cast.inspector)

    old, new = (_text(client.get(f"/directory/{one.slug}/")) for one in (cast.police_force, new_force))

    assert "This agency ended on 31 March 2026. Its work is with Greater Northshire Police now." in old
    assert "Add a person" not in old
    assert "Took over from Northshire Police , until 31 March 2026. By order." in new
