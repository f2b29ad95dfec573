"""Two steps: an agency is asked first whether it was involved, and for its full reply only when it was."""

from agencies import duties
from agencies.models import Duty
from cases import briefing, requesting
from cases.models import AgencyRequest, RequestStatus, Step
from findings import confirming, submitting
from findings.models import Outcome
from panelportal.kit import clock, working_days
from panelportal.kit.models import Letter
from tests.factories import findings as factory
from tests.factories.cases import chosen_case, request_to
from tests.findings import pages
from tests.findings.pages import page, post, text_of


def asked_first(cast, **terms):
    case = chosen_case(cast, agencies=[cast.police_force])
    briefing.brief(request_to(case, cast.police_force), step=Step.FIRST, by=cast.inspector, **terms)
    requesting.send_requests(case, by=cast.inspector)
    return request_to(case, cast.police_force)


def answered(part, *, by, outcome):
    confirming.confirm_organisation(part, by=by)
    factory.check(part, by=by, outcome=outcome)
    submitting.submit(part, agreed_by_role="Superintendent", by=by)
    return AgencyRequest.objects.get(pk=part.pk)


def test_the_first_question_has_a_short_deadline_of_its_own(cast):
    part = asked_first(cast)

    assert part.reply_by == working_days.add(clock.today(), 5)
    letter = Letter.objects.filter(kind="request", about=part.reference).first()
    assert "one question first" in letter.text
    assert "one question first" in letter.html


def test_only_two_tasks_are_listed_and_the_check_leads_to_sending(cast, client_of):
    part, client = asked_first(cast), client_of(cast.police)
    said = text_of(client.get(page(part)))

    post(client, part, "organisation", {"is_ours": "yes"})
    checked = post(client, part, "record-check", pages.INVOLVED)

    assert "was it involved in a case?" in said
    assert "Add learning points" not in said
    assert "Say who will attend the panel" not in said
    assert checked.url == page(part, "check")


def test_after_a_yes_the_full_reply_is_asked_for_with_its_own_time_and_nothing_is_lost(cast, client_of):
    part = asked_first(cast, reply_days=10)

    part = answered(part, by=cast.police, outcome=Outcome.INVOLVED)

    assert (part.step, part.status) == (Step.FULL, RequestStatus.IN_PROGRESS)
    assert part.reply_by == working_days.add(clock.today(), 10)
    assert part.first_answered_by == cast.police
    duty = Duty.objects.open().get(kind="answer-request", about=part.reference)
    assert (duty.due_on, duty.opened_by) == (part.reply_by, cast.inspector)
    told = Letter.objects.filter(kind="request-full")
    assert {letter.to_email for letter in told} == {cast.police.email, cast.police_deputy.email}
    said = text_of(client_of(cast.police).get(page(part)))
    assert "Thank you: you told us that your organisation was involved" in said
    assert "Add learning points" in said
    assert part.record_check.outcome == Outcome.INVOLVED
    assert not part.reply.sent_at


def test_the_full_reply_is_then_sent_as_any_other(cast):
    part = answered(asked_first(cast), by=cast.police, outcome=Outcome.INVOLVED)
    factory.ready(part, by=cast.police, seen=1)

    submitting.submit(part, agreed_by_role="Superintendent", by=cast.police)

    assert AgencyRequest.objects.get(pk=part.pk).status == RequestStatus.SUBMITTED


def test_after_a_no_nothing_more_is_asked(cast):
    part = answered(asked_first(cast), by=cast.police, outcome=Outcome.NOT_KNOWN)

    assert part.status == RequestStatus.NOT_KNOWN
    assert not duties.has_open("answer-request", about=part.reference)
    assert not Letter.objects.filter(kind="request-full").exists()


def test_answering_on_the_page_leads_back_to_the_request(cast, client_of):
    part, client = asked_first(cast), client_of(cast.police)
    post(client, part, "organisation", {"is_ours": "yes"})
    post(client, part, "record-check", pages.INVOLVED)

    sent = client.post(page(part, "check"), pages.SEND, follow=True)

    assert sent.redirect_chain[-1][0] == page(part)
    assert "Your first answer is with us" in text_of(sent)
