"""Entries of the trail in words: names where the trail holds keys, sentences where it holds facts."""

import re
from datetime import date

from django.apps import apps

from agencies import duties
from agencies.models import Agency, StepKind, User
from panelportal.kit import words
from panelportal.kit.models import ReadEntry

KEY = re.compile(r"person:(\d+)|group:agency:([\w-]+)")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
SENTENCES = {
    "access given": "gave {to} access to {permission} {about} because {because}",
    "access taken": "took from {of} the access to {permission} {about} because {because}",
    "all access taken": "took all access from {about}: {grants} grants, because {because}",
    "access moved": "moved {grants} grants from {of} to {about} because {because}",
    "conflict declared": "declared a conflict of interest of {person} on {about}",
    "conflict lifted": "lifted the conflict of interest of {person} on {about}",
    "viewed as agency": "looked at {about} as {agency} sees it",
    "audit log downloaded": "downloaded the audit log",
    "text removed": "took a name out of {noun} {row}",
    "trace set aside": "left what was found in {noun} {row}",
    "access log opened": "opened the access log of {about}",
    "access log downloaded": "downloaded the access log of {about}",
    "status changed": "changed the status from “{before}” to “{after}”",
    "duty opened": "opened the task “{duty}”",
    "duty settled": "ended the task “{duty}”",
    "duty paused": "paused the task “{duty}”",
    "duty resumed": "resumed the task “{duty}”",
    "duty extended": "moved the date of the task “{duty}”",
    "reminded": "reminded of the task “{duty}”",
}
REFUSED = "refused: "


def names_of(entries):
    """Return the name of each person and agency that some entries name by a key, by that key."""
    found = [KEY.fullmatch(str(text)) for entry in entries for text in (entry.about, *_facts(entry).values())]
    people = {int(match[1]) for match in found if match and match[1]}
    slugs = {match[2] for match in found if match and match[2]}
    names = {f"person:{pk}": name for pk, name in User.objects.filter(pk__in=people).values_list("pk", "name")}
    agencies = Agency.objects.filter(slug__in=slugs) if slugs else ()
    return names | {f"group:agency:{agency.slug}": agency.name for agency in agencies}


def head_of(model):
    """Return the heads of the columns of a table's entries; as what somebody acted is kept for reads only."""
    return ["When", "Who", "As", "What", "About"] if model is ReadEntry else ["When", "Who", "What", "About"]


def rows(entries):
    """Return the cells of entries, as `head_of` names them."""
    entries = list(entries)
    names = names_of(entries)
    return [
        [words.moment(e.at), e.actor_label, *_as_what(e), said(e, names), names.get(e.about, e.about)] for e in entries
    ]


def said(entry, names):
    """Return what an entry tells, as it reads after the name of who did it."""
    if isinstance(entry, ReadEntry):
        return _read(entry)
    facts = {name: names.get(str(value), value) for name, value in _labelled(entry).items()}
    facts |= {"about": names.get(entry.about, entry.about)}
    sentence = SENTENCES.get(entry.act)
    named = set(re.findall(r"{(\w+)}", sentence or "")) | {"about"}
    if sentence and named <= set(facts):
        left = {name: value for name, value in facts.items() if name not in named}
        return _with(sentence.format(**facts), left)
    return _with(entry.act, {name: value for name, value in facts.items() if name != "about"})


def _labelled(entry):
    """Return the facts of an entry with the words of pages where the trail holds the values of the program."""
    facts = dict(entry.facts)
    if entry.act == "status changed":
        labels = _statuses_of(facts.pop("noun", ""))
        facts |= {name: labels.get(facts[name], facts[name]) for name in ("before", "after") if name in facts}
    if "duty" in facts:
        facts["duty"] = duties.name_of(facts["duty"])
    if DAY.fullmatch(str(facts.get("due"))):
        facts["due"] = words.short_day(date.fromisoformat(facts["due"]))
    if facts.get("step") in StepKind.values:
        facts["step"] = StepKind(facts["step"]).label.lower()
    return facts


def _statuses_of(noun):
    """Return the labels of the statuses of a noun such as "cases.Case"; none of one that is no more."""
    try:
        field = apps.get_model(noun)._meta.get_field("status")
    except (LookupError, ValueError):
        return {}
    return dict(field.flatchoices)


def _as_what(entry):
    return [entry.capacity] if isinstance(entry, ReadEntry) else []


def _read(entry):
    if not entry.was_refused:
        return entry.what
    page = entry.what.removeprefix(REFUSED).rpartition(":")[2]
    return f"was refused the page “{page.replace('_', ' ').replace('-', ' ')}”"


def _with(sentence, facts):
    told = [f"{name.replace('_', ' ')}: {value}" for name, value in facts.items() if value]
    return f"{sentence} ({'; '.join(told)})" if told else sentence


def _facts(entry):
    return getattr(entry, "facts", {})
