import time
from datetime import timedelta
from email import message_from_bytes, policy

import pytest

from panelportal.kit import clock, letters, trail
from panelportal.kit.models import Letter, TrailEntry
from panels import calendar
from tests.kit.at_once import at_once
from tests.kit.postbox import Postbox
from tests.kit.test_mime import MEETING

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_templates")]


def _parse(taken):
    return message_from_bytes(taken.content, policy=policy.default)


def _received(postbox, header="Subject"):
    return [_parse(taken)[header] for taken in postbox.received]


def _deliver_after(**later):
    with clock.at(clock.now() + timedelta(**later)):
        return letters.deliver_due()


def test_a_letter_is_delivered_once_to_its_address_and_kept_as_sent(postbox, ring, cast):
    postbox.start()
    letter = ring("Check your records: REQ-2026-0001", to=cast.police, about="REQ-2026-0001")

    sent = [letters.deliver_due(), letters.deliver_due()]

    (taken,) = postbox.received
    message = _parse(taken)
    letter.refresh_from_db()
    assert (sent, taken.rcpt_tos) == ([1, 0], [cast.police.email])
    assert (message["Subject"], message["Message-ID"]) == ("Check your records: REQ-2026-0001", letter.message_id)
    assert "http://testserver/requests/REQ-2026-0001/" in message.get_body(("plain",)).get_content()
    assert (letter.status, letter.to_label, letter.about) == ("sent", "Priya Police", "REQ-2026-0001")
    assert "http://testserver/requests/REQ-2026-0001/" in letter.text
    assert "/requests/REQ-2026-0001/" in letter.html
    assert letter.sent_at is not None


def test_the_same_event_writes_one_letter_to_each_recipient(postbox, ring):
    postbox.start()

    written = [ring(key="sent:1", to=to).pk for to in ("a@x.example", "A@X.example", "b@x.example", "a@x.example")]
    letters.deliver_due()

    assert written[0] == written[1] == written[3] != written[2]
    assert sorted(one.rcpt_tos[0] for one in postbox.received) == ["a@x.example", "b@x.example"]


def test_a_verb_that_fails_leaves_no_letter(postbox, ring):
    postbox.start()

    def fail():
        with trail.one_transaction():
            ring()
            raise RuntimeError("the second write of the verb failed")

    with pytest.raises(RuntimeError, match="the second write"):
        fail()

    assert letters.deliver_due() == 0
    assert (postbox.received, Letter.objects.count()) == ([], 0)


def test_whether_a_letter_is_still_due_is_asked_when_it_leaves(postbox, ring):
    postbox.start()
    still_asked = {"REQ-2026-0001", "REQ-2026-0002"}
    options = {"still_due": lambda letter: letter.about in still_asked}
    first, second = (ring(about, about=about, options=options) for about in sorted(still_asked))

    still_asked.remove("REQ-2026-0001")
    letters.deliver_due()

    for letter in (first, second):
        letter.refresh_from_db()
    assert (first.status, first.sent_at, second.status) == ("stopped", None, "sent")
    assert _received(postbox) == ["REQ-2026-0002"]


def test_a_letter_of_a_batch_waits_so_that_it_can_be_stopped(postbox, ring, cast):
    postbox.start()
    stopped, kept = (ring(subject, about="MAC-2026-001", pause=letters.BATCH_PAUSE) for subject in ("One", "Other"))

    in_time = letters.stop(stopped, by=cast.lead)
    at_once_, before, after = letters.deliver_due(), _deliver_after(seconds=119), _deliver_after(seconds=121)
    too_late = letters.stop(kept, by=cast.lead)

    assert (in_time, at_once_, before, after, too_late) == (True, 0, 0, 1, False)
    assert _received(postbox) == ["Other"]
    entry = TrailEntry.objects.get(act="letter stopped")
    assert (entry.about, entry.facts, entry.actor_label) == ("MAC-2026-001", {"letter": stopped.pk}, "Leda Lead")


def test_a_mail_server_that_is_down_is_asked_again_later_and_later(postbox, ring):
    letter, start = ring(), clock.now()
    waits = []
    for _ in range(4):
        with clock.at(start):
            assert letters.deliver_due() == 0
        letter.refresh_from_db()
        waits.append((letter.not_before - start).total_seconds())
        start = letter.not_before

    assert waits == [30, 60, 120, 240]
    assert (letter.status, letter.attempts, letter.leased_until) == ("waiting", 4, None)
    assert letter.failure.startswith("ConnectionRefusedError")
    postbox.start()
    assert letters.deliver_due() == 0
    assert _deliver_after(minutes=10) == 1
    assert _received(postbox, "Message-ID") == [letter.message_id]


def test_a_letter_that_is_refused_for_days_has_failed(postbox, ring):
    letter, start = ring(), clock.now()
    for days in range(letters.MOST_ATTEMPTS + 2):
        with clock.at(start + timedelta(days=days)):
            letters.deliver_due()

    letter.refresh_from_db()
    assert (letter.status, letter.attempts) == ("failed", letters.MOST_ATTEMPTS)


@pytest.mark.parametrize("answers", [["554 refused"], ["421 hung up"], []])
def test_a_letter_that_cannot_leave_does_not_keep_the_others(postbox, ring, answers):
    postbox.start()
    postbox.answers = answers
    ring("One", to="a@x.example")
    if not answers:
        Letter.objects.update(kind="of-no-app-any-more")
    ring("Two", to="b@x.example")
    ring("Three", to="c@x.example")

    sent = letters.deliver_due()

    assert (sent, _received(postbox)) == (2, ["Two", "Three"])
    assert Letter.objects.get(subject="One").attempts == 1


def test_without_letters_the_mail_server_is_left_alone(postbox, ring):
    assert letters.deliver_due() == 0  # it is down: asking it would fail


def test_a_crash_between_sending_and_marking_repeats_the_same_letter(postbox, ring, monkeypatch):
    class Killed(BaseException):
        pass

    def killed(*_, **__):
        raise Killed

    postbox.start()
    letter = ring()

    with monkeypatch.context() as crash:
        crash.setattr(letters, "_finish", killed)
        with pytest.raises(Killed):
            letters.deliver_due()
    sent = [_deliver_after(minutes=minutes) for minutes in (0, 4, 6)]

    assert sent == [0, 0, 1]
    assert _received(postbox, "Message-ID") == [letter.message_id] * 2


def test_a_cancellation_never_overtakes_its_invitation(postbox, ring):
    postbox.start()
    postbox.answers = ["451 try later"]
    for make, method in ((calendar.request, "REQUEST"), (calendar.cancel, "CANCEL")):
        ring(method, lane="MLP-2026-07:1", calendar=letters.Calendar(make(MEETING), method))
    ring("Another lane", lane="MLP-2026-07:2")

    sent = [_deliver_after(minutes=minutes) for minutes in (0, 0, 1, 1)]

    assert sent == [1, 0, 1, 1]
    assert _received(postbox) == ["Another lane", "REQUEST", "CANCEL"]


def test_what_is_first_in_line_leaves_first_and_keeps_no_text(postbox, ring):
    postbox.start()
    ring("A bell")
    letters.write("sign-in-code", key="1", to="priya@police.example.org", context={"code": "123456"})

    letters.deliver_due()

    code = Letter.objects.get(kind="sign-in-code")
    assert _received(postbox) == ["Your sign-in code", "A bell"]
    assert b"123456" in postbox.received[0].content
    assert (code.text, code.html, "123456" in code.subject) == ("", "", False)
    assert Letter.objects.get(kind="bell").text != ""


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_one_sends_each_letter(postbox, ring, monkeypatch):
    take = Postbox.handle_DATA

    async def slowly(self, *args):
        time.sleep(0.05)
        return await take(self, *args)

    monkeypatch.setattr(Postbox, "handle_DATA", slowly)
    postbox.start()
    for number in range(8):
        ring(f"Bell {number}")

    sent = at_once(letters.deliver_due, letters.deliver_due)

    assert sum(sent) == 8
    assert sorted(_received(postbox)) == [f"Bell {number}" for number in range(8)]


def test_a_subject_has_sixty_characters_at_most(ring):
    ring("x" * 60)

    with pytest.raises(ValueError, match="The subject of a letter has 60 characters at most"):
        ring("x" * 61)

    assert Letter.objects.count() == 1


def test_a_kind_that_no_app_declared_is_refused():
    with pytest.raises(KeyError):
        letters.write("love", key="1", to="a@x.example", context={})


def test_the_longest_address_fits(ring):
    address = f"{'a' * 64}@{'b' * 60}.{'c' * 60}.{'d' * 60}.org"

    ring(to=address).full_clean(exclude=["calendar", "leased_until", "sent_at"])

    assert Letter.objects.get().to_email == address


def test_a_letter_whose_words_follow_what_happens_is_printed_anew_when_it_leaves(postbox, ring):
    postbox.start()
    said = {"subject": "Two things", "path": "/"}
    letter = ring("Three things", options={"renew": lambda letter: said})
    later = ring("Four things", options={"renew": lambda letter: said, "still_due": lambda one: one.pk != later.pk})

    letters.deliver_due()

    letter.refresh_from_db()
    assert _received(postbox) == ["Two things"] == [letter.subject]
    assert _parse(postbox.received[0])["Message-ID"] == letter.message_id
    assert Letter.objects.get(pk=later.pk).status == "stopped"


def test_a_batch_waits_and_what_has_not_left_of_it_is_stopped(postbox, ring, ines):
    postbox.start()
    entries = [(f"{name}@x.example", {"subject": name, "path": "/"}, "") for name in "abc"]
    ring("Another")
    written = letters.write_many("bell", key="batch", entries=entries, pause=letters.BATCH_PAUSE)
    again = letters.write_many("bell", key="batch", entries=entries[:1])
    Letter.objects.filter(pk=written["a@x.example"].pk).update(not_before=clock.now())
    letters.deliver_due()

    in_time = letters.stop_event("bell", key="batch", by=ines)
    _deliver_after(minutes=5)

    assert again["a@x.example"].pk == written["a@x.example"].pk
    assert set(in_time) == {written["b@x.example"].pk, written["c@x.example"].pk}
    assert sorted(_received(postbox)) == ["Another", "a"]
    assert TrailEntry.objects.get(act="letters stopped").facts == {"kind": "bell", "letters": 2}
