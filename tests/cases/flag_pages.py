"""The pages of a flag, answered as an inspector does."""

from django.urls import reverse


def dates(**given):
    """Return what a page posts for some dates, each given as day, month and year."""
    return {
        f"{name}_{part}": number
        for name, numbers in given.items()
        for part, number in zip(("day", "month", "year"), numbers, strict=True)
    }


def on_agencies(*agencies, **changes):
    return {"agencies": [agency.pk for agency in agencies]} | changes


def on_why(**changes):
    answers = {
        "reasons": ["not-shared"],
        "in_own_words": "Information stayed in each agency.",
        "lines_of_enquiry": "How was information shared at release?",
    }
    return answers | dates(period_from=(1, 1, 2024), period_to=(17, 3, 2025)) | changes


def on_other(**changes):
    return {"under_way": ["nothing"]} | changes


def url(name, review):
    return reverse(f"cases:{name}", args=[review.reference])


def answer_all(client, review, *agencies, **other):
    """Answer the three pages. Returns the last answer, which leads to the check."""
    client.post(url("flag", review), on_agencies(*agencies))
    client.post(url("flag_why", review), on_why())
    return client.post(url("flag_other", review), on_other(**other))
