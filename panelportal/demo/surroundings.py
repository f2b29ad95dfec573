"""What surrounds the made-up cases of the demonstration: courts, other reviews, the family, and turning points."""

from cases import family, parallel, proceedings, turning, unflagging
from cases.models import Informed, ParallelState, Proceedings, Stage, Turn, UnderWay
from panelportal.demo.calendar import day, on

LIAISON = "Victim liaison officer, Northshire victim contact team"


def list_inquest(people, case, *, days_ago):
    with on(day(days_ago), 9, 15):
        parallel.list_review(
            case,
            kind=UnderWay.INQUEST,
            their_reference="NC-114",
            led_by="Northshire Coroner",
            contact="Coroner's officer, Northshire Coroner's office",
            state=ParallelState.FINISHED,
            by=people.person.inspector,
        )


def list_homicide_review(people, case, *, days_ago, answered_by):
    """List a domestic homicide review that an agency has written for, so that it may attach what it wrote."""
    with on(day(days_ago), 9, 15):
        parallel.list_review(
            case,
            kind=UnderWay.DOMESTIC_HOMICIDE_REVIEW,
            their_reference="WV-DHR-12",
            led_by="Westvale Community Safety Partnership",
            contact="Review co-ordinator, Westvale Community Safety Partnership office",
            answered_by=[getattr(people.agency, answered_by)],
            by=people.person.inspector,
        )


def tell_family(people, case, *, days_ago):
    """Have the victim liaison officer tell the family, and keep what they wish."""
    with on(day(days_ago), 11, 0):
        family.keep_family(
            case,
            seen=0,
            informed=Informed.YES,
            informed_on=day(days_ago),
            informed_through="Victim liaison officer",
            not_told_because="",
            wishes_known=True,
            wishes="To hear from the victim liaison officer, in person, when the report is ready.",
            liaison_role=LIAISON,
            liaison_contact="0300 000 0010",
            reviewed_on=day(days_ago),
            by=people.person.inspector,
        )


def check_court(people, case, *, days_ago, stage, sits):
    with on(day(days_ago), 10, 45):
        seen = Proceedings.objects.get(case=case).version
        note = "Asked the list office of the Crown Court."
        proceedings.check(case, seen=seen, stage=stage, court_date=sits, note=note, by=people.person.inspector)


def clear_record_checks(people, case, *, days_ago):
    """Have a lead inspector let the requests go although proceedings are under way."""
    because = "The police and the Crown Prosecution Service agree that records may be checked."
    with on(day(days_ago), 14, 30):
        proceedings.clear(case, stage=Stage.RECORD_CHECKS, because=because, by=people.person.lead)


def drop_charge(people, case, *, days_ago):
    with on(day(days_ago), 16, 10):
        turning.say_turned(
            case,
            kind=Turn.CHARGE_DROPPED,
            happened_on=day(days_ago + 1),
            note="Told by the officer in the case.",
            by=people.person.inspector,
        )


def withdraw(people, case, *, days_ago):
    because = "The review is about a person whom no other agency knew, as the region found when it looked again."
    with on(day(days_ago), 9, 50):
        unflagging.withdraw_flag(case, because=because, by=people.person.inspector)
