"""Charts: inline SVG made on the server, with a title and a description, that needs no script and no inline style.

A picture is a summary: the page that shows it has a table with the same
content. What differs, differs by shape and by its row, not only by colour;
the colours are those of docs/screens.md 6.1, each 3:1 or more on white.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.html import format_html, format_html_join

INK, GREY, PALE = "#0b0c0c", "#484949", "#f3f2f1"
COLOURS = ("#12436d", "#801650", "#28a197", "#f46a25")

WIDTH, LABELS, RIGHT = 1160, 190, 20  # of the whole, of the names of lanes, of what is left free on the right; pixels
ROW, LANE_GAP, TOP, AXIS, LEGEND = 9, 8, 16, 22, 30
SLOT = 7  # marks of one row closer than this are drawn as one
FEWEST_DAYS = 30
LONGEST_LABEL = 27  # characters
MOST_TICKS = 14


@dataclass(frozen=True)
class Mark:
    """Something in a lane: from a day to a day, both included; `sort` is the place of its shape in the legend."""

    begins: date
    ends: date
    sort: int


@dataclass(frozen=True)
class Lane:
    """One row of the picture. `spans` are pairs of days, the first and the last, that are drawn behind the marks."""

    label: str
    marks: tuple
    spans: tuple = ()


def lanes(lanes, *, name, title, description, begins, ends, legend, bands=(), band_label=""):
    """Return the SVG of a picture with a lane for each of some things over a time.

    `legend` names the up to four sorts of marks, each with a shape of its own:
    circle, square, triangle, cross. `bands` are pairs of days that are shaded
    over all lanes, such as gaps. `name` makes the ids of the page's pictures
    differ. What lies outside the time is left out.
    """
    ends = max(ends, begins + timedelta(days=FEWEST_DAYS))
    time = _Time(begins, ends)
    height_of_lane = ROW * len(legend) + LANE_GAP
    bottom = TOP + height_of_lane * len(lanes)
    parts = [*(_band(time, band, bottom, band_label) for band in bands if time.holds(*band)), *_axis(time, bottom)]
    for number, lane in enumerate(lanes):
        parts += _lane(time, lane, TOP + number * height_of_lane, height_of_lane)
    parts += _legend(legend, bottom + AXIS, has_spans=any(lane.spans for lane in lanes))
    return format_html(
        '<svg class="portal-lanes__picture" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" width="{}" '
        'height="{}" role="img" aria-labelledby="{}-title {}-description" font-family="Arial, Helvetica, sans-serif" '
        'font-size="13"><title id="{}-title">{}</title><desc id="{}-description">{}</desc>{}</svg>',
        WIDTH, bottom + AXIS + LEGEND, WIDTH, bottom + AXIS + LEGEND, name, name, name, title, name, description,
        format_html_join("", "{}", ((part,) for part in parts)),
    )  # fmt: skip


class _Time:
    """The days of a picture as places from left to right."""

    def __init__(self, begins, ends):
        self.begins, self.ends = begins, ends
        self.days = (ends - begins).days

    def holds(self, first, last):
        return first <= self.ends and last >= self.begins

    def x(self, day):
        inside = min(max(day, self.begins), self.ends)
        return LABELS + (WIDTH - LABELS - RIGHT) * (inside - self.begins).days / self.days


def _lane(time, lane, top, height):
    yield format_html(
        '<path d="M0 {}H{}" stroke="#cecece"/><text x="0" y="{}" fill="{}">{}</text>',
        top, WIDTH, top + height / 2 + 4, INK, _short(lane.label),
    )  # fmt: skip
    for first, last in lane.spans:
        if time.holds(first, last):
            x = time.x(first)
            yield format_html(
                '<rect x="{}" y="{}" width="{}" height="3" fill="{}"/>',
                _round(x), top + height - 4, _round(max(time.x(last) - x, 2)), GREY,
            )  # fmt: skip
    for sort, x, until in _places(time, lane.marks):
        y = top + 2 + ROW * sort + ROW / 2
        if until - x > SLOT:
            yield format_html('<path d="M{} {}H{}" stroke="{}"/>', _round(x), y, _round(until), COLOURS[sort])
        yield _shape(sort, x, y)


def _places(time, marks):
    """Return where marks stand, those too close to be told apart as one: the sort, the left and the right end."""
    found = {}
    for mark in marks:
        if time.holds(mark.begins, mark.ends):
            x, until = time.x(mark.begins), time.x(mark.ends)
            place = mark.sort, int(x // SLOT)
            before = found.get(place, (x, until))
            found[place] = min(before[0], x), max(before[1], until)
    return [(sort, *found[sort, slot]) for sort, slot in sorted(found)]


def _shape(sort, x, y):
    left, top = _round(x - 3.5), y - 3.5
    if sort == 0:
        return format_html('<circle cx="{}" cy="{}" r="3.5" fill="{}"/>', _round(x), y, COLOURS[0])
    if sort == 1:
        return format_html('<rect x="{}" y="{}" width="7" height="7" fill="{}"/>', left, top, COLOURS[1])
    if sort == 2:
        return format_html('<path d="M{} {}l8 4l-8 4z" fill="{}"/>', left, y - 4, COLOURS[2])
    return format_html('<path d="M{} {}l7 7m0 -7l-7 7" stroke="{}" stroke-width="2"/>', left, top, COLOURS[3])


def _band(time, band, bottom, label):
    x, until = time.x(band[0]), time.x(band[1])
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>'
        '<path d="M{} {}V{}M{} {}V{}" stroke="{}" stroke-dasharray="2 3"/><text x="{}" y="{}" fill="{}">{}</text>',
        _round(x), TOP, _round(max(until - x, 1)), bottom - TOP, PALE, _round(x), TOP, bottom, _round(until), TOP,
        bottom, GREY, _round(x + 3), TOP - 4, GREY, label if until - x > 30 else "",
    )  # fmt: skip


def _axis(time, bottom):
    yield format_html('<path d="M0 {}H{}" stroke="{}"/>', bottom, WIDTH, GREY)
    for day in _ticks(time):
        x = _round(time.x(day))
        yield format_html(
            '<path d="M{} {}v5" stroke="{}"/><text x="{}" y="{}" fill="{}" font-size="12">{}</text>',
            x, bottom, GREY, x, bottom + 18, INK, f"{day:%b} {day.year}",
        )  # fmt: skip


def _ticks(time):
    """Return the first days of months that are written under the picture, evenly apart, MOST_TICKS at most."""
    months = (time.ends.year - time.begins.year) * 12 + time.ends.month - time.begins.month + 1
    step = next((step for step in (1, 2, 3, 6) if months <= step * MOST_TICKS), 12 * -(-months // (12 * MOST_TICKS)))
    first = time.begins.year * 12 + time.begins.month - (time.begins.day == 1)
    begins = -(-first // step) * step
    days = (date(month // 12, month % 12 + 1, 1) for month in range(begins, begins + months + step, step))
    return [day for day in days if time.begins <= day <= time.ends and time.x(day) <= WIDTH - RIGHT - 40]


def _legend(legend, top, *, has_spans):
    x = LABELS
    for sort, label in enumerate(legend):
        yield _shape(sort, x + 4, top + 15)
        yield format_html('<text x="{}" y="{}" fill="{}">{}</text>', x + 14, top + 20, INK, label)
        x += 40 + 7 * len(label)
    if has_spans:
        yield format_html('<rect x="{}" y="{}" width="16" height="3" fill="{}"/>', x, top + 14, GREY)
        yield format_html('<text x="{}" y="{}" fill="{}">Service open</text>', x + 22, top + 20, INK)


def _short(label):
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1].rstrip()}…"


def _round(number):
    return f"{number:.1f}".removesuffix(".0")
