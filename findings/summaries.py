"""The parts of a reply as rows of key and value, the same wherever they are printed."""

from findings.event_dates import When, in_words
from findings.models import EventKind, Outcome
from findings.models.representatives import Attending
from findings.outcomes import QUESTIONS, sentence_of
from panelportal.kit.words import listed, lowered, short_day

WITH = {EventKind.SHARED: "Shared with, or by", EventKind.NOT_SHARED: "Not shared with"}


def of_check(check):
    """Return the rows of a record check: the outcome, the answers that it asked for, how the agency searched."""
    return [
        {"key": "Result", "value": sentence_of(check.outcome)},
        *_of_question(check),
        {"key": "Systems searched", "value_paragraphs": check.systems_searched},
        {"key": "Archived and paper records", "value_paragraphs": _of_archives(check)},
        {"key": "Details searched on", "value": _searched_on(check)},
        {"key": "Checked by (role)", "value": check.checked_by_role},
        {"key": "Date checked", "value": short_day(check.checked_on)},
        {"key": "Records secured", "value": "Yes" if check.records_secured else "No"},
    ]


def title_of(point):
    """Return what the card of a learning point is called."""
    return f"{point.reference}: {lowered(point.get_kind_display())}"


def of_point(point):
    """Return the rows of a learning point."""
    themes = point.themes.all()
    return [
        {"key": "What happened", "value_paragraphs": point.what},
        {"key": "Why it happened", "value_paragraphs": point.why_in_words},
        *([{"key": "What played a part", "value": listed(point.reasons_in_words)}] * bool(point.reasons)),
        {"key": "What would make a difference", "value_paragraphs": point.would_help},
        {"key": "Level", "value": point.get_level_display()},
        *([{"key": "Themes", "value": listed(map(str, themes))}] * bool(themes)),
        {"key": "Kinds of agency it touches", "value": listed(kind.name for kind in point.touches.all()) or "None"},
        {"key": "Already acted on", "value": point.get_acted_display()},
        *([{"key": "What was done or is planned", "value_paragraphs": point.acted_detail}] * bool(point.acted_detail)),
        {"key": "Who may read it", "value": release_of(point)},
    ]


def proposed_for(point):
    """Return the row that says for which agencies a learning point is proposed; none where it is for none."""
    proposals = point.proposals.all()
    names = listed(one.named or str(one.for_kind) for one in proposals)
    return [{"key": "Proposed for another agency", "value": names}] * bool(proposals)


def of_proposal(proposal):
    """Return the rows of a proposal as its proposer reads them: whom it went to only once it was answered there."""
    return [
        {"key": "What happened", "value_paragraphs": proposal.point.what},
        {"key": "Proposed for", "value": ", ".join(filter(None, [str(proposal.for_kind), proposal.named]))},
        {"key": "What they could take from it", "value_paragraphs": proposal.suggestion},
        {"key": "Status", "value_tag": proposal.status},
        *_answer_to(proposal),
    ]


def of_proposal_to_us(proposal):
    """Return the rows of a proposal as the agency reads them to which it was put: never what the panel may not read."""
    point = proposal.point
    if not point.is_with_the_panel:
        is_withdrawn = point.withdrawn_at or point.request.is_withdrawn
        said = "Withdrawn by" if is_withdrawn else "Being changed by"
        text = [{"key": "What happened", "value": f"{said} the agency that wrote it"}]
    else:
        text = [
            {"key": "What happened", "value_paragraphs": point.what},
            {"key": "Why it happened", "value_paragraphs": point.why_in_words},
            {"key": "What would make a difference", "value_paragraphs": point.would_help},
            {"key": "What you could take from it", "value_paragraphs": proposal.suggestion},
        ]
    proposer = {"key": "Proposed by", "value": str(proposal.by_agency)}
    return [proposer, *text, {"key": "Status", "value_tag": proposal.status}, *_answer_to(proposal)]


def of_proposal_for_staff(proposal):
    """Return the rows of a proposal as casework reads them."""
    goes_to = {"key": "Goes to", "value": str(proposal.to.agency) if proposal.to else "Not chosen yet"}
    return [{"key": "Proposed by", "value": str(proposal.by_agency)}, *of_proposal(proposal)[:3], goes_to] + [
        {"key": "Who may read the learning", "value": release_of(proposal.point)},
        *of_proposal(proposal)[3:],
    ]


def _answer_to(proposal):
    if not proposal.answered_at:
        return []
    changed = [{"key": "What they take from it instead", "value_paragraphs": proposal.amended}] * bool(proposal.amended)
    why = [{"key": "Why", "value_paragraphs": proposal.because}] * bool(proposal.because)
    by = {"key": "Answered by", "value": f"{proposal.to.agency}, {short_day(proposal.answered_at)}"}
    return [*changed, *why, by]


def release_of(item):
    """Return who may read a learning point or key event, in words: its agency's choice, and what came of it."""
    if item.withdrawn_at:
        return f"Only the inspectorate may read it: withdrawn from the panel on {short_day(item.withdrawn_at)}"
    since = f", since {short_day(item.released_at)}" if item.released_at else ""
    return f"{item.get_release_display()}{since}"


def of_representative(representative):
    """Return the rows of a representative: nothing but that nobody is known, where nobody is."""
    if representative.who == Attending.NOBODY_YET:
        return [{"key": "Who will attend", "value": representative.get_who_display()}]
    return [
        {"key": "Who will attend", "value": representative.name},
        {"key": "Email address", "value": representative.email},
    ]


def of_involvement(involvement):
    """Return the rows of an involvement."""
    return [
        {"key": "Service", "value": involvement.service},
        {"key": "What it did", "value_paragraphs": involvement.nature},
        {"key": "Started", "value": short_day(involvement.began_on)},
        {"key": "Ended", "value": "Still involved" if involvement.is_open else short_day(involvement.ended_on)},
    ]


def of_event(event):
    """Return the rows of a key event."""
    return [
        {"key": "When", "value": _at_the_start(when_of(event))},
        {"key": "What it was", "value": event.get_kind_display()},
        *([{"key": WITH.get(event.kind, ""), "value": with_of(event)}] * bool(with_of(event))),
        {"key": "What happened", "value_paragraphs": event.what},
        {"key": "Why it mattered", "value_paragraphs": event.why_it_mattered or "Not said"},
        {"key": "Source", "value": event.source},
        *([{"key": "Changed risk or a decision", "value": "Yes"}] * bool(event.changed_risk)),
    ]


def line_of(event):
    """Return a key event as one row, its date as the key."""
    whom = f" with {with_of(event)}" if with_of(event) else ""
    texts = [
        f"{event.get_kind_display()}{whom}: {event.what}",
        f"Why it mattered: {event.why_it_mattered}" if event.why_it_mattered else "",
        f"Source: {event.source}",
        "Changed risk or a decision." if event.changed_risk else "",
    ]
    return {"key": _at_the_start(when_of(event)), "value_paragraphs": "\n\n".join(filter(None, texts))}


def when_of(event):
    """Return when an event happened, in words."""
    return in_words(When(event.precision, event.earliest, event.latest, event.at))


def _at_the_start(text):
    return text[:1].upper() + text[1:]


def with_of(event):
    """Return with whom information was shared, or who should have had it: kinds of agency, then words."""
    return listed([*(kind.name for kind in event.with_kinds.all()), *filter(None, [event.with_whom])])


def _of_archives(check):
    told = check.get_archives_display() or "Not asked"
    return f"{told}. {check.archives_note}" if check.archives_note else told


def _of_question(check):
    question = QUESTIONS[Outcome(check.outcome)]
    asked = [(question.detail, check.detail), (question.contact, check.contact)]
    return [{"key": key, "value_paragraphs": answer or "Nothing would help"} for key, answer in asked if key]


def _searched_on(check):
    first, *others = dict.fromkeys(row.get_kind_display() for row in check.identifiers.all()) or [
        "None of the details we gave"
    ]
    return listed([first, *map(lowered, others)])
