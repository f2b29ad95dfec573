"""The row of a response board: what is known of one agency's reply, on the case page and on the board of all cases."""

from django.urls import reverse

from panelportal.kit import words

HEAD = [
    "Agency",
    "Sent",
    "Reply due",
    "Record check",
    {"text": "Events", "numeric": True},
    {"text": "Learning", "numeric": True},
    "Representative",
    "Status",
]


def row_of(case, part, line, *, representative):
    """Return the cells of a request in a case (its reference), from its row and the line of its reply."""
    return [
        {"text": part.agency.name, "url": reverse("cases:agency", args=[case, part.agency.slug])},
        words.short_day(part.sent_at) if part.sent_at else "Not sent",
        words.short_day(part.reply_by) if part.reply_by else "No date yet",
        {"text": line.outcome, "url": line.url} if line and line.outcome else "-",
        _number(line and line.events, _chronology_of(case, part)),
        _number(line and line.learning_points, reverse("findings:case_learning", args=[case])),
        representative or "-",
        {"tags": [part.status, *filter(None, [part.lateness, part.late_tag]), *part.signs]},
    ]


def _chronology_of(case, part):
    return f"{reverse('findings:chronology', args=[case])}?agency={part.agency.slug}"


def _number(number, url):
    """Return how many there are, which leads to them; a dash where no reply tells."""
    if number is None:
        return "-"
    return {"text": f"{number:,}", "url": url} if number else "0"
