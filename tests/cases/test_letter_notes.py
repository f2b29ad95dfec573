"""The letter of a request is read before it goes, with a note of the inspector in it."""

import pytest
from django.urls import reverse

from cases import letter_notes, requesting
from cases.models import AgencyRequest
from panelportal.kit.models import Letter, TrailEntry
from panelportal.kit.versions import ChangedMeanwhile
from tests.cases.pages import NOT_STAFF, text_of
from tests.factories.cases import PARTICULARS, chosen_case, request_to

pytestmark = pytest.mark.django_db

NOTE = "Thank you for taking part in the spring. <b>Call me</b> & ask."


@pytest.fixture
def part(cast):
    return request_to(chosen_case(cast), cast.police_force)


def page_of(part):
    return reverse("cases:letter", args=[part.case.reference, part.agency.slug])


def post(client, part, note, **more):
    return client.post(page_of(part), {"note": note, "seen": letter_notes.mark_of(part), **more})


def test_a_note_stands_in_the_letters_to_that_agency_only(cast, part):
    letter_notes.write_note(part, note=NOTE, by=cast.inspector)

    requesting.send_requests(part.case, by=cast.inspector)

    with_note = {letter.to_label for letter in Letter.objects.filter(kind="request") if NOTE in letter.text}
    assert with_note == {"Priya Police", "Paul Police"}
    letter = Letter.objects.filter(kind="request", to_email=cast.police.email).get()
    assert "&lt;b&gt;Call me&lt;/b&gt; &amp; ask." in letter.html
    assert letter.text.count("http") == 1


def test_what_is_shown_before_is_what_leaves(cast, part):
    letter_notes.write_note(part, note=NOTE, by=cast.inspector)
    part = AgencyRequest.objects.for_page().get(pk=part.pk)

    before = letter_notes.letter_to(part, cast.police)
    requesting.send_requests(part.case, by=cast.inspector)

    letter = Letter.objects.get(kind="request", to_email=cast.police.email)
    assert before == {"subject": letter.subject, "text": letter.text, "html": letter.html}


@pytest.mark.parametrize("kind", [kind for kind in PARTICULARS if kind not in ("summary", "offence-period")])
def test_no_identifier_of_the_case_gets_into_a_note(cast, part, kind):
    value = part.case.particulars.get(kind=kind).shown

    with pytest.raises(letter_notes.TellsWho):
        letter_notes.write_note(part, note=f"It is about {value}, as you know.", by=cast.inspector)

    part.refresh_from_db()
    assert part.letter_note == ""


def test_a_letter_that_was_sent_is_not_changed(cast, part):
    requesting.send_requests(part.case, by=cast.inspector)

    with pytest.raises(letter_notes.LetterHasLeft):
        letter_notes.write_note(part, note=NOTE, by=cast.inspector)


def test_two_inspectors_do_not_overwrite_one_another(cast, part):
    seen = letter_notes.mark_of(part)
    letter_notes.write_note(part, note="The first.", seen=seen, by=cast.inspector)

    with pytest.raises(ChangedMeanwhile):
        letter_notes.write_note(part, note="The second.", seen=seen, by=cast.other_inspector)


def test_the_trail_tells_that_there_is_a_note_and_not_what_it_says(cast, part):
    letter_notes.write_note(part, note=NOTE, by=cast.inspector)
    letter_notes.write_note(part, note=NOTE, by=cast.inspector)

    entry = TrailEntry.objects.get(act="note in the letter changed")
    assert (entry.about, entry.facts) == (part.reference, {"characters": len(NOTE)})


def test_an_inspector_reads_the_letter_and_edits_its_note(cast, client_of, part):
    client = client_of(cast.inspector)

    before = text_of(client.get(page_of(part)))
    saved = post(client, part, NOTE)
    after = text_of(client.get(page_of(part)))

    assert "Check your records by" in before
    assert "A letter must hold no personal data" in before
    assert (saved.status_code, saved.url) == (302, page_of(part))
    assert "A note from the inspector: Thank you for taking part in the spring. &lt;b&gt;Call me" in after
    assert not Letter.objects.filter(kind="request").exists()
    assert page_of(part) in text_of(client.get(reverse("cases:send", args=[part.case.reference])))


def test_a_note_that_names_the_person_is_refused_in_words_and_kept_to_mend(cast, client_of, part):
    page = text_of(post(client_of(cast.inspector), part, "About Jordan Marker-Name."))

    assert "Leave out a name from the details of this case" in page
    assert ">About Jordan Marker-Name.</textarea>" in page.replace("\n", "")


def test_a_note_is_five_hundred_characters_at_most(cast, client_of, part):
    client = client_of(cast.inspector)

    assert "500 characters" in text_of(post(client, part, "x" * 501))
    assert post(client, part, "x" * 500).status_code == 302


def test_a_note_changed_by_somebody_else_is_shown_and_ones_own_kept(cast, client_of, part):
    letter_notes.write_note(part, note="The first.", by=cast.other_inspector)
    client = client_of(cast.inspector)

    page = text_of(post(client, part, "The second."))

    assert "Someone else changed the note" in page
    assert "A note from the inspector: The first." in page
    assert ">The second.</textarea>" in page.replace("\n", "")
    assert post(client, AgencyRequest.objects.get(pk=part.pk), "The second.", once="b").status_code == 302


def test_the_coordinator_reads_it_and_cannot_edit_it(cast, client_of, part):
    client = client_of(cast.coordinator)

    assert "Save and show" not in text_of(client.get(page_of(part)))
    assert post(client, part, NOTE).status_code == 404


@pytest.mark.parametrize("name", NOT_STAFF)
def test_nobody_else_reads_it(cast, client_of, part, name):
    assert client_of(getattr(cast, name)).get(page_of(part)).status_code == 404
