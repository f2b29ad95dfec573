"""The integrated chronology of a case: a picture and a table, the questions for the panel, and the whole as a sheet."""

from collections import Counter
from itertools import groupby, islice

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from agencies.assurance import freshly_proved
from cases.views.frame import around, fetch_case
from findings import gathering, lines, picturing
from findings.forms import ChronologyFilter
from findings.questions import Rules, Topic
from panelportal.kit import paging, sheets
from panelportal.kit.trail import record_read

HERE = "findings:chronology"
ON_A_PAGE, QUESTIONS_ON_A_PAGE = 100, 50
FIRST_QUESTIONS = 2  # of each topic, on the page of the chronology
MOST_CITED = 6  # events that a question leads to
TOPICS = {
    Topic.DIFFERS: "Accounts that differ",
    Topic.GAP: "Times without contact",
    Topic.HELD: "What one agency held before another decided",
    Topic.OVERLAP: "Agencies involved at the same time",
}
RESPONSES = {"csv": sheets.csv_response, "xlsx": sheets.xlsx_response}


def chronology(request, reference):
    """Show the events that agencies submitted, in one order, and what they let the panel ask."""
    case = fetch_case(request, reference)
    with_names = _note_read(request, case, "read")
    told = gathering.told_of(case)
    form = ChronologyFilter(request.GET, owners=told.owners)
    events = form.narrow(told.events)
    page = _page(request, lines.lines_of(events, form.narrow_gaps(told.gaps)))
    hide = gathering.replacer_for(case, with_names=with_names)
    days = {name: form.asked.get(name) for name in ("begins", "ends")}
    context = around(request, case, HERE) | {
        "form": form,
        "told": told,
        "counted": _counted(events, told, request),
        "still_checking": _still_checking(case),
        "picture": picturing.picture_of(told, events, **days) if events else "",
        "page": page,
        "rows": [lines.row_of(line, told, hide) for line in page],
        "is_newest_first": _is_newest_first(request),
        "with_names": with_names,
        "topics": _topics(case, told, told.questions, most=FIRST_QUESTIONS),
    }
    return render(request, "findings/chronology.html", context)


def questions(request, reference):
    """List every question for the panel, by topic, with the events that each stands on."""
    case = fetch_case(request, reference)
    record_read("questions of the chronology read", about=case.reference, by=request.user)
    told = gathering.told_of(case)
    page = paging.page_of(told.questions, request.GET.get("page"), size=QUESTIONS_ON_A_PAGE)
    topics = _topics(case, told, page.object_list)
    context = around(request, case, HERE) | {"page": page, "topics": topics, "rules": Rules()}
    return render(request, "findings/chronology_questions.html", context)


@freshly_proved
def download(request, reference, form):
    """Hand out the whole chronology as a sheet, oldest first, with ciphers unless names are asked for."""
    if form not in RESPONSES:
        raise Http404("There are sheets as csv and as xlsx.")
    case = fetch_case(request, reference)
    with_names = _note_read(request, case, f"downloaded as {form.upper()}")
    told = gathering.told_of(case)
    hide = gathering.replacer_for(case, with_names=with_names)
    cells = [lines.cells_of(event, told, hide) for event in told.events]
    return RESPONSES[form](f"{case.reference}-chronology", lines.HEAD, cells)


def _note_read(request, case, what):
    """Record that the chronology was read. Returns whether its names are asked for as they were written."""
    with_names = request.GET.get("names") == "written"
    record_read(f"chronology {what}{' with names' * with_names}", about=case.reference, by=request.user)
    return with_names


def _is_newest_first(request):
    return request.GET.get("order") == "newest"


def _page(request, found):
    """Return the page of the lines that is asked for: by its number, as that of an event, or all as one."""
    if _is_newest_first(request):
        found.reverse()
    place = lines.place_of(found, request.GET.get("event", ""))
    number = request.GET.get("page") if place is None else place // ON_A_PAGE + 1
    size = max(1, len(found)) if number == "all" else ON_A_PAGE
    return paging.page_of(found, number, size=size)


def _counted(events, told, request):
    found = picturing.counted(len(told.events), "key event", "key events")
    if len(events) < len(told.events):
        found = f"{len(events):,} of {found}"
    agencies = picturing.counted(len({event.owner for event in events}), "agency", "agencies")
    return f"{found} from {agencies}, {'newest' if _is_newest_first(request) else 'oldest'} first"


def _still_checking(case):
    if not case.waiting:
        return ""
    return f"{picturing.counted(case.waiting, 'agency is', 'agencies are')} still checking."


def _topics(case, told, found, *, most=None):
    """Return questions by topic, with links to the events that each stands on."""
    by_key = {event.key: event for event in told.events}
    counts = Counter(one.topic for one in told.questions)
    here = reverse(HERE, args=[case.reference])
    topics = []
    for topic, of_topic in groupby(found, key=lambda one: one.topic):
        shown = [_question(one, by_key, here) for one in islice(of_topic, most)]
        topics.append({"title": TOPICS[topic], "count": counts[topic], "questions": shown})
    return topics


def _question(question, by_key, here):
    cited = question.events[-MOST_CITED:]
    links = [
        {"url": f"{here}?event={key}#event-{key}", "text": f"{lines.when_of(by_key[key])}, {by_key[key].owner.name}"}
        for key in cited
    ]
    return {"text": question.text, "cited": links, "others": len(question.events) - len(cited)}
