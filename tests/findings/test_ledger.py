"""What a report used can be found by every agency later: without names, without its case, and nothing else."""

from agencies.duties import has_open
from findings import ledger, releasing
from findings.models import Cipher, IssuedLearning, LearningPoint
from findings.models.release import ReleaseTo
from panelportal.kit import clock
from tests.factories import findings as factory
from tests.factories import learning as reports
from tests.factories.ledger import issued
from tests.findings import pages
from tests.findings.pages import page, post, text_of

TYPED = {"what": "A recall lay in a mailbox that nobody reads at weekends.", "why": "", "would_help": ""}
FOUND = "One mailbox for recalls"


def entry_for(cast, **answers):
    point = factory.point(factory.part(cast), by=cast.police, **answers)
    return ledger.enter(point, by=cast.lead)


def test_a_report_enters_the_learning_that_it_used_once_it_is_issued_and_not_before(cast):
    report = reports.sent_report(cast)
    before = IssuedLearning.objects.count()

    reports.issuing.issue_report(report, by=cast.lead)

    used = LearningPoint.objects.filter(status="used")
    assert before == 0
    assert (
        set(IssuedLearning.objects.values_list("point", flat=True)) == set(used.values_list("pk", flat=True)) != set()
    )
    assert all(ledger.enter(point, by=cast.lead).point == point for point in used)
    assert IssuedLearning.objects.count() == len(used)


def test_an_entry_names_nobody_and_not_its_case(cast):
    part = factory.part(cast)
    Cipher.objects.create(case=part.case, name="Dana Doctor", said="Dr Doctor", cipher="GP1")
    point = factory.point(part, by=cast.police, what="Dana Doctor was not told.", why="Dr Doctor was away.")

    entry = ledger.enter(point, by=cast.lead)

    assert (entry.what, entry.why) == ("GP1 was not told.", "GP1 was away.")
    assert (entry.agency_kind.pk, entry.region) == ("police", "North Region")
    told = [str(getattr(entry, field.name)) for field in IssuedLearning._meta.concrete_fields if field.name != "point"]
    assert not any(part.case.reference.removeprefix("MAC-") in text for text in told)
    assert entry.cleared_at


def test_what_still_looks_like_a_name_is_not_found_before_a_lead_has_cleared_it(cast, client_of):
    entry = entry_for(cast, what="Nurse Jones did not see the recall in the mailbox.")
    found_before = ledger.earlier_like(TYPED["what"])
    client, url = client_of(cast.lead), f"/issued-learning/{entry.reference}/"
    asked = text_of(client.get(url))

    nameless = {
        "what": "The nurse did not see the recall in the mailbox.",
        "would_help": "A rota.",
        "is_nameless": "on",
    }
    client.post(url, nameless)

    assert found_before == []
    assert "Nurse Jones" in asked
    assert [found.what for found in ledger.earlier_like(TYPED["what"])] == [nameless["what"]]
    assert not has_open(ledger.DUTY, about=entry.reference)


def test_what_an_agency_keeps_from_the_panel_is_not_entered(cast):
    assert entry_for(cast, release=ReleaseTo.INSPECTORATE_ONLY) is None


def test_nothing_unreleased_is_found_by_anybodys_words(cast, client_of):
    police, health = factory.parts(cast, "police_force", "trust")
    kept = factory.point(police, by=cast.police, what="A recall lay in a mailbox.")
    releasing.choose(kept, release=ReleaseTo.PANEL, by=cast.police)
    issued(what="A recall lay in the mailbox of another.", is_cleared=False)

    answer = client_of(cast.health).post(page(health, "learning/like"), TYPED)

    assert "no earlier learning like this" in text_of(answer)


def test_earlier_learning_is_shown_while_typing_by_a_button_and_after_saving(cast, client_of):
    part, client = factory.part(cast), client_of(cast.police)
    issued(what="A recall notice waited in a mailbox.", would_help=f"{FOUND}.")

    typing = client.post(page(part, "learning/like"), TYPED)
    looked = post(client, part, "learning/add", TYPED | {"look": "1", "version": "0"})
    post(client, part, "learning/add", pages.POINT)
    after, again = (text_of(client.get(page(part, "learning"))) for _ in range(2))

    assert FOUND in text_of(typing)
    assert "<html" not in typing.content.decode()
    assert FOUND in text_of(looked)
    assert TYPED["what"] in looked.content.decode()
    assert "There is a problem" not in text_of(looked)
    assert LearningPoint.objects.count() == 1  # only the one that was saved
    assert f"{FOUND}." in after
    assert "Earlier learning like what you just saved" not in again


def test_one_person_may_look_so_often_in_a_minute_and_no_more(cast, client_of):
    part, client = factory.part(cast), client_of(cast.police)

    with clock.at(clock.now()):
        statuses = [client.post(page(part, "learning/like"), TYPED).status_code for _ in range(41)]

    assert statuses == [200] * 40 + [429]
    assert client_of(cast.police_deputy).post(page(part, "learning/like"), TYPED).status_code == 200
