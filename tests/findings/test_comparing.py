"""What changed between two versions is named row by row, and nothing that stayed."""

from findings.comparing import Change, changes_between, tasks_changed


def card(task, title, *rows):
    return {"task": task, "title": title, "rows": [list(row) for row in rows]}


CHECK = card("record_check", "Record check", ("Result", "We were involved"), ("Records secured", "No"))
POINT = card("learning", "LP-1: what should improve", ("What happened", "Late"), ("Level", "Our team"))


def test_nothing_changed_between_a_version_and_itself():
    assert changes_between([CHECK, POINT], [CHECK, POINT]) == []
    assert tasks_changed([CHECK, POINT], [CHECK, POINT]) == set()


def test_a_row_that_differs_is_told_with_both_texts():
    now = card("record_check", "Record check", ("Result", "We were involved"), ("Records secured", "Yes"))

    assert changes_between([CHECK, POINT], [now, POINT]) == [Change("Record check", "Records secured", "No", "Yes")]
    assert tasks_changed([CHECK, POINT], [now, POINT]) == {"record_check"}


def test_a_card_that_came_or_went_is_told_row_by_row():
    came = changes_between([CHECK], [CHECK, POINT])
    went = changes_between([CHECK, POINT], [CHECK])

    assert [(change.before, change.after) for change in came] == [(None, "Late"), (None, "Our team")]
    assert [(change.before, change.after) for change in went] == [("Late", None), ("Our team", None)]
    assert tasks_changed([CHECK], [CHECK, POINT]) == tasks_changed([CHECK, POINT], [CHECK]) == {"learning"}


def test_rows_of_one_name_are_paired_and_their_twins_left_out():
    events = card("events", "Key events", ("1 June 2024", "Arrest"), ("1 June 2024", "Visit"), ("1 June 2024", "Visit"))
    now = card("events", "Key events", ("1 June 2024", "Visit"), ("1 June 2024", "Call"), ("1 June 2024", "Visit"))

    assert changes_between([events], [now]) == [Change("Key events", "1 June 2024", "Arrest", "Call")]
