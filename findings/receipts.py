"""The receipt of a reply: a document that says what the inspectorate received, from whom and when."""

from panelportal.kit import printing
from panelportal.kit.words import moment, short_day

KIND, TITLE = "receipt", "Receipt of a reply"


def freeze(version, *, by):
    """Freeze the receipt of a version that was just sent, inside a verb; the worker makes its PDF."""
    return printing.freeze(
        KIND,
        reference=version.request.reference,
        version=version.number,
        title=TITLE,
        content={"facts": _facts(version), "parts": [_part(card) for card in version.parts]},
        by=by,
    )


def _facts(version):
    agency, sign_off = version.request.agency, getattr(version, "sign_off", None)
    sent = "Recorded for the organisation by" if version.request.reply.recorded_at else "Sent by"
    written = [["Handed over by", f"{sign_off.handed_by}: {sign_off.declaration}"]] if sign_off else []
    return [
        ["Organisation", agency.name],
        ["Received on", moment(version.sent_at)],
        *([["Asked for by", short_day(version.due_on)]] if version.due_on else []),
        *written,
        [sent, str(version.sent_by)],
        ["Agreed by (role)", version.agreed_by_role],
    ]


def _part(card):
    return {"title": card["title"], "facts": card["rows"]}
