"""The rating scale: four ratings in, one overall rating out. Arithmetic only, no judgement."""

import enum
from dataclasses import dataclass

STANDARDS_RATED = 4


class Rating(enum.IntEnum):
    """A rating and its points, in the words of section 2.4 of the consultation.

    A standard and a whole review are rated on the same four points.
    """

    OUTSTANDING = 3, "Outstanding"
    GOOD = 2, "Good"
    REQUIRES_IMPROVEMENT = 1, "Requires improvement"
    INADEQUATE = 0, "Inadequate"

    label: str

    def __new__(cls, points, label):
        rating = int.__new__(cls, points)
        rating._value_ = points
        rating.label = label
        return rating


# As a model field wants them. Set here because IntegerChoices would bring Django into a pure module.
Rating.choices = [(rating.value, rating.label) for rating in Rating]


@dataclass(frozen=True)
class Band:
    """The points, from `low` to `high` with both included, that make an overall rating."""

    low: int
    high: int
    rating: Rating


# Section 2.5 of the consultation: "Banding based on four standards (and number of points on scale of 12)".
BANDS = (
    Band(0, 2, Rating.INADEQUATE),
    Band(3, 6, Rating.REQUIRES_IMPROVEMENT),
    Band(7, 10, Rating.GOOD),
    Band(11, 12, Rating.OUTSTANDING),
)


def points(ratings):
    """Return the points, 0 to 12, that four standards have so far; a standard not yet rated is None.

    Raises ValueError for another number of standards, or for a value that is neither a rating nor None.
    """
    return sum(rating for rating in _four(ratings) if rating is not None)


def overall_rating(ratings):
    """Return the overall rating of a review from the ratings of its four standards.

    "The overall rating is calculated by adding the score for each standard
    rating" and looking the sum up in BANDS (section 2.5 of the consultation).
    No single rating limits it. Raises ValueError unless four ratings are given.
    """
    rated = _four(ratings)
    if None in rated:
        raise ValueError("The overall rating needs a rating for each of the four standards.")
    return _banded(sum(rated))


def possible(ratings_so_far):
    """Return the lowest and the highest overall rating still within reach; a standard not yet rated is None.

    Both are the same when nothing left to rate can change the overall rating.
    Raises ValueError as `points` does.
    """
    rated = _four(ratings_so_far)
    lowest = points(rated)
    highest = lowest + max(Rating) * rated.count(None)
    return _banded(lowest), _banded(highest)


def _banded(total):
    return next(band.rating for band in BANDS if band.low <= total <= band.high)


def _four(ratings):
    given = tuple(ratings)
    if len(given) != STANDARDS_RATED:
        raise ValueError(f"A review has four standards to rate, but {len(given)} were given.")
    return tuple(None if value is None else _rating(value) for value in given)


def _rating(value):
    # True and 2.0 equal a rating, but nobody who rates a standard means them.
    if type(value) not in (int, Rating) or value not in list(Rating):
        raise ValueError(f"{value!r} is not a rating: a standard is rated 3, 2, 1 or 0.")
    return Rating(value)
