import re

from django.core import mail
from django.test import Client

from agencies.models import User
from cases.models import RequestStatus
from findings.models import LearningPoint
from panelportal.kit import letters
from panelportal.kit.models import ReadEntry, TrailEntry
from tests.factories import findings as factory
from tests.findings import pages
from tests.findings.pages import page, post, text_of

REPLY_PAGES = [
    "",
    "organisation",
    "record-check",
    "involvement",
    "involvement/add",
    "events",
    "events/add",
    "events/none",
    "events/import",
    "learning",
    "learning/add",
    "learning/none",
    "representative",
    "check",
]


def tasks_of(response):
    items = re.findall(r'<li class="govuk-task-list__item.*?</li>', response.content.decode(), re.DOTALL)
    told = [" ".join(re.sub(r"<[^>]+>", " ", item).split()) for item in items]
    return [(words, "<a " in item) for words, item in zip(told, items, strict=True)]


def test_not_known_is_eight_screens_from_the_mail_once_the_terms_are_accepted(cast):
    part = factory.part(cast)
    letters.deliver_due()
    seen = ["mail"]
    link = re.search(r"http://testserver(/\S+)", next(m for m in mail.outbox if cast.police.email in m.to).body)[1]
    client = Client()

    def see(response):
        while response.status_code == 302:
            response = client.get(response.url)
        assert response.status_code == 200
        seen.append(response.request["PATH_INFO"])

    see(client.get(link))
    see(client.post(f"/sign-in/?next={link}", {"login": cast.police.email, "email": cast.police.email, "next": link}))
    letters.deliver_due()
    see(client.post("/sign-in/code/", {"code": re.search(r"\b\d{6}\b", mail.outbox[-1].body)[0], "next": link}))
    see(client.get(page(part, "organisation")))
    see(post(client, part, "organisation", {"is_ours": "yes"}))
    see(post(client, part, "record-check", pages.NOT_KNOWN))
    see(post(client, part, "check", pages.SEND))

    names = ["", "organisation", "record-check", "check", "submitted"]
    assert seen == ["mail", "/sign-in/", "/sign-in/code/", *(page(part, name) for name in names)]
    assert len(seen) == 8
    part.refresh_from_db()
    assert part.status == RequestStatus.NOT_KNOWN


def test_an_agency_that_was_involved_goes_through_involvement_events_learning_and_representative(cast, client_of):
    part, client = factory.part(cast), client_of(cast.police)

    ways = [
        post(client, part, "organisation", {"is_ours": "yes"}).url,
        post(client, part, "record-check", pages.INVOLVED).url,
        post(client, part, "involvement/add", pages.INVOLVEMENT).url,
        post(client, part, "events/add", pages.EVENT | {"another": "1"}).url,
        post(client, part, "events/add", pages.EVENT).url,
        post(client, part, "learning/add", pages.POINT | {"another": "1"}).url,
        post(client, part, "learning/add", pages.POINT).url,
        post(client, part, "representative", pages.ME).url,
        post(client, part, "check", pages.SEND).url,
    ]

    names = "record-check involvement/add involvement events/add events learning/add learning check submitted".split()
    assert ways == [page(part, name) for name in names]
    sent = text_of(client.get(page(part, "submitted")))
    assert "Reply sent" in sent
    part.refresh_from_db()
    assert (part.status, LearningPoint.objects.submitted().count()) == (RequestStatus.SUBMITTED, 2)


def test_the_task_list_tells_what_can_be_done_next(cast, client_of):
    part, client = factory.part(cast), client_of(cast.police)
    at_first = tasks_of(client.get(page(part)))
    post(client, part, "organisation", {"is_ours": "yes"})
    post(client, part, "record-check", pages.INVOLVED)

    afterwards = tasks_of(client.get(page(part)))

    assert at_first == [
        ("Confirm this is for your organisation Not yet started", True),
        ("Check your records Cannot start yet", False),
        ("Say how you were involved Cannot start yet", False),
        ("Add key events Cannot start yet", False),
        ("Add learning points Cannot start yet", False),
        ("Add documents Cannot start yet", False),
        ("Say who will attend the panel Cannot start yet", False),
        ("Check and send Cannot start yet", False),
    ]
    assert afterwards == [
        ("Confirm this is for your organisation Completed", True),
        ("Check your records Completed", True),
        ("Say how you were involved Not yet started", True),
        ("Add key events Not yet started", True),
        ("Add learning points Not yet started", True),
        ("Add documents Optional", True),
        ("Say who will attend the panel Not yet started", True),
        ("Check and send Cannot start yet", False),
    ]


def test_after_a_nil_result_nothing_more_is_needed(cast, client_of):
    part, client = factory.part(cast), client_of(cast.police)
    post(client, part, "organisation", {"is_ours": "yes"})

    way = post(client, part, "record-check", pages.NOT_KNOWN)

    assert way.url == page(part, "check")
    assert tasks_of(client.get(page(part)))[2:] == [
        ("Say how you were involved Not needed", True),
        ("Add key events Not needed", True),
        ("Add learning points Not needed", True),
        ("Add documents Optional", True),
        ("Say who will attend the panel Not needed", True),
        ("Check and send Not yet started", True),
    ]


def test_the_request_page_shows_what_was_disclosed_and_by_when_to_reply(cast, client_of):
    part = factory.part(cast)

    shown = text_of(client_of(cast.police).get(page(part)))

    assert "Check your records" in shown
    assert "Reply by" in shown
    assert "working days left" in shown
    assert "Jordan Marker-Name" in shown
    assert "learning.panels@" in shown


def test_the_first_read_opens_the_request_and_nothing_but_reads_is_written_after(cast, client_of):
    part, client = factory.part(cast), client_of(cast.police)
    client.get(page(part))
    part.refresh_from_db()
    acts, reads = TrailEntry.objects.count(), ReadEntry.objects.filter(about=part.reference).count()

    client.get(page(part))
    client.get(page(part))

    assert (part.status, part.opened_by) == (RequestStatus.OPENED, cast.police)
    assert TrailEntry.objects.count() == acts
    assert ReadEntry.objects.filter(about=part.reference).count() == reads + 2


def test_only_those_who_answer_for_the_agency_reach_the_pages_of_a_reply(cast, client_of):
    part = factory.part(cast)
    may = {cast.police, cast.police_deputy}
    people = [person for person in vars(cast).values() if isinstance(person, User)]

    clients = {person: client_of(person) for person in people}
    answers = {
        (name, person): client.get(page(part, name)).status_code
        for name in REPLY_PAGES
        for person, client in clients.items()
    }

    staff = {cast.inspector, cast.other_inspector, cast.lead, cast.other_lead, cast.coordinator}
    expected = {(name, person): 200 if person in may else 404 for name in REPLY_PAGES for person in people}
    expected |= {("", person): 302 for person in staff} | {("record-check", person): 302 for person in may}
    assert answers == expected


def test_a_person_who_leaves_is_refused_at_the_next_request(cast, client_of):
    from agencies import leaving

    part, client = factory.part(cast), client_of(cast.police)
    before = client.get(page(part)).status_code

    leaving.end_membership(cast.police.memberships.get(), by=cast.coordinator)

    assert (before, client.get(page(part)).status_code) == (200, 404)
    assert post(client, part, "organisation", {"is_ours": "yes"}).status_code == 404


def test_colleagues_share_the_draft(cast, client_of):
    part = factory.part(cast)
    post(client_of(cast.police), part, "organisation", {"is_ours": "yes"})
    post(client_of(cast.police), part, "record-check", pages.INVOLVED)

    deputy = client_of(cast.police_deputy)
    form = deputy.get(page(part, "record-check")).content.decode()

    assert "Police National Computer</textarea>" in form
    assert 'name="version" value="1"' in form


def test_after_sending_every_page_of_the_draft_leads_to_the_request(cast, client_of):
    part = factory.replied(factory.part(cast), by=cast.police)
    client = client_of(cast.police_deputy)

    read = {name: client.get(page(part, name)).url for name in REPLY_PAGES[1:]}
    posted = [name for name in REPLY_PAGES[1:] if name not in ("learning", "involvement", "events")]
    sent = {name: post(client, part, name, pages.POINT).url for name in posted}

    assert {*read.values(), *sent.values()} == {page(part)}
    assert "You have replied to this request" in text_of(client.get(page(part)))


def test_a_request_for_another_organisation_shows_nothing_of_the_person_any_more(cast, client_of):
    part, client = factory.part(cast), client_of(cast.police)

    answer = post(client, part, "organisation", {"is_ours": "no", "ask_instead": "Southshire Police"})

    shown = client.get(answer.url).content.decode()
    assert answer.url == page(part)
    assert "This request is not for your organisation" in shown
    assert "Marker-Name" not in shown
    assert "Southshire Police" in text_of(client_of(cast.coordinator).get(page(part, "reply")))


def test_a_point_may_be_changed_and_removed_until_the_reply_is_sent(cast, client_of):
    part, client = factory.part(cast), client_of(cast.police)
    point = factory.point(part, by=cast.police)
    where = f"learning/{point.reference}"

    changed = post(client, part, where, pages.POINT | {"what": "Changed", "version": "1"})
    point.refresh_from_db()
    looked = client.get(page(part, f"{where}/remove"))
    still_there = LearningPoint.objects.count()
    removed = post(client, part, f"{where}/remove", {})

    assert (changed.status_code, point.what, looked.status_code) == (302, "Changed", 200)
    assert (removed.url, still_there, LearningPoint.objects.count()) == (page(part, "learning"), 1, 0)


def test_points_of_another_agency_are_not_found_through_ones_own_request(cast, client_of):
    police, health = factory.parts(cast, "police_force", "trust")
    point = factory.point(health, by=cast.health)

    client = client_of(cast.police)

    assert client.get(page(police, f"learning/{point.reference}")).status_code == 404
    assert post(client, police, f"learning/{point.reference}/remove", {}).status_code == 404
    assert client.get(page(health, f"learning/{point.reference}")).status_code == 404
