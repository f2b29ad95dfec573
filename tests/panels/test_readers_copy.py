from hypothesis import given
from hypothesis import strategies as some

from panels.readers_copy import copy_for, covers

REFERENCES = ["MAC-2026-001", "MAC-2026-002", "MAC-2026-003"]
CASES = some.lists(some.sampled_from(REFERENCES), unique=True)
PART = some.recursive(
    some.fixed_dictionaries({"case": some.sampled_from(["", *REFERENCES]), "text": some.text(max_size=5)}),
    lambda inner: some.fixed_dictionaries({"cases": CASES, "parts": some.lists(inner, max_size=3)}),
    max_leaves=8,
)
CONTENT = some.fixed_dictionaries({"cases": some.just(REFERENCES), "parts": some.lists(PART, max_size=4)})


def cases_in(content):
    """Return every reference that stands anywhere in the content."""
    if isinstance(content, dict):
        return {found for value in content.values() for found in cases_in(value)}
    if isinstance(content, list):
        return {found for value in content for found in cases_in(value)}
    return {content} & set(REFERENCES)


@given(CONTENT, CASES)
def test_no_copy_holds_a_case_that_is_not_its_readers(content, cases):
    assert cases_in(copy_for(content, cases)) <= set(cases)


@given(CONTENT)
def test_a_reader_of_all_cases_gets_everything_but_parts_of_no_case(content):
    copy = copy_for(content, REFERENCES)

    assert cases_in(copy) == cases_in(content)
    assert covers(content, REFERENCES)
    assert copy_for(copy, REFERENCES) == copy


def test_what_is_general_is_everybodys():
    content = {"cases": REFERENCES, "parts": [{"case": "", "text": "general"}, {"case": REFERENCES[0], "text": "one"}]}

    assert copy_for(content, []) == {"cases": [], "parts": [{"case": "", "text": "general"}]}
    assert not covers(content, REFERENCES[:2])
