import re

import pytest
from django.db.utils import IntegrityError

from agencies import directory, joining
from agencies.models import Agency, AgencyKind, Membership, User
from agencies.role_names import Role
from panelportal.kit.models import TrailEntry

pytestmark = pytest.mark.django_db

CASEWORK = {"inspector", "other_inspector", "lead", "other_lead", "coordinator"}


def _add(name, kind="housing", **given):
    return directory.add_agency(name=name, kind=AgencyKind.objects.get(pk=kind), by=None, **given)


def _text(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


# ---- the directory itself ----------------------------------------------------------------------------


def test_an_agency_enters_with_its_own_group_and_an_entry_of_the_trail(cast):
    kind = AgencyKind.objects.get(pk="police")

    agency = directory.add_agency(
        name="West Force", kind=kind, area="The west", mailbox="bell@west.example.org", by=cast.lead
    )

    assert (agency.slug, agency.group.name) == ("west-force", "agency:west-force")
    assert (agency.area, agency.mailbox) == ("The west", "bell@west.example.org")
    entry = TrailEntry.objects.get(act="agency added", about="west-force")
    assert (entry.actor_label, entry.facts) == ("Leda Lead", {"kind": "police"})


def test_two_agencies_never_share_an_address_nor_one_the_address_of_the_form(db):
    names = ("Home & Hearth", "Home and Hearth", "Home: Hearth", "Home, Hearth", "Add", "!", "x" * 150, "x" * 149)

    slugs = [_add(name).slug for name in names]

    assert slugs[:6] == ["home-hearth", "home-and-hearth", "home-hearth-2", "home-hearth-3", "add-2", "agency"]
    assert slugs[6:] == ["x" * 70, f"{'x' * 70}-2"]


def test_two_agencies_never_share_a_name(cast):
    with pytest.raises(IntegrityError):
        _add("Westvale Housing")


def test_there_is_one_inspectorate(cast, client_of):
    with pytest.raises(directory.OnlyOneInspectorate):
        directory.add_agency(name="Another", kind=AgencyKind.objects.get(pk="inspectorate"), by=cast.lead)

    page = client_of(cast.lead).post("/directory/add/", {"name": "Another", "kind": "inspectorate"}).content.decode()

    assert "Select the kind of agency" in page
    assert directory.the_inspectorate() == cast.inspectorate


def test_the_kinds_are_kept_in_step_with_the_list(db):
    AgencyKind.objects.filter(pk="police").update(name="Constabulary", takes_requests=False)

    directory.load_kinds()

    assert list(AgencyKind.objects.values_list("slug", "name", "takes_requests")) == list(directory.KINDS)


def test_requests_can_be_sent_to_neither_the_inspectorate_nor_probation(cast):
    asked = {cast.police_force, cast.trust, cast.jail, cast.landlord, cast.charity}

    assert set(Agency.objects.that_can_be_asked()) == asked
    assert set(Agency.objects.regions()) == {cast.region, cast.other_region}
    assert directory.the_inspectorate() == cast.inspectorate


# ---- who may open its pages --------------------------------------------------------------------------


def test_the_directory_is_for_the_inspectorates_casework(cast, client_of):
    people = {name: person for name, person in vars(cast).items() if isinstance(person, User)}

    answers = {name: client_of(person).get("/directory/northshire-police/") for name, person in people.items()}

    assert {name for name, answer in answers.items() if answer.status_code == 200} == CASEWORK
    assert {answer.status_code for answer in answers.values()} == {200, 403}


@pytest.mark.parametrize("page", ["people/add/", "people/{}/end/"])
def test_only_a_lead_says_who_holds_a_role_that_sees_the_inspectorates_work(cast, client_of, page):
    people = {"lead": 200, "inspector": 403, "coordinator": 403, "auditor": 403, "police": 403}

    for agency in (cast.inspectorate, cast.sfo_central, cast.region):
        url = f"/directory/{agency.slug}/{page.format(agency.memberships.first().pk)}"
        assert {name: client_of(getattr(cast, name)).get(url).status_code for name in people} == people


@pytest.mark.parametrize("page", ["", "people/add/", "people/1/end/"])
def test_who_may_not_see_the_directory_does_not_learn_what_is_in_it(cast, client_of, page):
    client = client_of(cast.police)

    there, not_there = (client.get(f"/directory/{slug}/{page}") for slug in ("westvale-housing", "no-such-agency"))

    assert there.status_code == not_there.status_code == 403
    assert _text(there) == _text(not_there)


@pytest.mark.parametrize("url", ["/directory/no-such-agency/", "/directory/no-such-agency/people/add/"])
def test_an_agency_that_is_not_there_is_not_found(cast, client_of, url):
    assert client_of(cast.lead).get(url).status_code == 404


# ---- its pages -----------------------------------------------------------------------------------------


def test_the_list_names_who_acts_for_each_agency(cast, client_of):
    page = _text(client_of(cast.inspector).get("/directory/"))

    assert "Northshire Police Police Paul Police, Priya Police" in page
    assert "Northshire Victims Voice Voluntary organisation No contact" in page
    assert "Lev Left" not in page


def test_the_page_of_an_agency_names_its_people_and_says_when_there_is_nobody(cast, client_of):
    _add("Empty Homes")

    police = _text(client_of(cast.inspector).get("/directory/northshire-police/"))
    empty = _text(client_of(cast.inspector).get("/directory/empty-homes/"))

    assert "Paul Police Deputy paul.police@northshire-police.example.org" in police
    assert "Priya Police Single point of contact (SPOC)" in police
    assert "Lev Left" not in police
    assert "No contact. Requests cannot be sent." in empty


@pytest.mark.parametrize("rows", [1, 3])
def test_its_lists_take_the_same_queries_whatever_their_length(cast, client_of, django_assert_num_queries, rows):
    for number in range(rows):
        agency = _add(f"Homes {number}")
        for who in ("a", "b"):
            for of in (agency, cast.landlord):
                joining.add_member(
                    email=f"{who}{number}@{of.slug}.example", name=who, agency=of, role=Role.SPOC, by=None
                )
    client = client_of(cast.inspector)
    client.get("/directory/")

    with django_assert_num_queries(11):
        listed = _text(client.get("/directory/"))
    with django_assert_num_queries(10):
        people = _text(client.get("/directory/westvale-housing/"))

    assert listed.count("Homes ") == rows
    assert people.count("End role") + people.count("Invitation of") == 1 + 2 * rows


# ---- its forms -----------------------------------------------------------------------------------------


def test_adding_an_agency_leads_to_its_page(cast, client_of):
    form = {"name": "  Westvale   Ambulance ", "kind": "ambulance", "area": "Westvale", "mailbox": ""}

    answer = client_of(cast.inspector).post("/directory/add/", form)

    added = Agency.objects.get(slug="westvale-ambulance")
    assert (answer.status_code, answer.url) == (302, "/directory/westvale-ambulance/")
    assert (added.name, added.kind_id, added.area) == ("Westvale Ambulance", "ambulance", "Westvale")
    assert TrailEntry.objects.get(about="westvale-ambulance").actor_label == "Isla Inspector"


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"name": ""}, "Enter the name of the agency"),
        ({"name": "westvale HOUSING"}, "An agency of this name is already in the directory"),
        ({"kind": ""}, "Select the kind of agency"),
        ({"kind": "circus"}, "Select the kind of agency"),
        ({"mailbox": "nobody"}, "Enter an email address in the correct format"),
        ({"mailbox": f"a@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.{'f' * 20}.org"}, "254 characters or fewer"),
    ],
)
def test_an_agency_that_cannot_be_added_says_why(cast, client_of, changed, message):
    form = {"name": "Westvale Ambulance", "kind": "ambulance", "area": "", "mailbox": ""} | changed

    answer = client_of(cast.inspector).post("/directory/add/", form)

    assert answer.status_code == 200
    assert message in _text(answer)
    assert Agency.objects.count() == 9


def test_adding_a_person_leads_back_to_their_agency(cast, client_of):
    form = {"name": "Nia New", "email": "Nia@Example.org", "job_title": "Officer", "role": "deputy", "tell": "no"}

    answer = client_of(cast.inspector).post("/directory/westvale-housing/people/add/", form)

    added = Membership.objects.get(user__email="nia@example.org")
    assert (answer.status_code, answer.url) == (302, "/directory/westvale-housing/")
    assert (added.user.name, added.user.job_title) == ("Nia New", "Officer")
    assert (added.agency, added.role, added.added_by) == (cast.landlord, "deputy", cast.inspector)


def test_a_person_who_cannot_be_added_is_asked_for_what_is_missing(cast, client_of):
    answer = client_of(cast.inspector).post("/directory/westvale-housing/people/add/", {"once": "token"})

    for message in (
        "Enter their full name",
        "Enter their work email address",
        "Select their role",
        "Select whether to write to them now",
    ):
        assert message in _text(answer)


def test_the_roles_offered_are_those_held_in_an_agency_of_its_kind(cast, client_of):
    client = client_of(cast.lead)

    page = client.get("/directory/north-region/people/add/").content.decode()
    refused = client.post("/directory/north-region/people/add/", {"name": "N", "email": "n@x.org", "role": "lead"})

    assert re.findall(r'name="role" value="([^"]+)"', page) == ["review-team", "senior-contact", "attendee"]
    assert refused.status_code == 200
    assert not User.objects.filter(email="n@x.org").exists()


def test_ending_a_role_asks_first_and_then_ends_it(cast, client_of):
    client, held = client_of(cast.inspector), Membership.objects.get(user=cast.housing)
    url = f"/directory/westvale-housing/people/{held.pk}/end/"

    asked = _text(client.get(url))
    still_live = Membership.objects.get(pk=held.pk).is_live
    answer = client.post(url)

    held.refresh_from_db()
    assert "End this role?" in asked
    assert "Hugo Housing" in asked
    assert still_live
    assert (answer.url, held.is_live, held.ended_by) == ("/directory/westvale-housing/", False, cast.inspector)
    assert client.post(url).status_code == 404


def test_a_role_is_ended_on_the_page_of_its_own_agency_only(cast, client_of):
    held = Membership.objects.get(user=cast.lead)

    answer = client_of(cast.inspector).post(f"/directory/westvale-housing/people/{held.pk}/end/")

    held.refresh_from_db()
    assert (answer.status_code, held.is_live) == (404, True)


@pytest.mark.parametrize("person", ["coordinator", "lead"])
def test_nobody_gives_themselves_a_role(cast, client_of, person):
    somebody = getattr(cast, person)
    form = {"name": somebody.name, "email": somebody.email.upper(), "role": "spoc"}

    answer = client_of(somebody).post(f"/directory/{cast.police_force.slug}/people/add/", form)

    assert "You cannot give yourself a role" in answer.text
    assert not somebody.memberships.filter(agency=cast.police_force).exists()
