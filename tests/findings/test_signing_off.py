"""Where an agency wants a second signer, its full reply leaves through an approver who did not write it."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from agencies import duties, joining, leaving
from agencies.role_names import Role
from agencies.your_work import work_of
from cases.models import RequestStatus
from cases.refusals import NotOpenForReply
from findings import signing_off, submitting
from findings.models import LearningPoint, Outcome, ReplyVersion, SignOff
from panelportal.kit import access
from panelportal.kit.access import Can
from panelportal.kit.models import Letter
from tests.factories import findings as factory
from tests.factories.people import enter
from tests.findings import pages
from tests.findings.pages import page, post, text_of


@pytest.fixture
def approver(cast):
    return enter("Abe Approver", cast.police_force, Role.APPROVER)


@pytest.fixture
def part(cast):
    cast.police_force.second_signer = True
    cast.police_force.save(update_fields=["second_signer"])
    return factory.ready(factory.part(cast), by=cast.police)


APPROVE = {"decision": "approve", "agreed_by_role": "Chief constable"}
RETURN = {"decision": "return", "because": "Say which mailbox."}


def test_the_author_hands_over_and_the_approver_reads_all_and_sends(cast, part, approver, client_of):
    author, second = client_of(cast.police), client_of(approver)
    asked = text_of(author.get(page(part, "check")))
    handed = post(author, part, "check", {"had_no_part": "on"})
    waits = text_of(author.get(page(part)))
    shown = text_of(second.get(page(part), follow=True))
    work = text_of(second.get("/"))

    sent = post(second, part, "sign-off", APPROVE)

    part.refresh_from_db()
    reply, sign_off = part.reply, SignOff.objects.get()
    assert signing_off.DECLARATION in asked
    assert "Send to HM Inspectorate" not in asked
    assert (handed.url, sent.url) == (page(part), page(part, "reply"))
    assert "Your reply waits for approval" in waits
    assert f"For {cast.police_force}, approver" in work
    assert "The recall notice reached the force two days late." in shown
    assert signing_off.DECLARATION in shown
    assert (part.status, reply.sent_by, reply.agreed_by_role) == (RequestStatus.SUBMITTED, approver, "Chief constable")
    assert (sign_off.handed_by, sign_off.approved_by) == (cast.police, approver)
    told = Letter.objects.filter(kind="reply-received").values_list("to_email", flat=True)
    assert set(told) == {cast.police.email, approver.email}
    assert ReplyVersion.objects.get().sent_by == approver  # what was read is what was sent


def test_nobody_changes_a_reply_that_waits_until_its_author_takes_it_back(cast, part, approver, client_of):
    signing_off.hand_over(part, by=cast.police)
    client = client_of(cast.police_deputy)

    with pytest.raises(NotOpenForReply):
        factory.point(part, by=cast.police_deputy)
    led = client.get(page(part, "learning")).url
    post(client, part, "sign-off/withdraw", {})
    factory.point(part, by=cast.police_deputy)

    part.refresh_from_db()
    assert (led, part.status) == (page(part), RequestStatus.IN_PROGRESS)
    assert SignOff.objects.get().withdrawn_by == cast.police_deputy
    assert not duties.has_open("sign-off-reply", about=part.reference)


def test_a_returned_reply_says_why_and_comes_again_with_what_changed(cast, part, approver, client_of):
    signing_off.hand_over(part, by=cast.police)
    second, author = client_of(approver), client_of(cast.police)
    empty = text_of(post(second, part, "sign-off", RETURN | {"because": ""}))
    post(second, part, "sign-off", RETURN)
    read = text_of(author.get(page(part)))
    point = LearningPoint.objects.get()
    changed = pages.POINT | {"what": "The notice came two days late.", "version": str(point.version)}
    post(author, part, f"learning/{point.reference}", changed)
    post(author, part, "check", {"had_no_part": "on"})

    shown = text_of(second.get(page(part, "sign-off")))

    letter = Letter.objects.get(kind=signing_off.RETURNED)
    assert "Enter what has to change" in empty
    assert "Abe Approver returned this reply" in read
    assert "Say which mailbox." in read
    assert (letter.to_email, letter.subject) == (cast.police.email, f"Changes needed: {part.reference}")
    assert "mailbox" not in letter.text
    assert "What had to change Abe Approver returned it on" in shown
    assert "Say which mailbox." in shown
    assert "What changed since the last version" in shown
    assert "The recall notice reached the force two days late. The notice came two days late." in shown
    assert not signing_off.still_returned(letter)


def test_nobody_approves_their_own_reply(cast, part, approver, client_of):
    joining.add_member(
        email=cast.police.email, name="x", agency=cast.police_force, role=Role.APPROVER, by=cast.police_deputy
    )
    signing_off.hand_over(part, by=cast.police)

    with pytest.raises(signing_off.OwnReply):
        signing_off.approve(part, agreed_by_role="Sergeant", by=cast.police)
    with pytest.raises(IntegrityError), transaction.atomic():
        SignOff.objects.update(approved_by=cast.police, approved_at=SignOff.objects.get().handed_at)

    assert [duty.about for duty in work_of(approver).to_do] == [part.reference]
    assert "sign-off-reply" not in {duty.kind for duty in work_of(cast.police).to_do}
    assert client_of(cast.police).get(page(part, "sign-off")).status_code == 404


def test_without_another_approver_a_reply_is_not_handed_over_and_the_page_says_what_to_do(cast, part, client_of):
    said = text_of(post(client_of(cast.police), part, "check", {"had_no_part": "on"}))

    part.refresh_from_db()
    assert "Nobody else approves replies of Northshire Police yet" in said
    assert (part.status, SignOff.objects.count()) == (RequestStatus.IN_PROGRESS, 0)


def test_who_becomes_an_approver_later_finds_what_waits_and_loses_it_with_the_role(cast, part, approver):
    signing_off.hand_over(part, by=cast.police)

    late = enter("Lin Later", cast.police_force, Role.APPROVER)
    found = access.may(late, Can.APPROVE, part)
    leaving.end_membership(late.memberships.get(), by=cast.police)

    assert (found, access.may(late, Can.APPROVE, part), access.may(late, Can.READ, part)) == (True, False, False)
    assert access.may(approver, Can.APPROVE, part)


def test_what_waits_is_asked_for_once_however_many_approvers_are_entered(cast):
    def entered(role, name):
        wanted = [(cast.trust, role, f"{name}{n}@trust.example", "Ann Entered", "") for n in range(9)]
        with CaptureQueriesContext(connection) as asked:
            joining.add_members(wanted, by=cast.coordinator)
        return sum("findings_signoff" in one["sql"] for one in asked.captured_queries)

    assert (entered(Role.APPROVER, "a"), entered(Role.SPOC, "s")) == (1, 0)


def test_a_nil_return_is_signed_by_its_author_alone_and_a_full_one_is_not(cast, part, approver):
    nil = factory.ready(factory.part(cast), by=cast.police, outcome=Outcome.NOT_KNOWN)

    submitting.submit(nil, agreed_by_role="Superintendent", by=cast.police)
    with pytest.raises(submitting.NeedsApproval):
        submitting.submit(part, agreed_by_role="Superintendent", by=cast.police)

    nil.refresh_from_db()
    assert nil.status == RequestStatus.NOT_KNOWN


def test_the_inspectorate_reads_nothing_of_what_was_only_handed_over(cast, part, approver, client_of):
    signing_off.hand_over(part, by=cast.police)
    client = client_of(cast.inspector)

    shown = text_of(client.get(page(part, "reply")))

    assert "The agency has not sent a reply yet." in shown
    assert client.get(page(part, "reply/versions/1")).status_code == 404
    assert client_of(cast.police).get(page(part, "reply/versions/1")).status_code == 200
