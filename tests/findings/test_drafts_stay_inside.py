"""What an agency drafts is its own, by every way round: after a return, through its eyes, in lists and in the trail."""

import pytest

from agencies import declaring
from agencies.role_names import Role
from cases import exporting, withdrawing
from findings import grouping, learning, ledger, releasing, returning, signing_off
from findings.models import IssuedLearning, LearningPoint, ProposalToAgency
from panelportal.kit import access
from panelportal.kit.access import Can
from panelportal.kit.models import Letter, TrailEntry
from tests.factories import findings as factory
from tests.factories.people import enter
from tests.findings import pages
from tests.findings.pages import page, post, text_of

DRAFT = "Not yet said to anybody."


@pytest.fixture
def approver(cast):
    return enter("Abe Approver", cast.police_force, Role.APPROVER)


@pytest.fixture
def part(cast):
    cast.police_force.second_signer = True
    cast.police_force.save(update_fields=["second_signer"])
    return factory.ready(factory.part(cast), by=cast.police)


def write_anew(part, point, client):
    change = pages.POINT | {"what": DRAFT, "version": str(point.version)}
    return post(client, part, f"learning/{point.reference}", change)


@pytest.mark.parametrize("done", [grouping.park, lambda case, **given: grouping.group_points(case, title="X", **given)])
def test_learning_that_was_grouped_or_parked_is_read_by_nobody_while_it_is_written_anew(cast, client_of, done):
    part = factory.replied(factory.part(cast), by=cast.police)
    point = LearningPoint.objects.get()
    done(part.case, points=[point], by=cast.inspector)
    returning.return_reply(part, missing={"learning": "Which mailbox?"}, days=5, by=cast.inspector)

    written = write_anew(part, point, client_of(cast.police))
    learning_page = client_of(cast.inspector).get(f"/cases/{part.case.reference}/learning/")
    post(client_of(cast.police), part, "check", pages.SEND)

    assert written.status_code == 302
    assert DRAFT not in text_of(learning_page)
    assert DRAFT in text_of(client_of(cast.inspector).get(f"/cases/{part.case.reference}/learning/"))
    assert LearningPoint.objects.get().status == (
        "grouped" if hasattr(LearningPoint.objects.get(), "grouped") else "parked"
    )


def test_a_new_approver_gets_nothing_of_a_request_that_was_withdrawn_while_its_reply_waited(cast, part, approver):
    signing_off.hand_over(part, by=cast.police)
    withdrawing.withdraw_request(part, because="The wrong force.", by=cast.inspector)

    late = enter("Lin Later", cast.police_force, Role.APPROVER)

    assert not access.may(late, Can.READ, part)
    assert not Letter.objects.filter(kind=signing_off.ASKED, to_email=late.email).exists()


def test_what_an_approver_says_to_the_author_is_not_seen_through_the_agencys_eyes(cast, part, approver, client_of):
    signing_off.hand_over(part, by=cast.police)
    signing_off.return_for_change(part, because="Leave out the sergeant’s leave.", by=approver)

    own = text_of(client_of(cast.police).get(page(part)))
    looked = text_of(client_of(cast.inspector).get(f"/as/{cast.police_force.slug}{page(part)}"))

    assert "Leave out the sergeant’s leave." in own
    assert "You see what Northshire Police sees" in looked
    assert "Leave out" not in looked


@pytest.mark.parametrize("kind", ["subject-access", "information"])
def test_an_export_lists_a_draft_without_its_words(cast, approver, part, kind):
    learning.change_point(
        (point := LearningPoint.objects.get()),
        seen=point.version,
        by=cast.police,
        **{name: getattr(point, name) for name in ("kind", "why", "would_help", "level", "release")},
        what=DRAFT,
    )
    signing_off.hand_over(part, by=cast.police)

    lines = exporting.export_case(part.case, kind=kind, by=cast.lead)

    drafted = [line for line in lines if line[0] in ("Learning point", "Record check", "Key event", "Reply version")]
    assert len(drafted) == 4
    assert not any(DRAFT in cell or "Custody record" in cell for line in lines for cell in line)
    assert {line[2] for line in drafted} == {cast.police_force.name}


def test_the_history_and_the_audit_log_tell_no_result_of_a_check_that_was_never_sent(cast, part, client_of):
    withdrawing.withdraw_request(part, because="The wrong force.", by=cast.inspector)

    history = text_of(client_of(cast.inspector).get(f"/cases/{part.case.reference}/history/"))
    log = text_of(client_of(cast.lead).get("/audit/", {"show": "acts", "about": part.reference}))

    assert "Request withdrawn" in history
    assert "ecord check recorded" not in history
    assert "record check recorded" in log
    assert "involved" not in log
    assert not TrailEntry.objects.filter(act="record check recorded", facts__has_key="outcome").exists()


def test_learning_put_to_another_agency_is_not_read_there_while_it_is_written_anew(cast, client_of):
    proposal = factory.released_proposal(cast)
    point, to = proposal.point, proposal.to
    part = type(to).objects.for_page().get(pk=point.request_id)
    shown = text_of(client_of(cast.health).get(page(to, "for-us")))
    returning.return_reply(part, missing={"learning": "Which mailbox?"}, days=5, by=cast.inspector)

    write_anew(part, LearningPoint.objects.get(pk=point.pk), client_of(cast.police))
    meanwhile = text_of(client_of(cast.health).get(page(to, "for-us")))

    assert point.what in shown
    assert DRAFT not in meanwhile
    assert "Marker-Suggestion" not in meanwhile


def test_what_was_put_to_another_agency_is_not_taken_from_it_again(cast, client_of):
    proposal = factory.released_proposal(cast)
    part = type(proposal.to).objects.for_page().get(pk=proposal.point.request_id)
    returning.return_reply(part, missing={"learning": "Which mailbox?"}, days=5, by=cast.inspector)
    where = f"learning/{proposal.point.reference}"

    post(client_of(cast.police), part, f"{where}/propose/{proposal.pk}/take-back", {})
    removed = post(client_of(cast.police), part, f"{where}/remove", {})

    assert ProposalToAgency.objects.filter(pk=proposal.pk).exists()
    assert removed.status_code in (200, 302)
    assert LearningPoint.objects.filter(pk=proposal.point_id).exists()


def test_what_the_agency_keeps_back_when_it_writes_anew_is_with_the_panel_no_more(cast):
    part = factory.replied(factory.part(cast), by=cast.police)
    releasing.release(part.case, by=cast.inspector)
    returning.return_reply(part, missing={"learning": "Which mailbox?"}, days=5, by=cast.inspector)
    point = LearningPoint.objects.get()
    same = {name: getattr(point, name) for name in ("kind", "what", "why", "would_help", "level")}

    learning.change_point(point, seen=point.version, by=cast.police, release="inspectorate-only", **same)

    kept = LearningPoint.objects.get()
    assert kept.withdrawn_at is not None
    assert not kept.is_with_the_panel


def test_a_conflict_of_interest_takes_the_learning_of_a_case_that_waits_to_be_cleared(cast, client_of):
    part = factory.part(cast)
    point = factory.point(part, by=cast.police, what="Nurse Jones did not see the recall.")
    entry = ledger.enter(point, by=cast.lead)
    url = f"/issued-learning/{entry.reference}/"
    before = client_of(cast.lead).get(url).status_code

    declaring.declare_conflict(cast.lead, scope=part.case.reference, by=cast.lead)

    assert (before, client_of(cast.lead).get(url).status_code) == (200, 404)
    assert client_of(cast.other_lead).get(url).status_code == 200
    IssuedLearning.objects.update(point=None)
    assert client_of(cast.lead).get(url).status_code == 200


def test_typing_names_does_not_tell_which_of_them_the_glossary_of_the_case_holds(cast, client_of):
    part, client = factory.part(cast), client_of(cast.police)
    part.case.ciphers.create(name="Dana Doctor", said="Dee", cipher="GP1")

    answer = post(client, part, "learning/add", pages.POINT | {"what": "dana doctor and dee did not read it."})

    assert answer.status_code == 302


def test_nothing_is_put_to_an_agency_whose_request_was_withdrawn(cast):
    proposal = factory.directed_proposal(cast)
    withdrawing.withdraw_request(proposal.to, because="The wrong trust.", by=cast.inspector)

    releasing.release(proposal.to.case, by=cast.inspector)

    assert ProposalToAgency.objects.get().status == "proposed"
    assert not Letter.objects.filter(kind="learning-proposed").exists()


def test_released_choice_changed_before_the_pack_stays_a_plain_choice(cast):
    part = factory.replied(factory.part(cast), by=cast.police)
    point = LearningPoint.objects.get()

    releasing.choose(point, release="inspectorate-only", by=cast.police)

    assert LearningPoint.objects.get(request=part).withdrawn_at is None
