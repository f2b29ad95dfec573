"""Succession: one agency takes over from another; in a merger its open work, its access and its people go with it."""

from dataclasses import dataclass
from datetime import timedelta

from agencies import directory, duties, joining, leaving
from agencies.models import Agency, Duty, Membership, Succession
from agencies.models.directory import INSPECTORATE_KIND
from agencies.role_names import held_in
from panelportal.kit import access, clock
from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record, verb


class CannotSucceed(ValueError):
    """One agency cannot take over from another, with a sentence that says why."""


@verb
def record_succession(predecessor, *, successor, took_over_on, note="", by):
    """Record that one agency took over from another on a day, wholly or in part. Nothing moves by that.

    Recording it again changes nothing. Raises CannotSucceed when the chain would lead back to where it began.
    """
    if directory.lineage().would_close_a_circle(predecessor.pk, successor.pk):
        raise CannotSucceed(f"{predecessor} took over from {successor} itself, so the reverse cannot be recorded")
    known = Succession.objects.filter(predecessor=predecessor, successor=successor).first()
    if known:
        return known
    succession = Succession(predecessor=predecessor, successor=successor, took_over_on=took_over_on, note=note)
    if by is not None:
        stamp(succession, "recorded", by=by)
    succession.save()
    record("succession recorded", about=predecessor.slug[:60], by=by, successor=successor.slug, on=str(took_over_on))
    return succession


@verb
def merge(agency, *, into, on, people=(), note="", may_differ=False, by):
    """Merge an agency into another that takes over on a day: today, or one that has passed.

    The agency ends the day before. What is granted to it, now or later, is
    held by the people of the other; its open duties move there, and what
    waits there already is not kept twice. Of its people those memberships
    that are named go along; the others end. Raises CannotSucceed.
    """
    locked = Agency.objects.select_for_update(of=("self",)).select_related("kind", "group").order_by("pk")
    both = {one.pk: one for one in locked.filter(pk__in=(agency.pk, into.pk))}
    agency, into = both[agency.pk], both[into.pk]
    refuse_to_merge(agency, into=into, on=on, may_differ=may_differ)
    carried = _carry_over(agency, into, people, by=by)
    moved = duties.hand_over(agency, to=into, by=by)
    because = f"{agency} was merged into {into}"
    grants = access.move(agency.group, into.group, by=by, because=because[:200])
    record_succession(agency, successor=into, took_over_on=on, note=note, by=by)
    _close(agency, into, on)
    record(
        "agency merged",
        about=agency.slug[:60],
        by=by,
        into=into.slug,
        on=str(on),
        duties=moved,
        grants=grants,
        people=len(carried),
    )
    return into


def refuse_to_merge(agency, *, into, on, may_differ=False):
    """Raise CannotSucceed, with the reason, where one agency cannot be merged into another on a day."""
    reasons = (
        (agency.pk == into.pk, "An agency cannot be merged with itself"),
        (
            INSPECTORATE_KIND in (agency.kind_id, into.kind_id),
            "The inspectorate cannot be merged with another agency",
        ),
        (agency.has_ended, f"{agency} has ended already"),
        (into.has_ended, f"{into} has ended, so nothing can be merged into it"),
        (on > clock.today(), "The day on which it takes over must be today or in the past"),
        (agency.valid_from and on <= agency.valid_from, f"The day must be after {agency} began"),
        (into.valid_from and on < into.valid_from, f"{into} was not there yet on that day"),
        (
            agency.kind.takes_requests != into.kind.takes_requests,
            f"{agency} and {into} are not sent the same things, so neither can hold the other's access",
        ),
        (agency.kind_id != into.kind_id and not may_differ, f"{agency} and {into} are of different kinds"),
        (
            directory.lineage().would_close_a_circle(agency.pk, into.pk),
            f"{agency} took over from {into} itself, so it cannot be merged into it",
        ),
    )
    for applies, sentence in reasons:
        if applies:
            raise CannotSucceed(sentence)


@dataclass(frozen=True)
class WhatMoves:
    """What a merger would move, for the page on which it is checked."""

    duties: list
    people_along: list
    people_left: list


def what_moves(agency, *, people, less=()):
    """Return what a merger would move: open duties, less those in some scopes, and who goes along or not."""
    chosen = {membership.pk for membership in people}
    live = list(who_could_go_along(agency))
    return WhatMoves(
        duties=list(Duty.objects.open().filter(agency=agency).exclude(scope__in=less).for_list()),
        people_along=[one for one in live if one.pk in chosen],
        people_left=[one for one in live if one.pk not in chosen],
    )


def who_could_go_along(agency):
    """Return the live memberships of an agency, from which a merger chooses."""
    return Membership.objects.live().for_directory().filter(agency=agency)


def _carry_over(agency, into, people, *, by):
    """Move the roles of those who go along, with what is theirs by name, and end the roles of the others."""
    chosen = {membership.pk for membership in people}
    carried = []
    for held in who_could_go_along(agency).select_for_update(of=("self",)):
        if held.pk in chosen and held.role in held_in(into.kind_id):
            _move(held, into, by=by)
            carried.append(held)
        else:
            leaving.end_membership(held, by=by, because=f"merged into {into}"[:200])
    mine = Duty.objects.open().filter(agency=agency, person__in=[held.user_id for held in carried])
    mine.update(agency=into)
    return carried


def _move(held, into, *, by):
    # Not by `leaving`: who goes along keeps their own grants, duties and seats.
    joining.add_member(email=held.user.email, name=held.user.name, agency=into, role=held.role, by=by)
    held.ends_on = max(clock.today(), held.starts_on)
    held.ended_because = f"merged into {into}"[:200]
    stamp(held, "ended", by=by)
    held.save(update_fields=["ends_on", "ended_by", "ended_at", "ended_because"])
    access.forget(held.user)


def _close(agency, into, on):
    gone, group = agency.group, into.group
    last_day = on - timedelta(days=1)
    Agency.objects.filter(parent=agency).exclude(pk=into.pk).update(parent=into)
    Agency.objects.filter(parent=agency).update(parent=None)
    Agency.objects.filter(pk=agency.pk).update(valid_until=last_day, version=agency.version + 1)
    Agency.objects.filter(group=gone).update(group=group)
