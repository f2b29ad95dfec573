"""The lane picture: what it draws, and how it can be read without seeing it."""

from datetime import date
from xml.etree import ElementTree

import pytest

from panelportal.kit import charts
from panelportal.kit.charts import Lane, Mark

SVG = "{http://www.w3.org/2000/svg}"
BEGINS, ENDS = date(2024, 1, 1), date(2024, 12, 31)
LEGEND = ["Contact", "Decision", "Shared", "Not shared"]


def drawn(*lanes, **more):
    given = {"name": "lanes", "title": "2 events", "description": "One lane.", "legend": LEGEND}
    svg = charts.lanes(lanes, **({"begins": BEGINS, "ends": ENDS} | given | more))
    return svg, ElementTree.fromstring(svg)


def marks_of(*days, sort=0):
    return tuple(Mark(day, day, sort) for day in days)


def test_it_is_an_image_with_a_title_and_a_description_and_no_inline_style():
    svg, root = drawn(Lane("Police", marks_of(BEGINS)), title="2 <events>")

    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "lanes-title lanes-description"
    assert (root[0].text, root[1].text) == ("2 <events>", "One lane.")
    assert "style" not in svg
    assert "<script" not in svg


def test_each_sort_has_a_shape_of_its_own_and_each_colour_only_one():
    shapes = set()
    for sort in range(4):
        _, root = drawn(Lane("Police", marks_of(date(2024, 6, 1), sort=sort)), legend=LEGEND)
        colour = charts.COLOURS[sort]
        found = [one for one in root if colour in (one.get("fill"), one.get("stroke"))]
        shapes.add((found[0].tag, found[0].get("d", "").partition("l")[2]))
        assert len(found) == 2  # the mark, and its place in the legend

    assert len(shapes) == 4


def test_marks_of_a_sort_that_are_too_close_are_drawn_as_one_and_those_outside_are_left_out():
    near = marks_of(BEGINS, date(2024, 1, 2), date(2024, 1, 3))
    outside = marks_of(date(2022, 6, 1), date(2026, 6, 1))
    _, root = drawn(Lane("Police", (*near, *outside)), legend=["Contact"])

    assert len(root.findall(f"{SVG}circle")) == 2


def test_a_mark_that_lasts_has_a_line_and_open_services_and_gaps_are_drawn():
    lane = Lane("Police", (Mark(date(2024, 3, 1), date(2024, 3, 31), 0),), spans=((BEGINS, date(2024, 6, 30)),))
    svg, _ = drawn(lane, bands=[(date(2024, 5, 14), date(2024, 8, 2))], band_label="No contact recorded")

    assert f'stroke="{charts.COLOURS[0]}"' in svg
    assert ">No contact recorded<" in svg
    assert ">Service open<" in svg


@pytest.mark.parametrize("ends", [BEGINS, date(2024, 2, 3), date(2026, 1, 1), date(2124, 1, 1)])
def test_any_time_has_a_few_months_written_below_it_and_all_is_inside(ends):
    svg, root = drawn(Lane("Police & fire " * 5, marks_of(BEGINS)), ends=ends)
    months = [one for one in root.findall(f"{SVG}text") if one.get("font-size") == "12"]

    assert len(months) <= charts.MOST_TICKS + 1
    assert all(charts.LABELS <= float(one.get("x")) <= charts.WIDTH - 40 for one in months)
    assert "Police &amp; fire Police &amp; f" in svg
    assert "…" in svg
