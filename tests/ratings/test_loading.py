from dataclasses import replace

import pytest

from ratings import loading
from ratings.models import OffenceType, Prompt, StandardsSet
from ratings.standards import reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def published():
    return reading.read(loading.FOLDER / "2021-02-draft.yaml")


def test_the_45_prompts_are_in_the_database_in_published_order(published):
    texts = [
        (f"{question.number or standard.number} {prompt.letter}", prompt.text)
        for standard in published.standards
        for question in standard.key_questions
        for prompt in question.prompts
    ]

    rows = Prompt.objects.select_related("key_question__standard")

    assert [(str(prompt), prompt.text) for prompt in rows] == texts
    assert len(texts) == 45


def test_exactly_ten_prompts_may_not_apply():
    may_not = [str(prompt) for prompt in Prompt.objects.filter(may_not_apply=True)]

    assert may_not == ["1.1 d", "1.2 d", "1.3 d", "1.4 d", "2 d", "2 e", "2 f", "3.1 d", "3.1 e", "3.2 c"]


def test_the_question_sets_are_eight_with_addresses_in_order():
    standards_set = StandardsSet.objects.current()

    assert [one.slug for one in standards_set.key_questions.all()] == [
        "1-1",
        "1-2",
        "1-3",
        "1-4",
        "2",
        "3-1",
        "3-2",
        "4",
    ]
    assert standards_set.label == "draft, February 2021"


def test_loading_again_changes_nothing():
    before = [StandardsSet.objects.count(), Prompt.objects.count(), OffenceType.objects.count()]

    loading.load_reference_data()

    assert [StandardsSet.objects.count(), Prompt.objects.count(), OffenceType.objects.count()] == before
    assert before == [1, 45, len(loading.OFFENCE_TYPES)]


def test_other_words_under_a_loaded_label_are_refused(published):
    first, *others = published.standards
    changed = replace(published, standards=(replace(first, statement="Something else."), *others))

    with pytest.raises(loading.WordingChanged, match="draft, February 2021"):
        loading.load_standards(changed)


def test_a_new_label_becomes_the_current_set_beside_the_old_one(published):
    old = StandardsSet.objects.get()

    new = loading.load_standards(replace(published, label="final, 2027"))

    assert StandardsSet.objects.current() == new
    assert list(old.prompts.values_list("text", flat=True)) == list(new.prompts.values_list("text", flat=True))
