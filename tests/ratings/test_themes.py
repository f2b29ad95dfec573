"""The managed list of themes: shipped, renamed, merged, retired, and counted over cases."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from panelportal.kit.versions import ChangedMeanwhile
from ratings import loading, shipped_themes, theming
from ratings.models import Theme
from tests.cases.pages import text_of

KEYS = st.integers(1, 5)


def theme(slug):
    return Theme.objects.get(slug=slug)


@given(st.lists(st.tuples(KEYS, st.integers(1, 9))), st.dictionaries(KEYS, st.integers(6, 8)))
def test_each_case_counts_once_for_a_theme_and_what_was_merged_into_it(pairs, targets):
    counts = theming.counted(pairs, targets)

    assert set(counts) == {targets.get(one, one) for one, _ in pairs}
    for one, count in counts.items():
        assert count == len({case for marked, case in pairs if targets.get(marked, marked) == one})


def test_the_shipped_themes_are_whole_and_named_once():
    themes = shipped_themes.read()

    assert len(themes) == 16
    assert all(theme.meaning.endswith(".") for theme in themes)


@pytest.mark.parametrize(
    "text", ["- slug: a", "- {slug: a, name: ' b', meaning: c}", "- {slug: a, name: b, meaning: c, x: y}"]
)
def test_a_broken_file_says_where(tmp_path, text):
    (tmp_path / "themes.yaml").write_text(text)

    with pytest.raises(ValueError, match="theme 1"):
        shipped_themes.read(tmp_path / "themes.yaml")


@pytest.mark.django_db
def test_loading_again_adds_what_is_missing_and_leaves_what_people_made_of_the_rest(cast):
    theming.change_theme(theme("housing"), name="A home", meaning="", synonyms="", seen=1, by=cast.lead)
    theming.merge_theme(theme("records"), into=theme("information-sharing"), by=cast.lead)
    Theme.objects.filter(slug="victims").delete()

    loading.load_themes(shipped_themes.read())

    assert (theme("housing").name, theme("housing").words[1:]) == ("A home", ["Housing"])
    assert theme("records").merged_into == theme("information-sharing")
    assert theme("victims").name == "Victims and their families"
    assert Theme.objects.count() == 16


@pytest.mark.django_db
def test_merging_keeps_the_words_and_takes_along_what_was_merged_before(cast):
    theming.merge_theme(theme("records"), into=theme("capacity"), by=cast.lead)

    theming.merge_theme(theme("capacity"), into=theme("information-sharing"), by=cast.lead)

    assert theme("records").merged_into.slug == theme("capacity").merged_into.slug == "information-sharing"
    assert {"Records and systems", "Capacity and continuity", "workload"} <= set(theme("information-sharing").words)
    with pytest.raises(theming.NotCurrent):
        theming.merge_theme(theme("capacity"), into=theme("housing"), by=cast.lead)
    with pytest.raises(theming.MergedIntoItself):
        theming.merge_theme(theme("housing"), into=theme("housing"), by=cast.lead)


@pytest.mark.django_db
@pytest.mark.parametrize("word", ["housing", "HOMELESSNESS", "Records and systems"])
def test_a_word_names_one_theme_only(cast, word):
    theming.merge_theme(theme("records"), into=theme("information-sharing"), by=cast.lead)

    with pytest.raises(theming.WordTaken):
        theming.add_theme(name=word, by=cast.lead)
    with pytest.raises(theming.WordTaken):
        theming.change_theme(theme("victims"), name="Victims", meaning="", synonyms=word, seen=1, by=cast.lead)


@pytest.mark.django_db
def test_a_retired_theme_is_not_offered_and_can_be_brought_back(cast):
    theming.retire_theme(theme("housing"), by=cast.lead)
    offered = Theme.objects.current().filter(slug="housing").exists()

    theming.bring_back(theme("housing"), by=cast.lead)

    assert (offered, theme("housing").is_current) == (False, True)


@pytest.mark.django_db
def test_of_two_who_change_a_theme_the_second_is_told(cast, client_of):
    theming.change_theme(theme("housing"), name="A home", meaning="", synonyms="", seen=1, by=cast.lead)

    with pytest.raises(ChangedMeanwhile):
        theming.change_theme(theme("housing"), name="Homes", meaning="", synonyms="", seen=1, by=cast.coordinator)
    page = reverse("ratings:change_theme", args=["housing"])
    again = text_of(client_of(cast.coordinator).post(page, {"name": "Homes", "version": "1"}))

    assert "It now reads: A home, Housing" in again
    assert 'value="Homes"' in again


@pytest.mark.django_db
def test_the_pages_add_rename_merge_and_retire(cast, client_of):
    client = client_of(cast.coordinator)

    client.post(reverse("ratings:add_theme"), {"name": "Probation practice", "synonyms": "supervision"})
    taken = text_of(client.post(reverse("ratings:add_theme"), {"name": "Housing"}))
    client.post(reverse("ratings:merge_theme", args=["probation-practice"]), {"into": theme("housing").pk})
    client.post(reverse("ratings:retire_theme", args=["victims"]))
    listed = text_of(client.get(reverse("ratings:themes")))

    assert "is a word for ‘Housing’ already" in taken
    assert "Probation practice, supervision" in listed
    assert "Offer again" in listed
    assert client.get(reverse("ratings:change_theme", args=["victims"]))["Location"] == reverse("ratings:themes")


@pytest.mark.django_db
def test_the_list_asks_as_much_for_many_themes_as_for_few(cast, client_of, django_assert_num_queries):
    client, page = client_of(cast.lead), reverse("ratings:themes")
    client.get(page)
    Theme.objects.exclude(slug__in=["housing", "victims"]).delete()
    with django_assert_num_queries(10) as few:
        client.get(page)
    for number in range(5):
        theming.add_theme(name=f"Theme {number}", by=cast.lead)

    with django_assert_num_queries(len(few)):
        client.get(page)


def test_those_who_keep_the_themes_find_them_from_the_directory(cast, client_of):
    where, link = reverse("agencies:directory"), reverse("ratings:themes")

    for person, finds in ((cast.lead, True), (cast.coordinator, True), (cast.inspector, False)):
        assert (f'href="{link}"' in client_of(person).get(where).content.decode()) == finds
