"""Grouping: an inspector puts learning points together for the panel; what the portal suggests waits for a person."""

from cases.models import Case
from cases.refusals import Refusal
from findings.models import DeclinedSuggestion, GroupedPoint, LearningGroup, LearningPoint
from findings.models.learning_points import PointStatus
from findings.suggested_groups import Candidate, suggest
from panelportal.kit.attribution import stamp
from panelportal.kit.moving import move
from panelportal.kit.trail import record, verb
from panelportal.kit.versions import save_next_version
from ratings.models import Theme


class NotToGroup(Refusal):
    def __init__(self):
        super().__init__("Select learning points that are in no group, not parked, and not discussed by a panel yet")


class NotSuggestedNow(Refusal):
    def __init__(self):
        super().__init__("The learning points have changed since this was suggested. Look at what is suggested now")


@verb
def group_points(case, *, points, title, by, theme=None):
    """Put submitted learning points of a case into a new group. Raises CaseOver and NotToGroup."""
    case = Case.objects.lock_open(case)
    points = _free(case, points)
    group = LearningGroup(case=case, title=title, theme=theme)
    stamp(group, "grouped", by=by)
    group.save()
    _put_in(group, points, by=by)
    record("learning grouped", about=case.reference, by=by, points=[point.reference for point in points])
    return group


@verb
def change_group(group, *, title, theme, seen, by):
    """Change what a group is called and its theme. Raises CaseOver and ChangedMeanwhile."""
    Case.objects.lock_open(group.case)
    group.title, group.theme = title, theme
    save_next_version(group, seen=seen, fields=["title", "theme"])
    record("learning group changed", about=group.case.reference, by=by, group=group.pk)
    return group


@verb
def add_to_group(group, *, points, by):
    """Put further learning points of the case into a group. Raises CaseOver and NotToGroup."""
    case = Case.objects.lock_open(group.case)
    points = _free(case, points)
    _put_in(group, points, by=by)
    record("learning added to group", about=case.reference, by=by, points=[point.reference for point in points])
    return group


@verb
def take_out(point, *, by):
    """Take a learning point out of its group; a group that is empty then goes. Raises CaseOver.

    One about which a panel has said something keeps what it said.
    """
    case = Case.objects.lock_open(point.request.case)
    held = GroupedPoint.objects.select_related("group", "point").filter(point=point).first()
    if held is None:
        return point
    group = held.group
    _let_go(held, by=by)
    if not group.grouped.exists():
        group.delete()
    record("learning taken out of group", about=case.reference, by=by, points=[point.reference])
    return point


@verb
def ungroup(group, *, by):
    """Dissolve a group; its learning points stand alone again. Raises CaseOver."""
    case = Case.objects.lock_open(group.case)
    held = list(group.grouped.select_related("point").order_by("point__reference"))
    for one in held:
        _let_go(one, by=by)
    group.delete()
    record("learning ungrouped", about=case.reference, by=by, points=[one.point.reference for one in held])


@verb
def park(case, *, points, by):
    """Park learning points: they are kept, and not put on an agenda for now. Raises CaseOver and NotToGroup."""
    case = Case.objects.lock_open(case)
    points = _free(case, points)
    for point in points:
        move(point, PointStatus.PARKED, by=by)
    record("learning parked", about=case.reference, by=by, points=[point.reference for point in points])
    return points


@verb
def unpark(point, *, by):
    """Take a learning point off the parked list. Doing so again changes nothing. Raises CaseOver."""
    Case.objects.lock_open(point.request.case)
    point = LearningPoint.objects.select_for_update(of=("self",)).get(pk=point.pk)
    if point.status == PointStatus.PARKED:
        move(point, PointStatus.SUBMITTED, by=by)
    return point


@verb
def accept_suggestion(case, *, mark, by):
    """Make the group that the portal suggests. Raises CaseOver, and NotSuggestedNow when it does so no more."""
    suggestion = _suggested(case, mark)
    points = LearningPoint.objects.filter(reference__in=suggestion.references)
    theme = Theme.objects.current().filter(name=suggestion.theme).first() if suggestion.theme else None
    group = group_points(case, points=points, title=suggestion.title[:150], theme=theme, by=by)
    record("suggested group accepted", about=case.reference, by=by, because=suggestion.mark)
    return group


@verb
def decline_suggestion(case, *, mark, by):
    """Decline what the portal suggests, so that it is not suggested again. Raises CaseOver and NotSuggestedNow."""
    Case.objects.lock_open(case)
    suggestion = _suggested(case, mark)
    declined = DeclinedSuggestion(case=case, mark=suggestion.mark)
    stamp(declined, "declined", by=by)
    declined.save()
    record("suggested group declined", about=case.reference, by=by, because=mark)
    return declined


def suggestions_for(case, free=None):
    """Return the groups that might be made of the learning points of a case that are in none: `free`, when loaded."""
    free = _ungrouped(case).for_list() if free is None else free
    declined = set(DeclinedSuggestion.objects.filter(case=case).values_list("mark", flat=True))
    return suggest([_candidate(point) for point in free], declined)


def cases_marked():
    """Return pairs of a theme's key and a case's, of learning points that stand (`ratings.theming`)."""
    submitted = LearningPoint.objects.submitted().exclude(themes=None).order_by()
    return submitted.values_list("themes", "request__case").distinct()


def _ungrouped(case):
    return LearningPoint.objects.submitted().of_case(case).filter(status=PointStatus.SUBMITTED, grouped=None)


def _free(case, points):
    keys = [point.pk for point in points]
    free = list(_ungrouped(case).select_for_update(of=("self",)).filter(pk__in=keys).order_by("reference"))
    if not keys or len(free) != len(set(keys)):
        raise NotToGroup
    return free


def _put_in(group, points, *, by):
    for point in points:
        GroupedPoint.objects.create(group=group, point=point)
        move(point, PointStatus.GROUPED, by=by)


def _let_go(held, *, by):
    if held.can_leave:
        move(held.point, PointStatus.SUBMITTED, by=by)
    held.delete()


def _suggested(case, mark):
    for suggestion in suggestions_for(case):
        if suggestion.mark == mark:
            return suggestion
    raise NotSuggestedNow


def _candidate(point):
    return Candidate(
        reference=point.reference,
        agency=point.agency.name,
        agency_kind=point.agency.kind.name,
        kind=point.get_kind_display(),
        level=point.get_level_display(),
        themes=frozenset((theme.merged_into or theme).name for theme in point.themes.all()),
        touches=frozenset(kind.name for kind in point.touches.all()),
    )
