"""The ledger of issued learning: what reports said, without names and without cases, for every agency to find.

Only the ledger is searched: no draft, reply or pack is found by anybody's words.
"""

from agencies import duties
from agencies.directory import the_inspectorate
from agencies.role_names import Role
from findings import ciphers
from findings.models import IssuedLearning
from findings.models.release import ReleaseTo
from panelportal.kit import clock, fulltext
from panelportal.kit.attribution import stamp
from panelportal.kit.references import next_reference
from panelportal.kit.trail import record, verb

TEXTS = ("what", "why", "would_help", "outcome")
MOST_SHOWN = 5
DUTY = "clear-learning"


@verb
def enter(point, *, by):
    """Enter a learning point that a report used: its text as it stands now, names replaced by their ciphers.

    What its agency keeps from the panel is not entered: then None comes back.
    What still looks as if it named somebody waits until a lead inspector
    clears it. Entering it again returns what was entered.
    """
    entered = IssuedLearning.objects.filter(point=point).first()
    if entered or point.release != ReleaseTo.PANEL:
        return entered
    case = point.request.case
    entry = IssuedLearning(
        reference=next_reference("IL"),
        point=point,
        agency_kind=point.agency.kind,
        region=", ".join(sorted({review.region.name for review in case.reviews.select_related("region")})),
        year=clock.today().year,
        **{name: getattr(point, name) for name in ("kind", "level", "reasons", "acted")},
        **_without_names(point, case.ciphers.all()),
    )
    stamp(entry, "issued", by=by)
    if not names_left(entry):
        stamp(entry, "cleared", by=by)
    entry.save()
    if entry.cleared_at is None:
        _ask_to_clear(entry, case, by=by)
    entry.themes.set(point.themes.all())
    record("learning entered in the ledger", about=entry.reference, by=by, waits=entry.cleared_at is None)
    return entry


@verb
def clear(entry, *, texts, by):
    """Let an entry that waited be found, with its `texts` as a lead made them nameless. Once; then it stays."""
    entry = IssuedLearning.objects.select_for_update().get(pk=entry.pk)
    if entry.cleared_at:
        return entry
    for name in TEXTS:
        setattr(entry, name, texts[name])
    stamp(entry, "cleared", by=by)
    entry.save(update_fields=[*TEXTS, "cleared_by", "cleared_at"])
    duties.settle(DUTY, about=entry.reference, by=by, how="cleared")
    record("learning cleared for the ledger", about=entry.reference, by=by)
    return entry


def names_left(entry):
    """Return what still looks like somebody's name in the texts of an entry."""
    return ciphers.looks_like_names("\n".join(getattr(entry, name) for name in TEXTS))


def earlier_like(text):
    """Return earlier issued learning that is like a text, the likest first."""
    return fulltext.like(IssuedLearning.objects.cleared().for_list(), text, most=MOST_SHOWN)


def _ask_to_clear(entry, case, *, by):
    duties.open_duty(
        DUTY, about=entry.reference, agency=the_inspectorate(), role=Role.LEAD, scope=case.reference, by=by
    )


def _without_names(point, glossary):
    put = ciphers.replacer(list(glossary))
    texts = {"what": point.what, "why": point.why, "would_help": point.would_help, "outcome": point.acted_detail}
    return {name: put(text) for name, text in texts.items()}
