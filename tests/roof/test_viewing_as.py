import re

import pytest

from agencies import declaring
from agencies.models import Membership, User
from agencies.standing_in import ADDRESS, acting_for
from cases.models import AgencyRequest, RequestStatus
from panelportal.kit import access
from panelportal.kit.access import Can
from panelportal.kit.models import Letter, ReadEntry, TrailEntry
from tests.factories import cases, findings, learning

pytestmark = pytest.mark.django_db


def _main(page):
    """The main part of a page, without what differs at each asking and with every link as the agency has it."""
    text = page.text.partition("<main")[2].partition("</main>")[0]
    text = re.sub(r'name="(csrfmiddlewaretoken|once)" value="[^"]*"', "", text)
    return re.sub(r'(href|action)="/as/[\w-]+/', r'\1="/', text)


def _as(agency, path):
    return f"/as/{agency.slug}{path}"


def test_it_shows_word_for_word_what_the_agency_gets(cast, client_of):
    report = learning.issued_report(cast)
    part = cases.sent_request(cast)
    action = report.panel.actions.get()
    paths = [
        f"/requests/{part.reference}/",
        f"/learning-reports/{report.reference}/",
        f"/actions/{action.reference}/",
        "/actions/",
        "/learning-reports/",
    ]
    looked = {path: client_of(cast.inspector).get(_as(cast.police_force, path)) for path in paths}
    seen = {path: client_of(cast.police).get(path) for path in paths}

    assert {path for path in paths if looked[path].status_code != 200} == set()
    assert {path for path in paths if _main(looked[path]) != _main(seen[path])} == set()


def test_the_work_of_the_agency_is_shown(cast, client_of):
    part = cases.sent_request(cast)

    page = client_of(cast.inspector).get(_as(cast.police_force, "/")).text

    assert f"Check your records: {part.reference}" in page
    assert "You see what Northshire Police sees." in page


def test_looking_leaves_no_sign_but_its_own(cast, client_of):
    part = cases.sent_request(cast)
    client = client_of(cast.inspector)
    before = (User.objects.count(), Membership.objects.count(), Letter.objects.count(), ReadEntry.objects.count())
    acts = TrailEntry.objects.count()

    client.get(_as(cast.police_force, f"/requests/{part.reference}/"))

    after = (User.objects.count(), Membership.objects.count(), Letter.objects.count(), ReadEntry.objects.count())
    looked = TrailEntry.objects.order_by("pk").last()
    assert AgencyRequest.objects.get(pk=part.pk).status == RequestStatus.SENT
    assert after == before
    assert TrailEntry.objects.count() == acts + 1
    assert (looked.act, looked.about, looked.actor_key) == (
        "viewed as agency",
        part.reference,
        f"person:{cast.inspector.pk}",
    )
    assert looked.facts["agency"] == "group:agency:northshire-police"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_sent(cast, client_of, method):
    part = cases.sent_request(cast)
    client = client_of(cast.inspector)
    paths = [f"/requests/{part.reference}/", f"/requests/{part.reference}/organisation/", "/sign-out/"]

    statuses = {getattr(client, method)(_as(cast.police_force, path)).status_code for path in paths}

    assert statuses == {405}


@pytest.mark.parametrize(
    "path",
    [
        "/audit/",
        "/cases/",
        "/directory/",
        "/account/",
        "/as/northshire-mental-health-trust/",
        "/requests/REQ-2026-9999/",
        "/../audit/",
        "//example.org/",
        "/%2e%2e/audit/",
    ],
)
def test_what_is_no_page_of_the_agency_is_not_shown(cast, client_of, path):
    page = client_of(cast.inspector).get(_as(cast.police_force, path))

    assert page.status_code == 404
    assert "Audit log" not in page.text


def test_an_unsent_reply_stays_with_the_agency(cast, client_of):
    (part,) = findings.parts(cast, "police_force")
    point = findings.point(part, by=cast.police)
    client = client_of(cast.inspector)
    at = f"/requests/{part.reference}"

    pages = [
        client.get(_as(cast.police_force, f"{at}/{page}"))
        for page in (
            "organisation/",
            "record-check/",
            "learning/",
            f"learning/{point.reference}/",
            "check/",
            "reply/",
            "",
        )
    ]

    assert [page.status_code for page in pages] == [404, 404, 404, 404, 404, 200, 200]
    assert not any(point.what in page.text for page in pages)


def test_an_agency_that_was_not_asked_gets_nothing_through_it_either(cast, client_of):
    part = cases.sent_request(cast)
    path = f"/requests/{part.reference}/"

    through_it, itself = client_of(cast.inspector).get(_as(cast.landlord, path)), client_of(cast.housing).get(path)

    assert (through_it.status_code, itself.status_code) == (404, 404)
    assert _main(through_it) == _main(itself)


def test_what_a_conflict_of_interest_takes_is_not_seen_through_an_agency(cast, client_of):
    part = cases.sent_request(cast)
    declaring.declare_conflict(cast.inspector, scope=part.case.reference, by=cast.inspector)

    assert client_of(cast.inspector).get(_as(cast.police_force, f"/requests/{part.reference}/")).status_code == 404
    assert part.reference not in client_of(cast.inspector).get(_as(cast.police_force, "/")).text


def test_every_link_of_the_page_stays_inside_but_the_way_out(cast, client_of):
    part = cases.sent_request(cast)

    page = client_of(cast.inspector).get(_as(cast.police_force, f"/requests/{part.reference}/")).text

    leading = re.findall(r'(?:href|action)="(/[^"]*)"', page)
    outside = {path for path in leading if not path.startswith(("/as/northshire-police/", "/static/"))}
    assert len(leading) > 10
    assert outside == {f"/who-can-read/{part.reference}/"}


@pytest.mark.parametrize("person", ["police", "health", "auditor", "reviewer", "attendee", "stranger", "sfo_team"])
def test_nobody_but_casework_looks_through_an_agencys_eyes(cast, client_of, person):
    assert client_of(getattr(cast, person)).get(_as(cast.police_force, "/")).status_code == 404


def test_nobody_acts_for_the_inspectorate_in_this_way(cast, client_of):
    assert client_of(cast.inspector).get(_as(cast.inspectorate, "/")).status_code == 404


def test_a_region_is_looked_at_as_its_review_team(cast, client_of):
    from tests.factories import ratings

    reported = ratings.issued_report(cast)

    page = client_of(cast.inspector).get(_as(cast.region, f"/qa-reports/{reported.reference}/"))
    other = client_of(cast.inspector).get(_as(cast.other_region, f"/qa-reports/{reported.reference}/"))

    assert (page.status_code, other.status_code) == (200, 404)


def test_the_stand_in_holds_what_a_spoc_holds_and_is_gone_afterwards(cast):
    part = cases.sent_request(cast)

    with acting_for(cast.police_force, watched_by=cast.inspector) as person:
        assert access.standing(person) == access.standing(cast.police)
        assert access.may(person, Can.READ, part)

    assert not User.objects.filter(email=ADDRESS).exists()


def test_it_is_gone_after_a_fault_too(cast):
    with pytest.raises(RuntimeError), acting_for(cast.police_force, watched_by=cast.inspector):
        raise RuntimeError("a page failed")

    assert not User.objects.filter(email=ADDRESS).exists()
