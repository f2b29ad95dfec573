"""The pages and verbs that are measured, each as the measured person to whom it matters."""

from functools import partial
from itertools import count
from random import Random

from django.test import Client
from django.urls import reverse

from agencies import assurance, sessions
from agencies.models import User
from agencies.your_work import work_of
from benchmarks.timing import measure
from cases.models import AgencyRequest, Case
from findings import gathering, ledger, questions
from findings.models import KeyEvent
from panelportal.kit import access, letters
from panelportal.kit.access import Can
from panelportal.scale.ledger import said
from panelportal.scale.people import address_of

ON_A_PAGE = 25
LIST = "Requests that one may see"
CHECK = "Permission check"
SEE_REQUESTS = {"few": "5 requests", "many": "600, through the agency", "by-name": "600, by name"}
EARLIER = "Earlier learning like 30 typed words"
BOARD, CHASE, CASES = "Replies across all cases", "Chase page", "Cases"  # the pages that promise their speed
FLOOR_OF_VERBS = "One row by its key"
CHRONOLOGY = "Chronology of 2,000 events"
QUESTIONS = "Merge and questions (2,000 events)"
PAGES = (  # whose, name, url name, what the address holds
    ("inspector", "Your work", "home", None),
    ("few", "Your work", "home", None),
    ("many", "Your work", "home", None),
    ("coordinator", BOARD, "board", None),
    ("coordinator", CHASE, "agencies:chasing", None),
    ("coordinator", "Directory", "agencies:directory", None),
    ("inspector", "Reviews", "ratings:reviews", None),
    ("inspector", CASES, "cases:cases", None),
    ("inspector", "Case page", "case", Case),
    ("inspector", CHRONOLOGY, "findings:chronology", KeyEvent),
    ("few", "Request page", "findings:request", AgencyRequest),
    ("auditor", "Audit log", "audit", None),
)


def person(name):
    """Return a measured person as a new request would know them: nothing about their rights is asked yet."""
    return User.objects.get(email=address_of(name))


def first_request(someone):
    """Return the newest request that a measured person may see."""
    return access.visible(AgencyRequest.objects.order_by("-pk"), someone, Can.READ)[0]


def measure_verbs():
    """Measure what every page asks first: which requests, may they, what waits; and the worker's look for letters."""
    yield measure(FLOOR_OF_VERBS, lambda: partial(User.objects.get, email=address_of("few")))
    for name, words in SEE_REQUESTS.items():
        yield measure(f"{LIST} ({words})", partial(_listing, name), floor=FLOOR_OF_VERBS)
        yield measure(f"{CHECK} ({words})", partial(_checking, name, first_request(person(name))), floor=FLOOR_OF_VERBS)
    yield measure("What waits for one (5 duties)", partial(_work, "few"), floor=FLOOR_OF_VERBS)
    texts = count()
    yield measure(EARLIER, lambda: _looking(next(texts)), floor=FLOOR_OF_VERBS)
    yield measure("The worker looks for letters", lambda: letters.deliver_due, floor=FLOOR_OF_VERBS)
    yield measure(QUESTIONS, _asking)


def measure_pages():
    """Measure pages through every middleware. The floor is the page of help for the same person."""
    for whose in dict.fromkeys(page[0] for page in PAGES):
        yield measure(_floor_of(whose), partial(_opening, _client_of(whose), reverse("help")))
    for whose, name, url_name, holds in PAGES:
        path = reverse(url_name, args=_held(whose, holds))
        yield measure(f"{name} ({whose})", partial(_opening, _client_of(whose), path), floor=_floor_of(whose))


def page_of_requests(found):
    """Return the rows of the first page of a list of requests."""
    return list(found.select_related("case", "agency").order_by("-pk")[:ON_A_PAGE])


def much_told():
    """Return the case that much is told of."""
    return Case.objects.get(requests__key_events=KeyEvent.objects.earliest("pk"))


def _asking():
    """Return the merge of what is told of a case and the search for questions in it, by themselves."""
    told = gathering.told_of(much_told())
    return partial(questions.questions_of, told.events, told.involvements, begins=told.begins, ends=told.ends)


def _listing(name):
    someone = person(name)
    return lambda: page_of_requests(access.visible(AgencyRequest.objects.all(), someone, Can.READ))


def _checking(name, request):
    return partial(access.require, person(name), Can.ANSWER, request)


def _work(name):
    return partial(work_of, person(name))


def _looking(number):
    """Return the search for another text each time, the same ones at every size."""
    return partial(ledger.earlier_like, said(Random(number), 30))  # noqa: S311  # nosec B311


def _held(whose, model):
    if model is None:
        return []
    if model is KeyEvent:
        return [much_told().reference]
    if model is AgencyRequest:
        return [first_request(person(whose)).reference]
    return [Case.objects.filter(flagged_by=person(whose)).earliest("pk").reference]


def _floor_of(whose):
    return f"Help ({whose})"


def _client_of(whose):
    client = Client(SERVER_NAME="localhost")
    client.force_login(person(whose))
    session = client.session
    assurance.begin(session, idle=sessions.IDLE, factor=True)
    session.save()
    return client


def _opening(client, path):
    return partial(_open, client, path)


def _open(client, path):
    answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}: nothing was measured.")
