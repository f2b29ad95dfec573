import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Q

from findings.models import IssuedLearning
from panelportal.kit import fulltext
from tests.factories.ledger import issued


def found(words, queryset=None):
    queryset = IssuedLearning.objects.all() if queryset is None else queryset
    return [entry.what for entry in fulltext.search(queryset, words)]


def liked(text, **options):
    return [entry.what for entry in fulltext.like(IssuedLearning.objects.all(), text, **options)]


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("mailbox", True),
        ("MAILBOX recall", True),
        ("recalls mailboxes", True),  # by their stems
        ("the mailbox of a recall", True),  # small words are not searched for
        ("cafe", True),
        ("Café Ŵyn", True),
        ("police health", True),
        ("mailbox prison", False),  # every word has to be there
        ("mail", False),  # whole words only
        ("the of a", False),
        ("", False),
        ("  !!! \0 ", False),
    ],
)
def test_whole_words_are_found_in_any_order_case_and_form(db, typed, is_found):
    issued(what="A recall went to the police/health mailbox near Cafe Ŵyn.")

    assert bool(found(typed)) is is_found


@pytest.mark.parametrize(
    "typed",
    ['"', "recall AND", "recall OR NOT", "what:recall", "recall*", "(recall", "recall')--", "recall & !x |", "^NEAR("],
)
def test_nothing_that_is_typed_is_read_as_a_query(db, typed):
    issued(what="One recall, and or not near x.", why="what")

    assert found(typed) in (["One recall, and or not near x."], [])


def test_what_speaks_of_it_most_comes_first(db):
    issued(what="One recall among many other words that speak of housing, of health and of the police.")
    issued(what="Recall after recall after recall.")

    assert found("recall")[0] == "Recall after recall after recall."


def test_the_index_follows_what_is_changed_and_deleted(db):
    kept, gone = issued(what="Mailbox"), issued(what="Telephone")
    IssuedLearning.objects.filter(pk=kept.pk).update(what="Fax")
    gone.delete()

    assert (found("mailbox"), found("telephone"), found("fax")) == ([], [], ["Fax"])


def test_a_search_stays_within_its_queryset(db):
    issued(what="Recall one", year=2025)
    issued(what="Recall two", year=2026)
    of_2026 = IssuedLearning.objects.filter(Q(year=2026)).for_list()

    assert found("recall", of_2026) == ["Recall two"]
    assert fulltext.search(of_2026, "recall").count() == 1
    assert [entry.what for entry in fulltext.like(of_2026, "recall two")] == ["Recall two"]


def test_like_is_what_shares_the_rarest_words_and_two_at_least(db):
    issued(what="The recall went to a mailbox that nobody reads.")
    issued(what="The recall was sent late to the prison.")
    issued(what="The housing officer was not told.")

    assert liked("A recall lay in a mailbox over the weekend, and the prison waited.") == [
        "The recall was sent late to the prison.",
        "The recall went to a mailbox that nobody reads.",
    ]
    assert liked("A housing association moved them.") == []
    assert liked("recall, recalls and recalled") == []  # one word, however often


def test_words_that_many_rows_hold_do_not_make_it_slow_or_alike(db, monkeypatch):
    monkeypatch.setattr(fulltext, "COMMON", 2)
    for number in range(4):
        issued(what=f"Information was shared late {number}")
    issued(what="Information about a safeguarding threshold was shared late")

    assert liked("Information about the safeguarding threshold was shared")[0].startswith("Information about a safeg")
    assert len(liked("Information shared")) == 5  # all that is common: everything that holds all of it


def test_the_index_is_made_anew_when_a_migration_has_lost_part_of_it(db):
    issued(what="Mailbox")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE findings_issuedlearning DROP COLUMN full_text")
        else:
            cursor.execute("DROP TRIGGER findings_issuedlearning_words_insert")
            issued(what="Telephone")

    fulltext.put_in_step(apps.get_app_config("findings"))

    issued(what="Fax")
    assert (found("mailbox"), found("fax")) == (["Mailbox"], ["Fax"])
    assert connection.vendor == "postgresql" or found("telephone") == ["Telephone"]
