"""What looks like a name in a learning point is asked about before it is saved, and never refused."""

import re

import pytest

from findings.models import Cipher, LearningPoint
from panelportal.kit import clock
from ratings.models import Theme
from tests.factories import findings as factory
from tests.findings import pages
from tests.findings.pages import page, post, text_of


def mark_in(response):
    return re.search(r'name="keep" value="([0-9a-f]+)"', response.content.decode())[1]


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("PC Smith did not read the notice.", "PC Smith"),
        ("dana doctor did not read the notice.", ""),  # only the glossary knows her: that is not for the agency to know
        ("jordan MARKER-NAME did not read the notice.", "jordan MARKER-NAME"),  # shown to the agency; as it was typed
        ("The duty nurse did not read the notice.", ""),
    ],
)
def test_what_looks_like_a_name_is_asked_about_and_saved_when_it_is_kept(cast, client_of, typed, asked):
    part, client = factory.part(cast), client_of(cast.police)
    Cipher.objects.create(case=part.case, name="Dana Doctor", said="Dee", cipher="GP1")

    answer = post(client, part, "learning/add", pages.POINT | {"what": typed})

    if not asked:
        assert answer.status_code == 302
        return
    assert f"‘{asked}’" in text_of(answer)
    assert "GP1" not in text_of(answer)
    assert "Dee" not in text_of(answer)
    assert not LearningPoint.objects.exists()
    post(client, part, "learning/add", pages.POINT | {"what": typed, "keep": mark_in(answer)})
    assert LearningPoint.objects.get().what == typed


def test_keeping_one_name_keeps_no_other_and_what_was_kept_is_not_asked_again(cast, client_of):
    part, client = factory.part(cast), client_of(cast.police)
    first = pages.POINT | {"what": "PC Smith was told."}
    mark = mark_in(post(client, part, "learning/add", first))

    another = post(client, part, "learning/add", first | {"why": "Dr Jones was away.", "keep": mark})
    post(client, part, "learning/add", first | {"keep": mark})
    point = LearningPoint.objects.get()
    changed = post(client, part, f"learning/{point.reference}", first | {"why": "It was late.", "version": "1"})

    assert "‘Dr Jones’" in text_of(another)
    assert changed.status_code == 302


def test_reasons_and_themes_are_kept_shown_and_chosen_again(cast, client_of):
    part, client = factory.part(cast), client_of(cast.police)
    old = Theme.objects.create(slug="old-recall", name="Old recall")
    recall = Theme.objects.create(slug="recall-read-late", name="Recall read late")
    post(client, part, "learning/add", pages.POINT | {"reasons": ["systems", "culture"], "themes": [old.pk]})
    Theme.objects.filter(pk=old.pk).update(merged_into=recall, merged_by=cast.lead, merged_at=clock.now())
    point = LearningPoint.objects.get()

    listed = text_of(client.get(page(part, "learning")))
    form = client.get(page(part, f"learning/{point.reference}")).content.decode()

    assert point.reasons == ["systems", "culture"]
    assert "What played a part Systems and Culture" in listed
    assert "Themes Old recall" in listed
    assert re.search(rf'value="{recall.pk}"[^>]*checked|checked[^>]*value="{recall.pk}"', form)
    assert "Old recall" not in form
