"""The record check: what an agency found about the person, and how it searched."""

from cases import disclosing
from findings import drafting
from findings.keeping import keep
from findings.models import Archives, Outcome, RecordCheck
from findings.outcomes import QUESTIONS
from panelportal.kit.trail import record, verb


class NotDisclosed(ValueError):
    """A record check names details that were never disclosed to the agency."""


@verb
def record_check(
    part,
    *,
    outcome,
    systems_searched,
    checked_by_role,
    checked_on,
    records_secured,
    by,
    identifiers=(),
    detail="",
    contact="",
    archives="",
    archives_note="",
    seen=0,
):
    """Record the result of an agency's record check, or change it until the reply is sent.

    Only what the outcome asks is kept. `identifiers` are particulars that
    the agency was shown, else NotDisclosed; `archives` says whether archived
    and paper records were searched, with a note of why not.
    Raises ChangedMeanwhile, NotOpenForReply.
    """
    reply = drafting.draft(part, by=by)
    if not {row.pk for row in identifiers} <= {row.pk for row in disclosing.disclosed(part)}:
        raise NotDisclosed(part.reference)
    check = keep(
        RecordCheck.objects.filter(request=reply.request).first() or RecordCheck(request=reply.request),
        seen=seen,
        stem="recorded",
        values={
            "outcome": Outcome(outcome),
            "systems_searched": systems_searched,
            "checked_by_role": checked_by_role,
            "checked_on": checked_on,
            "records_secured": records_secured,
            **_asked_by(outcome, detail, contact),
            "archives": archives,
            "archives_note": archives_note if archives == Archives.NOT_SEARCHED else "",
        },
        by=by,
    )
    check.identifiers.set(identifiers)
    record("record check recorded", about=part.reference, by=by, version=check.version)
    return check


def _asked_by(outcome, detail, contact):
    question = QUESTIONS[Outcome(outcome)]
    return {"detail": detail if question.detail else "", "contact": contact if question.contact else ""}
