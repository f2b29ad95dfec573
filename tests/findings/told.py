"""Events as agencies might tell them, for the tests of pure modules."""

from datetime import date, time, timedelta

from hypothesis import strategies as st

from findings.chronology import Event, Involvement, Kind, Owner

POLICE = Owner("northshire-police", "Northshire Police", "police", "Police")
TRUST = Owner("northshire-mental-health-trust", "Northshire Mental Health Trust", "health", "Health body")
HOUSING = Owner("westvale-housing", "Westvale Housing", "housing", "Housing")
PRISON = Owner("hmp-northmoor", "HMP Northmoor", "prison", "Prison")
OWNERS = (POLICE, TRUST, HOUSING, PRISON)


def event(key, owner=POLICE, *, on=date(2024, 3, 5), until=None, kind=Kind.CONTACT, place=0, **more):
    """Return one event, on an exact day unless told otherwise."""
    more["with_kinds"] = frozenset(more.get("with_kinds", ()))
    what = more.pop("what", "What happened.")
    return Event(key, owner, on, until or on, kind, what, "Log, page 4", place_in_day=place, **more)


@st.composite
def events(draw, first_key=1):
    """Draw up to twelve events of four agencies within a few days, months or years, so that many of them meet."""
    told = []
    for number in range(draw(st.integers(0, 12))):
        on = date(2024, 2, 27) + timedelta(days=draw(st.sampled_from([0, 0, 1, 2, 3, 40, 100, 400])))
        precision = draw(st.sampled_from(["exact", "exact", "exact", "about", "month", "range"]))
        is_exact = precision == "exact"
        told.append(
            event(
                first_key + number,
                draw(st.sampled_from(OWNERS)),
                on=on,
                until=on + timedelta(days=0 if is_exact else draw(st.integers(0, 60))),
                kind=draw(st.sampled_from(list(Kind))),
                place=draw(st.integers(0, 2)),
                precision=precision,
                at=draw(st.sampled_from([None, None, time(9), time(9, 45), time(14)])) if is_exact else None,
                with_kinds=draw(st.frozensets(st.sampled_from([one.kind for one in OWNERS]), max_size=2)),
            )
        )
    return told


@st.composite
def involvements(draw):
    """Draw times in which services were open, some of them still."""
    found = []
    for owner in draw(st.lists(st.sampled_from(OWNERS), max_size=5)):
        begins = date(2024, 1, 1) + timedelta(days=draw(st.integers(0, 300)))
        ends = draw(st.none() | st.integers(0, 300).map(lambda days, begins=begins: begins + timedelta(days=days)))
        found.append(Involvement(owner, begins, ends))
    return found
