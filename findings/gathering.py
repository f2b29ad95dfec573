"""What agencies submitted on a case, gathered for its chronology: no draft, and nothing counted from one."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property

from django.db.models import F

from findings import ciphers, questions
from findings.chronology import Event, Involvement, Kind, Owner, merge
from findings.models import Involvement as Involved
from findings.models import KeyEvent

# What is asked of the database, by the names that the pure modules have for it: values only, since a case may have
# thousands of events, and objects would take most of the page's time.
OWNER = {
    "agency_slug": F("request__agency__slug"),
    "agency_name": F("request__agency__name"),
    "agency_kind": F("request__agency__kind"),
    "agency_kind_name": F("request__agency__kind__name"),
}
EVENT = (
    "kind",
    "what",
    "source",
    "precision",
    "earliest",
    "latest",
    "at",
    "place_in_day",
    "why_it_mattered",
    "with_whom",
)


@dataclass(frozen=True)
class Told:
    """What agencies told of one case: the events in their order, and when services were open."""

    events: list
    involvements: list
    kinds: dict  # slug of a kind of agency with which information was shared or not: its name
    begins: object  # the period in scope
    ends: object

    @cached_property
    def owners(self):
        """The agencies that events are from, by name."""
        return sorted({event.owner for event in self.events}, key=lambda owner: (owner.name, owner.key))

    @cached_property
    def questions(self):
        """The questions for the panel."""
        return questions.questions_of(self.events, self.involvements, begins=self.begins, ends=self.ends)

    @cached_property
    def that_differ(self):
        """The keys of events of which accounts differ."""
        return {key for one in self.questions if one.topic == questions.Topic.DIFFERS for key in one.events}

    @property
    def gaps(self):
        return [one for one in self.questions if one.topic == questions.Topic.GAP]


def told_of(case):
    """Gather what was submitted on a case, in three queries."""
    rows = KeyEvent.objects.submitted().of_case(case)
    kinds, kinds_of = _kinds_of(rows)
    owner = cache(Owner)
    events = merge(_event(row, owner, kinds_of) for row in rows.values(*EVENT, **OWNER, key=F("pk")))
    involved = Involved.objects.submitted().of_case(case).values("began_on", "ended_on", **OWNER)
    spans = [Involvement(_owner(row, owner), row["began_on"], row["ended_on"]) for row in involved]
    return Told(events, spans, kinds, case.period_from, case.period_to)


def replacer_for(case, *, with_names):
    """Return the function through which the texts of a case are shown: with ciphers, or as they were written."""
    return str if with_names else ciphers.replacer(case.ciphers.all())


def _event(row, owner, kinds_of):
    values = {name: row[name] for name in ("key", *EVENT)} | {"kind": Kind(row["kind"])}
    return Event(owner=_owner(row, owner), with_kinds=frozenset(kinds_of.get(row["key"], ())), **values)


def _owner(row, owner):
    return owner(*(row[name] for name in OWNER))


def _kinds_of(events):
    """Return the names of kinds of agency by slug, and the slugs of those that events are with, by the events' keys."""
    names, found = {}, defaultdict(set)
    through = KeyEvent.with_kinds.through.objects.filter(keyevent__in=events.values("pk"))
    for key, slug, name in through.values_list("keyevent_id", "agencykind_id", "agencykind__name"):
        names[slug] = name
        found[key].add(slug)
    return names, found
