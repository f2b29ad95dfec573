"""The overall rating in words, which never stand without the four ratings they are made of (section 2.5)."""

from panelportal.kit.words import listed
from ratings.scale import BANDS, Rating, overall_rating, points, possible

MOST = max(Rating) * 4
LOWEST_FIRST = sorted(Rating)


def band_rule():
    """Return the bands in words, lowest first."""
    return ", ".join(f"{band.low} to {band.high} is {band.rating.label}" for band in BANDS)


def sentence(ratings):
    """Say the overall rating of four ratings, and which standard is inadequate; or else what it can still be."""
    rated = [rating for rating in ratings if rating is not None]
    if len(rated) < len(ratings):
        return f"{points(ratings)} of {MOST}, {len(rated)} of {len(ratings)} rated. Overall will be {_reach(ratings)}."
    overall, total = overall_rating(ratings), points(ratings)
    low = [str(number) for number, rating in enumerate(ratings, start=1) if rating == Rating.INADEQUATE]
    if low and overall > Rating.INADEQUATE:
        return f"{total} of {MOST}: {overall.label} overall. {_named(low)} Inadequate."
    band = next(band for band in BANDS if band.rating == overall)
    return f"{total} of {MOST}: {overall.label}. {overall.label} is {band.low} to {band.high}."


def _reach(ratings):
    lowest, highest = possible(ratings)
    return listed([rating.label for rating in LOWEST_FIRST if lowest <= rating <= highest], last="or")


def _named(numbers):
    return f"Standard {numbers[0]} is" if len(numbers) == 1 else f"Standards {listed(numbers)} are"
