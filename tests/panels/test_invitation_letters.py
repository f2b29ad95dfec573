import re

from panelportal.kit import clock
from panelportal.kit.models import Letter
from panelportal.kit.models.letters import LetterStatus
from panels import inviting
from tests.factories import panels as make
from tests.panels.entries import letters_about, read


def due(letter):
    return inviting.is_current(Letter.objects.get(pk=letter.pk))


def mark_sent(*letters):
    Letter.objects.filter(pk__in=[letter.pk for letter in letters]).update(status=LetterStatus.SENT)


def test_a_letter_that_was_overtaken_is_no_longer_due(cast, case):
    panel = make.invited_panel(cast, cases=[case])
    assert [due(letter) for letter in letters_about(panel, cast.police)] == [True]

    make.set_meeting(panel, cast, place="County Hall")
    assert [due(letter) for letter in letters_about(panel, cast.police)] == [False, True]

    inviting.cancel(panel, because="x", by=cast.coordinator)
    mark_sent(letters_about(panel, cast.police)[0])
    assert [due(letter) for letter in letters_about(panel, cast.police)] == [False, False, True]


def test_nobody_gets_a_cancellation_of_what_they_never_heard_of(cast, case):
    panel = make.invited_panel(cast, cases=[case])

    inviting.cancel(panel, because="x", by=cast.coordinator)

    assert [due(letter) for letter in letters_about(panel, cast.police)] == [False, False]


def test_a_reply_is_wanted_on_the_last_working_day_before_the_meeting_but_never_before_today(cast):
    monday, friday = make.datetime(2027, 5, 10).date(), make.datetime(2027, 5, 7).date()
    with clock.at(make.timezone.make_aware(make.datetime(2027, 4, 1, 9))):
        assert inviting.reply_by(monday) == friday
    with clock.at(make.timezone.make_aware(make.datetime(2027, 5, 10, 9))):
        assert inviting.reply_by(monday) == monday


def test_uid_and_reply_link_cannot_be_guessed(cast, case):
    panel = make.invited_panel(cast, cases=[case])
    invitation = make.invitation_of(panel, cast.police)

    assert re.fullmatch(r"[0-9a-f]{32}@testserver", invitation.uid)
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", invitation.token)
    assert invitation.token not in bytes(letters_about(panel, cast.police)[0].calendar).decode()


def test_subject_and_summary_say_the_reference_and_nothing_else(cast, case):
    panel = make.invited_panel(cast, cases=[case])
    (letter,) = letters_about(panel, cast.police)
    _, event = read(letter)

    day = panel.meeting.starts_at
    assert letter.subject == f"Learning panel, {day.day} {day:%B %Y}: {panel.reference}"
    assert len(letter.subject) <= 60
    assert str(event["SUMMARY"]) == f"Panel meeting {panel.reference}"
    assert str(event["LOCATION"]) == "Video call"
    assert str(event["URL"]) == f"http://testserver/panels/{panel.reference}/"
    assert letter.text.count("http") == letter.html.count('href="http') == 1


def test_letters_and_entries_tell_nothing_of_the_case_the_agencies_the_others_or_the_call(cast, case):
    panel = make.invited_panel(cast, cases=[case])
    make.set_meeting(panel, cast, place="County Hall")
    inviting.cancel(panel, because="MARKER-REASON", by=cast.coordinator)

    told_to_police = letters_about(panel, cast.police)

    assert len(told_to_police) == 3
    told_to_nobody = f"Marker MARKER Jordan Isla Cora {case.reference} {make.CALL} {cast.attendee.email}".split()
    hidden = [*told_to_nobody, "Northshire Police", "Mental Health", "Northmoor", "Victims Voice", "Ada Attendee"]
    for letter in told_to_police:
        unfolded = bytes(letter.calendar).decode().replace("\r\n ", "")
        for text in (letter.subject, letter.text, letter.html, unfolded):
            assert [marker for marker in hidden if marker in text] == []
