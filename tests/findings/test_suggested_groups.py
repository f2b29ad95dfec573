"""What learning points might belong together: a suggestion with its reasons, never from words."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from findings.suggested_groups import Candidate, suggest

NAMES = st.sampled_from(["Police", "Health", "Prison"])
CANDIDATES = st.lists(
    st.builds(
        Candidate,
        reference=st.integers(1, 40).map(lambda n: f"LP-2026-001-{n:02}"),
        agency=NAMES,
        agency_kind=NAMES,
        kind=st.sampled_from(["What worked well", "What should improve"]),
        level=st.sampled_from(["Our team", "Across agencies"]),
        themes=st.frozensets(st.sampled_from(["Housing", "Transfer"])),
        touches=st.frozensets(NAMES),
    ),
    unique_by=lambda one: one.reference,
    max_size=9,
)


def point(number, agency, **facts):
    given = {"agency_kind": agency, "kind": "What should improve", "level": "Across agencies"} | facts
    return Candidate(reference=f"LP-2026-001-0{number}", agency=agency, **given)


@given(CANDIDATES)
def test_every_suggestion_has_two_points_a_reason_and_a_mark_that_declines_it(candidates):
    found = suggest(candidates)

    references = {one.reference for one in candidates}
    assert all(len(one.references) > 1 and set(one.references) <= references and one.because for one in found)
    assert len({one.mark for one in found}) == len(found)
    assert suggest(candidates, {one.mark for one in found}) == []
    assert suggest(list(reversed(candidates))) == found


def test_a_theme_joins_whatever_else_differs():
    points = [point(1, "Police", themes=frozenset({"Housing"})), point(2, "Police", level="Our team")]
    points[1] = replace(points[1], themes=frozenset({"Housing"}))

    [one] = suggest(points)

    assert (one.title, one.theme, one.references) == ("Housing", "Housing", ("LP-2026-001-01", "LP-2026-001-02"))
    assert one.because == "2 learning points of Police are marked with this theme"


def test_without_themes_kind_level_and_who_is_touched_join_two_agencies():
    alike = [point(1, "Police"), point(2, "Health", touches=frozenset({"Police"}))]
    of_one = [point(1, "Police"), point(2, "Police")]
    at_odds = [point(1, "Police"), point(2, "Health", touches=frozenset({"Police"}), level="Our team")]

    [one] = suggest(alike)

    assert one.title == "What should improve, across agencies: Police"
    assert one.because == "2 learning points of Health and Police are of the same kind and level, and touch police"
    assert suggest(of_one) == suggest(at_odds) == []
