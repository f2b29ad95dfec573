import pytest

from ratings import assessing
from ratings.assessing import GivenAnswer
from ratings.models import Answer, Assessment, Prompt
from tests.factories import ratings as make


@pytest.fixture
def assessment(cast):
    return make.allocated_review(cast).assessment


@pytest.fixture
def rater(cast, client_of):
    return client_of(cast.inspector)


def typed(page, **changes):
    """What a browser would send from a page's form as it is, with changes."""
    form = page.context["form"]
    values = {field.html_name: field.value() for field in form}
    return {name: value for name, value in values.items() if value is not None and value is not False} | changes


def path(assessment, page=""):
    return f"/assessments/{assessment.reference}/{page}"


def test_the_overview_lists_the_eight_key_questions_and_what_follows(assessment, rater):
    page = rater.get(path(assessment))

    lists = page.context["tasks"]
    assert [task["title"] for task in lists["questions"]] == [
        "1.1 Analysis of assessment",
        "1.2 Analysis of planning",
        "1.3 Analysis of implementation",
        "1.4 Analysis of reviewing",
        "2 Overall judgements",
        "3.1 Areas for learning",
        "3.2 Planned actions",
        "4 Victims and their families",
    ]
    assert {task["status"].label for task in lists["questions"]} == {"Not yet started"}
    assert lists["continue_url"] == path(assessment, "1-1/")
    assert b"Day 0 of 15" in page.content


def test_all_45_prompts_are_asked_once_in_published_order(assessment, rater):
    pages = [rater.get(path(assessment, f"{slug}/")) for slug in ("1-1", "1-2", "1-3", "1-4", "2", "3-1", "3-2", "4")]

    asked = [block["row"].prompt for page in pages for block in page.context["blocks"]]
    assert asked == list(Prompt.objects.all())
    for page in pages:
        for block in page.context["blocks"]:
            assert page.content.decode().count(f"{block['row'].prompt.letter}) {block['row'].prompt.text}") == 1


def test_not_applicable_is_offered_on_exactly_ten_prompts(assessment, rater):
    offered = []
    for slug in ("1-1", "1-2", "1-3", "1-4", "2", "3-1", "3-2", "4"):
        page = rater.get(path(assessment, f"{slug}/"))
        offered += [
            str(block["row"].prompt)
            for block in page.context["blocks"]
            if "not-applicable" in dict(block["answer"].field.choices)
        ]

    assert offered == ["1.1 d", "1.2 d", "1.3 d", "1.4 d", "2 d", "2 e", "2 f", "3.1 d", "3.1 e", "3.2 c"]


def test_every_page_says_to_judge_the_review(cast, client_of):
    assessment = make.complete_assessment(cast)
    client = client_of(cast.inspector)

    for page in ("", "1-1/", "4/", "ratings/", "feedback/"):
        assert b"Judge the review, not the practitioner." in client.get(path(assessment, page)).content


def test_saving_leads_to_the_next_key_question_or_back(assessment, rater):
    page = rater.get(path(assessment, "1-1/"))

    onward = rater.post(path(assessment, "1-1/"), typed(page, answer_a="yes", note_a="Para 3.", then="next"))
    back = rater.post(path(assessment, "4/"), typed(rater.get(path(assessment, "4/")), answer_a="no", then="later"))

    assert onward["Location"] == path(assessment, "1-2/")
    assert back["Location"] == path(assessment)
    row = assessment.answers.get(prompt__key_question__slug="1-1", prompt__letter="a")
    assert (row.answer, row.note, row.saved_by) == ("yes", "Para 3.", assessment.rater)


def test_the_last_key_question_leads_to_the_ratings(assessment, rater):
    page = rater.get(path(assessment, "4/"))

    assert rater.post(path(assessment, "4/"), typed(page, then="next"))["Location"] == path(assessment, "ratings/")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"answer_a": "perhaps"}, "Select an answer for 1.1 a"),
        ({"answer_a": "not-applicable"}, "Select an answer for 1.1 a"),
        ({"note_a": "x" * 20_001}, "Evidence note for 1.1 a must be 20000 characters or fewer"),
        ({"version_a": "many"}, "Open this page again, because part of it is missing"),
        ({"version_a": "٣"}, "Open this page again, because part of it is missing"),
        ({"version_a": ""}, "Open this page again, because part of it is missing"),
    ],
)
def test_hostile_answers_are_refused_and_what_was_typed_is_kept(assessment, rater, wrong, message):
    page = rater.get(path(assessment, "1-1/"))

    answer = rater.post(path(assessment, "1-1/"), typed(page, note_b="Typed at length.", **wrong))

    assert answer.status_code == 200
    assert [message] in answer.context["form"].errors.values()
    assert b"Typed at length." in answer.content
    assert b"<title>Error: " in answer.content
    assert not assessment.answers.filter(version__gt=0).exists()


def test_two_pages_open_at_once_show_both_texts_and_then_save_knowingly(assessment, rater):
    page = rater.get(path(assessment, "1-1/"))
    rater.post(path(assessment, "1-1/"), typed(page, answer_a="no", note_a="The first text."))

    conflict = rater.post(path(assessment, "1-1/"), typed(page, answer_a="yes", note_a="The second text."))
    assert b"The first text." in conflict.content
    assert b"The second text." in conflict.content
    assert b"Compare the two versions" in conflict.content

    rater.post(path(assessment, "1-1/"), typed(conflict, then="later"))
    row = assessment.answers.get(prompt__key_question__slug="1-1", prompt__letter="a")
    assert (row.answer, row.note, row.version) == ("yes", "The second text.", 2)


def test_the_same_wording_elsewhere_shows_what_was_answered_there(assessment, rater):
    question = assessment.standards_set.key_questions.get(slug="1-1")
    assessing.answer_prompts(
        assessment,
        key_question=question,
        answers={"b": GivenAnswer(Answer.PARTLY, "Said in 1.1.")},
        by=assessment.rater,
    )

    page = rater.get(path(assessment, "1-3/")).content.decode()

    assert page.count("Show my answers to this prompt in 1.1 to 1.4") == 5
    assert "1.1 b: Partly" in page
    assert "Said in 1.1." in page
    assert "Show my answers" not in rater.get(path(assessment, "2/")).content.decode()


def test_an_unknown_key_question_is_not_found(assessment, rater):
    assert rater.get(path(assessment, "9-9/")).status_code == 404


def test_the_ratings_page_asks_for_the_prompts_first(assessment, rater):
    page = rater.get(path(assessment, "ratings/"))

    assert b"Answer all prompts in standard 1 first" in page.content
    assert page.context["form"].rows == {}


def test_ratings_are_saved_and_the_overall_rating_shows_only_with_four(cast, client_of):
    assessment = make.answered_assessment(cast)
    client = client_of(cast.inspector)
    page = client.get(path(assessment, "ratings/"))

    client.post(path(assessment, "ratings/"), typed(page, rating_1="3", reason_1="Clear.", rating_2="2", rating_3="2"))
    three = client.get(path(assessment, "ratings/"))
    client.post(path(assessment, "ratings/"), typed(three, rating_4="0", reason_4="Not for families."))
    four = client.get(path(assessment, "ratings/"))

    assert "Your answers: Yes 16, Partly 4" in page.content.decode()
    assert "7 of 12, 3 of 4 rated. Overall will be Good." in three.content.decode()
    assert "7 of 12: Good overall. Standard 4 is Inadequate." in four.content.decode()
    assert "7 of 12: Good" not in three.content.decode()


def test_a_rating_that_does_not_exist_is_refused(cast, client_of):
    assessment = make.answered_assessment(cast)
    client = client_of(cast.inspector)
    page = client.get(path(assessment, "ratings/"))

    answer = client.post(path(assessment, "ratings/"), typed(page, rating_1="4", reason_1="Kept."))

    assert answer.context["form"].errors == {"rating_1": ["Select a rating for standard 1"]}
    assert b"Kept." in answer.content


def test_flagged_notes_begin_the_feedback_and_can_be_inserted(cast, client_of):
    assessment = make.answered_assessment(cast)
    client = client_of(cast.inspector)
    page = client.get(path(assessment, "feedback/"))
    note = next(block["notes"][0] for block in page.context["blocks"] if block["key"] == 2)

    inserted = client.post(path(assessment, "feedback/"), typed(page, text_2="My own words.", insert=f"2:{note.pk}"))

    assert page.context["form"]["text_2"].value() == "2 i: Police contact, para 4.12."
    assert inserted.context["form"]["text_2"].value() == "My own words.\n\n2 i: Police contact, para 4.12."
    assert not assessment.feedback.filter(version__gt=0).exists()


def test_a_note_of_another_assessment_cannot_be_inserted(cast, client_of):
    other = make.answered_assessment(cast, to=cast.other_inspector, partnership_notes=["Secret of another."] * 6)
    assessment = make.answered_assessment(cast)
    client = client_of(cast.inspector)
    page = client.get(path(assessment, "feedback/"))

    answer = client.post(path(assessment, "feedback/"), typed(page, insert=f"2:{other.partnership_notes()[4].pk}"))

    assert b"Secret of another." not in answer.content


def test_feedback_is_saved_and_leads_to_the_check(cast, client_of):
    assessment = make.answered_assessment(cast)
    client = client_of(cast.inspector)
    page = client.get(path(assessment, "feedback/"))

    answer = client.post(path(assessment, "feedback/"), typed(page, text_0="Clear throughout.", then="next"))

    assert answer["Location"] == path(assessment, "check/")
    assert Assessment.objects.get().good_practice == "Clear throughout."


def test_without_flagged_notes_the_feedback_says_so(assessment, rater):
    assert b"No evidence notes flagged for feedback yet." in rater.get(path(assessment, "feedback/")).content


def test_what_was_typed_is_kept_when_it_was_sent_meanwhile(cast, client_of):
    assessment = make.complete_assessment(cast)
    client = client_of(cast.inspector)
    page = client.get(path(assessment, "1-1/"))
    client.post(path(assessment, "check/"), {"once": "x"})

    answer = client.post(path(assessment, "1-1/"), typed(page, note_a="One more thought."))

    assert answer.status_code == 200
    assert b"One more thought." in answer.content
    assert b"cannot be changed now" in answer.content


def test_the_pages_lead_to_the_overview_once_it_is_sent(cast, client_of):
    assessment = make.sent_assessment(cast)
    client = client_of(cast.inspector)

    for page in ("1-1/", "ratings/", "feedback/", "check/"):
        assert client.get(path(assessment, page))["Location"] == path(assessment)
    assert b"You can read this assessment, and not change it." in client.get(path(assessment)).content


@pytest.mark.parametrize("place", ["1-1/", "ratings/", "feedback/", "check/", "sent/"])
def test_only_the_rater_sees_the_pages_to_rate_on(cast, client_of, assessment, place):
    for who in ("other_inspector", "lead", "coordinator", "auditor", "reviewer", "police", "stranger"):
        assert client_of(getattr(cast, who)).get(path(assessment, place)).status_code == 404


def test_other_inspectors_and_leads_read_the_assessment_and_nobody_else(cast, client_of):
    assessment = make.complete_assessment(cast)

    answers = {
        who: client_of(getattr(cast, who)).get(path(assessment)).status_code
        for who in (
            "inspector",
            "other_inspector",
            "lead",
            "coordinator",
            "auditor",
            "sfo_team",
            "reviewer",
            "stranger",
        )
    }

    assert answers == {
        "inspector": 200,
        "other_inspector": 200,
        "lead": 200,
        "coordinator": 404,
        "auditor": 404,
        "sfo_team": 404,
        "reviewer": 404,
        "stranger": 404,
    }


@pytest.mark.parametrize(
    ("place", "queries"), [("", 11), ("1-1/", 11), ("2/", 11), ("ratings/", 12), ("feedback/", 11), ("check/", 13)]
)
def test_an_assessment_page_asks_the_database_as_many_questions_for_45_answers_as_for_none(
    cast, client_of, place, queries, django_assert_num_queries
):
    client = client_of(cast.inspector)
    for state in (make.allocated_review, make.answered_assessment):
        here = f"/assessments/{state(cast).reference}/{place}"
        client.get(here)
        with django_assert_num_queries(queries):
            client.get(here)
