"""The inspectorate takes a reply as sufficient, or returns it and says what is missing, task by task."""

from datetime import timedelta

import pytest
from django.core import mail

from agencies import duties
from agencies.your_work import work_of
from cases import progressing
from cases.models import Case, CaseStatus, RequestStatus
from cases.refusals import NotAReply, NotRepliedYet, ReplyInUse
from cases.telling import ANSWER
from findings import accepting, attention, returning, submitting
from findings.models import LearningPoint, Outcome, ReplyVersion
from findings.models.learning_points import PointStatus
from panelportal.kit import clock, letters, working_days
from panelportal.kit.models import Letter, TrailEntry
from tests.factories import findings as factory
from tests.findings import pages
from tests.findings.pages import page, post, text_of

ASKED = {"tasks": ["learning"], "words_learning": "Which mailbox? Who reads it?", "days": "5"}


def returned(part, *, by, missing=None):
    return returning.return_reply(part, missing=missing or {"learning": "Which mailbox?"}, days=5, by=by)


def test_the_agency_sees_what_is_missing_beside_the_task_and_sends_it_again(cast, client_of):
    part = factory.replied(factory.part(cast), by=cast.police)
    staff, agency = client_of(cast.inspector), client_of(cast.police_deputy)
    answer = post(staff, part, "reply/return", ASKED)
    shown = text_of(agency.get(page(part)))
    point = LearningPoint.objects.get()
    change = pages.POINT | {"what": "It went to the duty mailbox.", "version": str(point.version)}
    post(agency, part, f"learning/{point.reference}", change)
    done = text_of(agency.get(page(part)))
    check = text_of(agency.get(page(part, "check")))
    post(agency, part, "check", pages.SEND)

    read = text_of(staff.get(page(part, "reply/versions/2")))

    part.refresh_from_db()
    assert answer.url == page(part, "reply")
    assert "Add learning points What we need: Which mailbox? Who reads it? Changes needed" in shown
    assert "Add learning points What we need: Which mailbox? Who reads it? Completed" in done
    assert "What is missing" in check
    assert "Which mailbox? Who reads it?" in check
    assert "What you changed since the last version" in check
    assert "The recall notice reached the force two days late. It went to the duty mailbox." in read
    assert part.status == RequestStatus.SUBMITTED
    assert [version.number for version in ReplyVersion.objects.sent()] == [1, 2]
    assert "The recall notice reached" in text_of(staff.get(page(part, "reply/versions/1")))


def test_the_agency_is_asked_anew_with_its_own_date_and_nothing_of_what_is_missing_in_the_letter(cast):
    part = factory.replied(factory.part(cast), by=cast.police)

    returned(part, by=cast.inspector)
    letters.deliver_due()

    part.refresh_from_db()
    told = [one for one in mail.outbox if one.subject == f"Changes needed: {part.reference}"]
    assert {one.to[0] for one in told} == {cast.police.email, cast.police_deputy.email}
    assert all(page(part) in one.body and "mailbox" not in one.body for one in told)
    assert part.reply_by == working_days.add(clock.today(), 5)
    assert (part.status, part.submitted_at) == (RequestStatus.RETURNED, None)
    [duty] = [duty for duty in work_of(cast.police).to_do if duty.kind == ANSWER]
    assert (duty.about, duty.due_on) == (part.reference, part.reply_by)


def test_what_is_written_anew_is_read_by_nobody_until_it_is_sent(cast, client_of):
    part = factory.replied(factory.part(cast), by=cast.police)
    returned(part, by=cast.inspector)
    point = LearningPoint.objects.get()
    change = pages.POINT | {"what": "Not yet said to anybody.", "version": str(point.version)}
    post(client_of(cast.police), part, f"learning/{point.reference}", change)

    client = client_of(cast.inspector)
    shown = text_of(client.get(page(part, "reply")))
    learning = text_of(client.get(f"/cases/{part.case.reference}/learning/"))

    assert LearningPoint.objects.get().status == PointStatus.NOT_SENT
    assert "Not yet said" not in shown + learning
    assert "Which mailbox?" in shown
    assert "Version 1" in shown
    assert "The recall notice reached" in text_of(client.get(page(part, "reply/versions/1")))


def test_a_returned_reply_is_awaited_again_before_the_panel_is_decided(cast):
    police, health = factory.parts(cast, "police_force", "trust")
    factory.replied(police, by=cast.police)
    factory.replied(health, by=cast.health, outcome=Outcome.NOT_KNOWN)
    all_in = duties.has_open(progressing.DECIDE, about=police.case.reference)

    returned(police, by=cast.inspector)
    one_back = duties.has_open(progressing.DECIDE, about=police.case.reference)
    submitting.submit(police, agreed_by_role="Superintendent", by=cast.police)
    accepting.accept(health, by=cast.lead)

    case = Case.objects.with_progress().get(pk=police.case_id)
    assert (all_in, one_back) == (True, False)
    assert duties.has_open(progressing.DECIDE, about=case.reference)
    assert (case.answered, case.asked) == (2, 2)


def test_accepting_says_so_and_settles_what_waited_to_be_looked_at(cast, client_of):
    part = factory.replied(factory.part(cast), by=cast.police, outcome=Outcome.HELD_ELSEWHERE)
    client = client_of(cast.inspector)
    offered = text_of(client.get(page(part, "reply")))

    client.post(page(part, "reply/accept"))

    part.refresh_from_db()
    shown = text_of(client_of(cast.police).get(page(part)))
    assert "Is this reply sufficient?" in offered
    assert part.status == RequestStatus.ACCEPTED
    assert not attention.is_called(part.reference)
    assert "and it is all we need" in shown
    assert "Take your reply back" not in shown
    assert "Accept this reply" not in text_of(client.get(page(part, "reply")))


def test_only_an_inspector_or_a_lead_says_whether_a_reply_suffices(cast, client_of):
    part = factory.replied(factory.part(cast), by=cast.police)

    assert "Is this reply sufficient?" not in text_of(client_of(cast.coordinator).get(page(part, "reply")))
    for person in (cast.coordinator, cast.police, cast.health):
        assert client_of(person).post(page(part, "reply/accept")).status_code == 404
        assert post(client_of(person), part, "reply/return", ASKED).status_code == 404


def test_what_is_not_a_reply_of_the_agency_or_in_use_already_is_not_returned(cast):
    draft, told = factory.part(cast), factory.recorded(factory.part(cast), by=cast.coordinator)
    used = factory.replied(factory.part(cast), by=cast.police)
    Case.objects.filter(pk=used.case_id).update(status=CaseStatus.PANEL_HELD)

    with pytest.raises(NotAReply):
        returned(draft, by=cast.inspector)
    with pytest.raises(NotRepliedYet):
        accepting.accept(told, by=cast.inspector)
    with pytest.raises(ReplyInUse):
        returned(used, by=cast.inspector)
    with pytest.raises(returning.NothingMissing):
        returning.return_reply(used, missing={"weather": "Why?"}, days=5, by=cast.inspector)


def test_the_form_wants_a_task_and_words_and_the_trail_keeps_neither_words_nor_names(cast, client_of):
    part = factory.replied(factory.part(cast), by=cast.police)
    client = client_of(cast.inspector)

    said = text_of(post(client, part, "reply/return", {"days": "0"}))
    wordless = text_of(post(client, part, "reply/return", ASKED | {"words_learning": ""}))
    post(client, part, "reply/return", ASKED)

    assert "Select what is missing" in said
    assert "Working days to send it again must be" in said
    assert "Enter what you need: Add learning points" in wordless
    assert not [entry for entry in TrailEntry.objects.all() if "mailbox" in str(entry.facts)]


def test_a_late_reply_says_by_how_many_working_days_to_staff_and_not_to_its_agency(cast, client_of):
    part = factory.part(cast)
    factory.ready(part, by=cast.police)
    with clock.at(clock.now() + (part.reply_by - clock.today()) + timedelta(days=8)):
        submitting.submit(part, agreed_by_role="Superintendent", by=cast.police)

    part.refresh_from_db()
    late = working_days.between(part.reply_by, clock.day_of(part.submitted_at))
    assert f"Late by {late} working days" in text_of(client_of(cast.inspector).get(page(part, "reply")))
    agency = client_of(cast.police)
    told = " ".join(text_of(agency.get(page(part, name))) for name in ("", "reply", "submitted"))
    assert "Late" not in told
    assert "Received on" in told
    assert Letter.objects.filter(kind="reply-received").exists()
