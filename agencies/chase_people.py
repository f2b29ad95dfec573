"""Who is written to about a duty: by the roles that people hold on a day, less conflicts of interest.

Who must act and who may see are kept apart: this asks for roles, never for
access. Read once for many duties, with the same number of queries for one
and for thousands.
"""

from collections import defaultdict
from dataclasses import dataclass

from agencies.chase_rules import Level
from agencies.declaring import scopes_of
from agencies.models import Conflict, Membership, User
from agencies.models.directory import INSPECTORATE_KIND
from agencies.role_names import Role, held_in

LADDER = (  # in an agency, whom to turn to first, and then
    (Level.HOLDER, (Role.SPOC, Role.REVIEW_TEAM)),
    (Level.DEPUTY, (Role.DEPUTY,)),
    (Level.SENIOR, (Role.SENIOR_CONTACT,)),
)


@dataclass(frozen=True)
class Addressee:
    """A person to write to, and as what: a senior contact sees no case and gets no link."""

    person: User
    level: Level


class People:
    """The people of the agencies of some duties on a day."""

    def __init__(self, duties, *, on):
        self._holders = defaultdict(dict)
        agencies = {duty.agency_id for duty in duties}
        live = Membership.objects.live(on).filter(agency__in=agencies, user__is_active=True)
        for held in live.select_related("user", "agency").order_by("user__name", "user__pk"):
            if held.role in held_in(held.agency.kind_id):
                self._holders[held.agency_id].setdefault(Role(held.role), []).append(held.user)
        self._conflicts = _conflicts()

    def for_step(self, duty, level):
        """Return the addressees of a step. Where nobody holds the role it falls to the next one up the ladder."""
        if level == Level.HOLDER and (named := self._named(duty)):
            return [Addressee(person, level) for person in named]
        if duty.agency.kind_id == INSPECTORATE_KIND:
            levels = dict.fromkeys(self._free(duty, Role.LEAD), Level.LEADS)
            levels |= dict.fromkeys(self._named(duty), Level.HOLDER)
            return [Addressee(person, level) for person, level in levels.items()]
        start = [rung for rung, _ in LADDER].index(level)
        for rung, roles in LADDER[start:]:
            if people := [person for role in roles for person in self._free(duty, role)]:
                return [Addressee(person, rung) for person in dict.fromkeys(people)]
        return []

    def reach(self, duty):
        """Return the function that tells whether there is somebody for a step about a duty."""
        return lambda planned: bool(self.for_step(duty, planned.level))

    def _named(self, duty):
        """Return the person whose duty it is, while they hold a role in the agency, or the holders of its role."""
        if duty.person_id:
            everybody = {person for people in self._holders[duty.agency_id].values() for person in people}
            return [person for person in everybody if person.pk == duty.person_id and self._is_free(person, duty)]
        return self._free(duty, Role(duty.role)) if duty.role else []

    def _free(self, duty, role):
        held = self._holders[duty.agency_id].get(role, [])
        return [person for person in held if self._is_free(person, duty)]

    def _is_free(self, person, duty):
        return person.pk != duty.not_for_id and duty.scope not in self._conflicts.get(person.pk, ())


def _conflicts():
    declared = Conflict.objects.live().select_related("user")
    return {user.pk: scopes_of(user) for user in {conflict.user for conflict in declared}}
