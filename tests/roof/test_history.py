"""The history of a case: sentences from the trail, without what an agency does in a reply that it has not sent."""

from cases import closing
from cases.models import WhyClosed
from panelportal.kit.models import TrailEntry
from tests.factories import findings
from tests.factories.cases import request_to, sent_case


def test_the_history_tells_who_did_what_and_leaves_out_a_reply_that_was_not_sent(cast, client_of):
    case = sent_case(cast, agencies=[cast.police_force])
    part = request_to(case, cast.police_force)
    findings.ready(part, by=cast.police)
    client, url = client_of(cast.inspector), f"/cases/{case.reference}/history/"

    before = client.get(url).content.decode()
    findings.replied(sent_case(cast, agencies=[cast.trust]).requests.get(), by=cast.health)

    assert "Case flagged" in before
    assert "by Isla Inspector" in before
    assert "Record check" not in before
    assert "Marker" not in before
    assert cast.trust.name not in client.get(url).content.decode()


def test_the_history_goes_on_to_older_pages(cast, client_of):
    case = sent_case(cast, agencies=[cast.police_force])
    findings.replied(request_to(case, cast.police_force), by=cast.police)
    closing.close(case, why=WhyClosed.NO_PANEL, because="Nothing more.", by=cast.inspector)
    client, url = client_of(cast.coordinator), f"/cases/{case.reference}/history/"

    newest = client.get(url).content.decode()
    page = client.get(url, {"after": TrailEntry.objects.get(act="case closed").pk})

    assert "Case closed" in newest
    assert page.status_code == 200
    assert "Case closed" not in page.content.decode()


def test_the_history_says_statuses_and_tasks_in_the_words_of_pages(cast, client_of):
    case = sent_case(cast, agencies=[cast.police_force])

    page = client_of(cast.inspector).get(f"/cases/{case.reference}/history/").content.decode()

    assert "Changed the status from “Flagged” to “Requests sent”" in page
    assert "Opened the task “Check your records”" in page
    assert "cases.Case" not in page
    assert "answer-request" not in page
