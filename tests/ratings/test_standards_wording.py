from pathlib import Path

import pytest
import yaml

from ratings.standards import reading

DRAFT = Path(reading.__file__).with_name("2021-02-draft.yaml")
DIGEST = "87eb5a96c71ffbd3a06e06c8b6f098ecce062d7d63c12e95ec9b6d924acad6cd"


@pytest.fixture
def draft():
    return reading.read(DRAFT)


@pytest.fixture
def content():
    return yaml.safe_load(DRAFT.read_text(encoding="utf-8"))


@pytest.fixture
def read(tmp_path):
    def read_back(content):
        path = tmp_path / "set.yaml"
        path.write_text(yaml.safe_dump(content), encoding="utf-8")
        return reading.read(path)

    return read_back


def key_questions(data):
    return [question for standard in data.standards for question in standard.key_questions]


def prompts(data):
    """Every prompt under the short name that people use for it, such as 1.1d or 2e."""
    return {
        f"{question.number or standard.number}{prompt.letter}": prompt
        for standard in data.standards
        for question in standard.key_questions
        for prompt in question.prompts
    }


def marked(data, mark):
    return [name for name, prompt in prompts(data).items() if getattr(prompt, mark)]


def test_the_draft_names_its_source(draft):
    assert draft.label == "draft, February 2021"
    assert draft.source == reading.Source(
        title="Consultation on HM Inspectorate of Probation quality assurance of Serious Further Offence reviews",
        publisher="HM Inspectorate of Probation",
        date="February 2021",
        section="Annexe A, Quality Assurance standards for Probation Serious Further Offence Reviews DRAFT",
    )


def test_the_draft_has_4_standards_8_question_sets_and_45_prompts(draft):
    per_standard = [sum(len(q.prompts) for q in standard.key_questions) for standard in draft.standards]

    assert len(draft.standards) == 4
    assert [len(question.prompts) for question in key_questions(draft)] == [5, 5, 5, 5, 9, 5, 6, 5]
    assert per_standard == [20, 9, 11, 5]
    assert len(prompts(draft)) == 45


def test_standards_and_key_questions_stand_in_the_published_order(draft):
    assert [(standard.number, standard.name) for standard in draft.standards] == [
        ("1", "Analysis of practice"),
        ("2", "Overall judgements"),
        ("3", "Learning"),
        ("4", "Victims and their families"),
    ]
    assert [(question.number, question.short_title, question.slug) for question in key_questions(draft)] == [
        ("1.1", "Analysis of assessment", "1-1"),
        ("1.2", "Analysis of planning", "1-2"),
        ("1.3", "Analysis of implementation", "1-3"),
        ("1.4", "Analysis of reviewing", "1-4"),
        ("", "Overall judgements", "2"),
        ("3.1", "Areas for learning", "3-1"),
        ("3.2", "Planned actions", "3-2"),
        ("", "Victims and their families", "4"),
    ]


def test_the_wording_is_the_one_that_was_compared_with_annexe_a(draft):
    # If this fails, the published wording was changed: undo that. A new publication is a new file.
    assert reading.digest(draft) == DIGEST


def test_the_publications_own_spellings_are_kept(draft):
    texts = {name: prompt.text for name, prompt in prompts(draft).items()}

    assert texts["3.1e"].startswith("Where relevant does the SFO review")
    assert texts["3.2d"].endswith("developmental activity to affect change?")
    assert "sufficient judgments with examples" in texts["4e"]
    assert "sufficient judgement of probation policy" in texts["2g"]


def test_ten_prompts_may_not_apply(draft):
    assert marked(draft, "may_not_apply") == [
        "1.1d", "1.2d", "1.3d", "1.4d", "2d", "2e", "2f", "3.1d", "3.1e", "3.2c",
    ]  # fmt: skip


def test_six_prompts_ask_about_partnership_work(draft):
    assert marked(draft, "partnership") == ["1.1e", "1.2e", "1.3e", "1.4e", "2i", "3.1e"]


@pytest.mark.parametrize(
    "reword",
    [
        lambda content: content["standards"][0].update(name="Practice"),
        lambda content: content["standards"][0].update(statement="Another statement."),
        lambda content: content["standards"][2]["key_questions"][0].update(text="Another question?"),
        lambda content: content["standards"][3]["key_questions"][0]["prompts"][4].update(text="Another prompt?"),
        lambda content: content["standards"][3]["key_questions"][0]["prompts"].pop(),
    ],
)
def test_the_digest_changes_with_any_published_word(content, read, reword):
    reword(content)

    assert reading.digest(read(content)) != DIGEST


def test_the_digest_ignores_what_is_ours(content, read):
    content["label"] = "another label"
    content["standards"][0]["key_questions"][0].update(short_title="Another title", slug="another")
    content["standards"][0]["key_questions"][0]["prompts"][0]["may_not_apply"] = True

    assert reading.digest(read(content)) == DIGEST


def first_question(content):
    return content["standards"][0]["key_questions"][0]


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (lambda c: c.pop("source"), "set.yaml: source is missing."),
        (lambda c: c.update(title="x"), "set.yaml: title is not known here."),
        (lambda c: c.update(label=""), "set.yaml: label must be a text on one line"),
        (lambda c: c.update(source="a book"), "set.yaml, source: this must be a list of names with values."),
        (lambda c: c["source"].update(date=2021), "set.yaml, source: date must be a text .* but is 2021."),
        (lambda c: c.update(standards=[]), "set.yaml: standards must be a list with at least one entry."),
        (lambda c: c["standards"].pop(0), "standard 1: number must be '1', but is '2'."),
        (lambda c: c["standards"][1]["key_questions"][0].update(number="2.1"), "key question 1: number must be ''"),
        (lambda c: c["standards"][1]["key_questions"][0].update(text="Why?"), "key question 1: text must be ''"),
        (lambda c: first_question(c).update(number=1.1), "key question 1: number must be '1.1', but is 1.1."),
        (lambda c: first_question(c).update(text=""), "key question 1: text must be a text on one line"),
        (lambda c: first_question(c).update(slug="1-2"), "The slug 1-2 is used for more than one key question."),
        (lambda c: first_question(c)["prompts"].pop(1), "prompt b: letter must be 'b', but is 'c'."),
        (lambda c: first_question(c)["prompts"][0].update(text=" Why? "), "prompt a: text must be a text on one line"),
        (
            lambda c: first_question(c)["prompts"][0].update(may_not_apply="no"),
            "may_not_apply must be true or left out",
        ),
        (lambda c: first_question(c)["prompts"][0].update(may_not_aply=True), "may_not_aply is not known here."),
    ],
)
def test_a_damaged_set_is_refused_with_what_is_wrong_and_where(content, read, damage, sentence):
    damage(content)

    with pytest.raises(ValueError, match=sentence):
        read(content)


def test_a_file_that_is_not_yaml_is_refused(tmp_path):
    path = tmp_path / "set.yaml"
    path.write_text("label: [", encoding="utf-8")

    with pytest.raises(ValueError, match="set.yaml is not a YAML file"):
        reading.read(path)
