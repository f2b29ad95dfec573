import pytest

from ratings import overall
from ratings.scale import Rating

OUTSTANDING, GOOD, REQUIRES_IMPROVEMENT, INADEQUATE = Rating


@pytest.mark.parametrize(
    ("ratings", "said"),
    [
        ([GOOD] * 4, "8 of 12: Good. Good is 7 to 10."),
        ([OUTSTANDING, OUTSTANDING, OUTSTANDING, INADEQUATE], "9 of 12: Good overall. Standard 4 is Inadequate."),
        (
            [INADEQUATE, OUTSTANDING, INADEQUATE, OUTSTANDING],
            "6 of 12: Requires improvement overall. Standards 1 and 3 are Inadequate.",
        ),
        ([INADEQUATE] * 4, "0 of 12: Inadequate. Inadequate is 0 to 2."),
        (
            [None, GOOD, REQUIRES_IMPROVEMENT, GOOD],
            "5 of 12, 3 of 4 rated. Overall will be Requires improvement or Good.",
        ),
        (
            [None] * 4,
            "0 of 12, 0 of 4 rated. Overall will be Inadequate, Requires improvement, Good or Outstanding.",
        ),
        ([None, GOOD, GOOD, OUTSTANDING], "7 of 12, 3 of 4 rated. Overall will be Good."),
    ],
)
def test_the_overall_rating_in_words(ratings, said):
    assert overall.sentence(ratings) == said


def test_the_bands_in_words():
    assert overall.band_rule() == (
        "0 to 2 is Inadequate, 3 to 6 is Requires improvement, 7 to 10 is Good, 11 to 12 is Outstanding"
    )
