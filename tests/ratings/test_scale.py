from collections import Counter
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratings.scale import BANDS, Rating, overall_rating, points, possible

OUTSTANDING, GOOD, REQUIRES_IMPROVEMENT, INADEQUATE = Rating
EVERY_COMBINATION = list(product(Rating, repeat=4))
NOT_ALL_RATED = st.lists(st.none() | st.sampled_from(Rating), min_size=4, max_size=4)


def expected_overall(total):
    if total >= 11:
        return "Outstanding"
    if total >= 7:
        return "Good"
    if total >= 3:
        return "Requires improvement"
    return "Inadequate"


def test_the_ratings_have_the_published_words_and_scores():
    assert Rating.choices == [(3, "Outstanding"), (2, "Good"), (1, "Requires improvement"), (0, "Inadequate")]
    assert [(rating.name, rating.value, rating.label) for rating in Rating] == [
        ("OUTSTANDING", 3, "Outstanding"),
        ("GOOD", 2, "Good"),
        ("REQUIRES_IMPROVEMENT", 1, "Requires improvement"),
        ("INADEQUATE", 0, "Inadequate"),
    ]


def test_the_bands_are_those_of_section_2_5():
    assert [(band.low, band.high, band.rating.label) for band in BANDS] == [
        (0, 2, "Inadequate"),
        (3, 6, "Requires improvement"),
        (7, 10, "Good"),
        (11, 12, "Outstanding"),
    ]


@pytest.mark.parametrize("ratings", EVERY_COMBINATION)
def test_every_combination_of_four_ratings_falls_into_its_band(ratings):
    total = ratings[0].value + ratings[1].value + ratings[2].value + ratings[3].value

    assert points(ratings) == total
    assert overall_rating(ratings).label == expected_overall(total)


def test_the_256_combinations_spread_over_the_bands_as_counted_by_hand():
    # Ways to score 0 to 12 with four ratings are the coefficients of (1 + x + x^2 + x^3)^4:
    # 1, 4, 10 | 20, 31, 40, 44 | 40, 31, 20, 10 | 4, 1.
    scores = Counter(points(ratings) for ratings in EVERY_COMBINATION)
    overall = Counter(overall_rating(ratings) for ratings in EVERY_COMBINATION)

    assert [scores[total] for total in range(13)] == [1, 4, 10, 20, 31, 40, 44, 40, 31, 20, 10, 4, 1]
    assert overall == {INADEQUATE: 15, REQUIRES_IMPROVEMENT: 135, GOOD: 101, OUTSTANDING: 5}


def test_an_inadequate_standard_does_not_limit_the_overall_rating():
    good = [ratings for ratings in EVERY_COMBINATION if overall_rating(ratings) is GOOD]

    assert overall_rating([OUTSTANDING, OUTSTANDING, OUTSTANDING, INADEQUATE]) is GOOD
    assert sum(INADEQUATE in ratings for ratings in good) == 40


def test_plain_numbers_from_the_database_count_as_ratings():
    assert overall_rating([3, 3, 3, 2]) is OUTSTANDING


@pytest.mark.parametrize("ratings", [[], [GOOD], [GOOD] * 3, [GOOD] * 5])
def test_another_number_of_standards_than_four_is_refused(ratings):
    sentence = f"A review has four standards to rate, but {len(ratings)} were given."

    for calculate in (points, overall_rating, possible):
        with pytest.raises(ValueError, match=sentence):
            calculate(ratings)


@pytest.mark.parametrize("value", [4, -1, 2.0, True, "2", "Good"])
def test_what_is_not_a_rating_is_refused(value):
    for calculate in (points, overall_rating, possible):
        with pytest.raises(ValueError, match="is not a rating: a standard is rated 3, 2, 1 or 0"):
            calculate([GOOD, GOOD, GOOD, value])


def test_an_overall_rating_waits_for_all_four_standards():
    with pytest.raises(ValueError, match="needs a rating for each of the four standards"):
        overall_rating([GOOD, GOOD, GOOD, None])


def test_points_so_far_count_what_is_rated():
    assert points([None, GOOD, REQUIRES_IMPROVEMENT, GOOD]) == 5
    assert points([None] * 4) == 0


@pytest.mark.parametrize(
    ("so_far", "lowest", "highest"),
    [
        ([None, None, None, None], INADEQUATE, OUTSTANDING),
        ([None, GOOD, REQUIRES_IMPROVEMENT, GOOD], REQUIRES_IMPROVEMENT, GOOD),
        ([INADEQUATE, INADEQUATE, None, None], INADEQUATE, REQUIRES_IMPROVEMENT),
        ([OUTSTANDING, OUTSTANDING, GOOD, None], GOOD, OUTSTANDING),
        ([INADEQUATE, GOOD, REQUIRES_IMPROVEMENT, None], REQUIRES_IMPROVEMENT, REQUIRES_IMPROVEMENT),
        ([GOOD, GOOD, GOOD, GOOD], GOOD, GOOD),
    ],
)
def test_what_is_still_within_reach(so_far, lowest, highest):
    assert possible(so_far) == (lowest, highest)


@given(NOT_ALL_RATED)
def test_what_is_within_reach_is_what_some_rating_of_the_rest_gives(so_far):
    completions = product(*(list(Rating) if rating is None else [rating] for rating in so_far))

    reached = {overall_rating(ratings) for ratings in completions}

    assert possible(so_far) == (min(reached), max(reached))
