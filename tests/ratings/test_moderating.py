import pytest

from agencies.models import Duty
from panelportal.kit.models import Letter
from panelportal.kit.versions import ChangedMeanwhile
from ratings import assessing, issuing, moderating, sending
from ratings.assessing import GivenText
from ratings.covered import digest_of
from ratings.models import Assessment, AssessmentStatus, Countersignature, Review
from ratings.moderating import NoReason, NotWithALead, OwnRating
from tests.factories import ratings as make


def fresh(assessment):
    return Assessment.objects.select_related("review", "standards_set").get(pk=assessment.pk)


def open_duties(about):
    return list(Duty.objects.open().filter(about=about).values_list("kind", "role", "person__name"))


def test_a_countersignature_covers_the_text_and_makes_the_review_rated(cast):
    assessment = make.sent_assessment(cast)

    signature = moderating.countersign(assessment, by=cast.lead)

    assert fresh(assessment).status is AssessmentStatus.COUNTERSIGNED
    assert signature.digest == digest_of(fresh(assessment))
    assert (signature.countersigned_by, signature.voided_at) == (cast.lead, None)
    assert open_duties(assessment.reference) == [("issue-qa-report", "lead", None)]
    assert list(Review.objects.rated()) == [assessment.review]
    assert Review.objects.get().is_rated


def test_a_review_is_not_rated_before_it_is_countersigned(cast):
    make.received_review(cast)
    make.sent_assessment(cast)

    assert not Review.objects.rated().exists()
    assert [review.is_rated for review in Review.objects.all()] == [False, False]


def test_the_rater_neither_countersigns_nor_returns_nor_issues(cast):
    sent = make.sent_assessment(cast, to=cast.other_lead)
    with pytest.raises(OwnRating):
        moderating.countersign(sent, by=cast.other_lead)
    with pytest.raises(OwnRating):
        moderating.return_to_rater(sent, because="Why.", by=cast.other_lead)
    moderating.countersign(sent, by=cast.lead)

    with pytest.raises(OwnRating):
        issuing.issue_qa_report(sent, by=cast.other_lead)


def test_only_what_was_sent_is_countersigned_and_only_once(cast):
    with pytest.raises(NotWithALead):
        moderating.countersign(make.complete_assessment(cast), by=cast.lead)
    signed = make.countersigned_assessment(cast)

    with pytest.raises(NotWithALead):
        moderating.countersign(signed, by=cast.other_lead)
    assert Countersignature.objects.count() == 1


def test_a_lead_countersigns_only_what_was_on_the_page(cast):
    assessment = make.sent_assessment(cast)

    with pytest.raises(ChangedMeanwhile):
        moderating.countersign(assessment, read="0" * 64, by=cast.lead)


def test_returning_asks_the_rater_again_with_the_reason(cast):
    assessment = make.sent_assessment(cast)

    moderating.return_to_rater(assessment, because="Say more about 3.1 a.", by=cast.lead)

    letter = Letter.objects.get(kind="returned")
    assert fresh(assessment).status is AssessmentStatus.RETURNED
    assert open_duties(assessment.reference) == [("quality-assure", "", "Isla Inspector")]
    assert (letter.to_email, letter.subject) == (cast.inspector.email, f"Changes needed: {assessment.reference}")
    assert "3.1 a" not in letter.text + letter.html


def test_returning_needs_a_reason(cast):
    with pytest.raises(NoReason):
        moderating.return_to_rater(make.sent_assessment(cast), because="  ", by=cast.lead)


def test_a_returned_assessment_is_sent_and_countersigned_again(cast):
    assessment = make.sent_assessment(cast)
    for _ in range(2):
        moderating.return_to_rater(assessment, because="More.", by=cast.lead)
        sending.send_for_countersigning(assessment, by=cast.inspector)
    moderating.countersign(assessment, by=cast.lead)

    assert Letter.objects.filter(kind="returned").count() == 2
    assert Letter.objects.filter(kind="moderate-ratings").count() == 6


def test_returning_voids_the_countersignature(cast):
    assessment = make.countersigned_assessment(cast)

    moderating.return_to_rater(assessment, because="A fact is wrong.", by=cast.other_lead)

    assert Countersignature.objects.get().voided_by == cast.other_lead
    assert moderating.countersignature_of(fresh(assessment)) is None
    assert not Review.objects.get().is_rated
    assert open_duties(assessment.reference) == [("quality-assure", "", "Isla Inspector")]


@pytest.mark.parametrize(
    "change",
    [
        lambda assessment: assessment.answers.filter(prompt__position=7).update(note="Another note."),
        lambda assessment: assessment.answers.filter(prompt__position=1).update(answer="no"),
        lambda assessment: assessment.ratings.filter(standard__number=2).update(rating=3),
        lambda assessment: assessment.ratings.filter(standard__number=2).update(reason="Another reason."),
        lambda assessment: assessment.feedback.filter(standard=None).update(text="Another text."),
    ],
)
def test_a_countersignature_counts_for_nothing_when_the_text_changes(cast, client_of, change):
    assessment = make.countersigned_assessment(cast)

    change(assessment)

    assert moderating.countersignature_of(fresh(assessment)) is None
    with pytest.raises(issuing.CountersignatureVoid):
        issuing.issue_qa_report(assessment, by=cast.lead)
    page = client_of(cast.lead).get(f"/moderation/{assessment.reference}/")
    assert b"so the countersignature is void" in page.content
    assert b"Issue the QA report" not in page.content


def test_the_queue_shows_what_waits_by_due_date(cast, client_of, django_assert_num_queries):
    first = make.sent_assessment(cast)
    client = client_of(cast.lead)
    client.get("/moderation/")

    for expected in (1, 3):
        with django_assert_num_queries(QUERIES):
            page = client.get("/moderation/")
        assert len(page.context["waiting"]) == expected
        make.sent_assessment(cast)
        make.countersigned_assessment(cast)
        make.complete_assessment(cast)
    assert first.reference in page.content.decode()


QUERIES = 7


def test_an_empty_queue_says_so(cast, client_of):
    assert b"Nothing waiting for moderation." in client_of(cast.lead).get("/moderation/").content


def test_only_leads_moderate(cast, client_of):
    assessment = make.sent_assessment(cast)

    for who in ("inspector", "coordinator", "auditor", "reviewer", "police", "stranger"):
        client = client_of(getattr(cast, who))
        assert client.get("/moderation/").status_code == 403, who
        for place in ("", "return/", "issue/"):
            assert client.get(f"/moderation/{assessment.reference}/{place}").status_code == 404, who
        for place in ("agree/", "return/", "issue/"):
            assert client.post(f"/moderation/{assessment.reference}/{place}").status_code == 404, who


def test_a_lead_reads_everything_and_countersigns(cast, client_of):
    assessment = make.sent_assessment(cast)
    client = client_of(cast.lead)
    page = client.get(f"/moderation/{assessment.reference}/")
    text = page.content.decode()

    read = page.context["form"]["read"].value()
    answers = [client.post(f"/moderation/{assessment.reference}/agree/", {"read": read, "once": "x"}) for _ in range(2)]

    for said in ("Reason 3.", "Feedback on standard 4.", "Police contact, para 4.12.", "7 of 12: Good."):
        assert said in text
    assert [answer["Location"] for answer in answers] == [f"/moderation/{assessment.reference}/issue/"] * 2
    assert Countersignature.objects.count() == 1


def test_what_changed_while_the_page_was_open_is_read_again_first(cast, client_of):
    assessment = make.sent_assessment(cast)
    client = client_of(cast.lead)
    page = client.get(f"/moderation/{assessment.reference}/")
    moderating.return_to_rater(assessment, because="More.", by=cast.other_lead)
    assessing.write_feedback(assessment, texts={0: GivenText("New words.")}, by=cast.inspector)
    sending.send_for_countersigning(assessment, by=cast.inspector)

    answer = client.post(f"/moderation/{assessment.reference}/agree/", {"read": page.context["form"]["read"].value()})

    assert b"Read it again before you agree" in answer.content
    assert b"New words." in answer.content
    assert answer.context["form"]["read"].value() == digest_of(fresh(assessment))
    assert not Countersignature.objects.exists()


def test_the_page_tells_a_lead_who_rated_it_who_can_countersign(cast, client_of):
    assessment = make.sent_assessment(cast, to=cast.lead)
    client = client_of(cast.lead)

    page = client.get(f"/moderation/{assessment.reference}/")
    answer = client.post(f"/moderation/{assessment.reference}/agree/", {"read": digest_of(fresh(assessment))})

    assert b"You rated this review, so you cannot countersign it." in page.content
    assert b"These lead inspectors can: Lorna Lead." in page.content
    assert b"Agree and countersign" not in page.content
    assert b"another lead inspector has to do this" in answer.content
    assert not Countersignature.objects.exists()


def test_the_page_returns_with_a_reason_and_not_without(cast, client_of):
    assessment = make.sent_assessment(cast)
    client = client_of(cast.lead)
    here = f"/moderation/{assessment.reference}/return/"

    empty = client.post(here, {"because": ""})
    answer = client.post(here, {"because": "Standard 2 needs a paragraph."})
    overview = client_of(cast.inspector).get(f"/assessments/{assessment.reference}/")

    assert empty.context["form"].errors == {"because": ["Enter what has to change, and why"]}
    assert answer["Location"] == "/moderation/"
    assert b"Standard 2 needs a paragraph." in overview.content
    assert b"Leda Lead returned this" in overview.content
