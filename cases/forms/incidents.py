from datetime import datetime

from django.utils import timezone

from cases import retracting
from cases.answering_incidents import decide_report, say_deleted
from cases.models import AgencyRequest, Deletion, Report, WrongOf
from panelportal.kit import clock, fields
from panelportal.kit.words import short_day


class RetractForm(fields.Form):
    """Which organisations were shown what they should not have been, what went wrong, and since when we know."""

    requests = fields.ModelMultipleChoiceField(
        "Which organisations were shown something wrong?",
        AgencyRequest.objects.none(),
        text=lambda part: f"{part.agency}, {part.reference}",
        hint_for=lambda part: _how_far(part),
        empty_message="Select at least one organisation",
    )
    wrong = fields.ChoiceField(
        "What is wrong?",
        WrongOf,
        reveals={WrongOf.PERSON: ["of_the_person"]},
        empty_message="Select what is wrong",
    )
    of_the_person = fields.TickField(
        "Erase all that is known of the person in this case, also what nobody was shown", required=False
    )
    account = fields.LongTextField(
        "What happened?",
        rows=5,
        max_words=300,
        hint="A plain account for the record: what went out, how it came about, how you found out. Name nobody.",
        empty_message="Enter what happened",
    )
    found_on = fields.DateField(
        "On which day did we find out?",
        name="Day",
        future_allowed=False,
        hint="The 72 hours to report it run from then. For example, 24 2 2027.",
    )
    found_time = fields.TimeField("At what time?", name="Time", hint="For example, 10:30am.")
    ask_again = fields.TickField(
        "Draft a new request to each of them, which shows nothing until you choose and send it", required=False
    )

    def __init__(self, *args, case, agency="", **kwargs):
        super().__init__(*args, **kwargs)
        self.case = case
        requests = retracting.retractable(case)
        self.fields["requests"].queryset = requests
        chosen = [one.pk for one in requests if one.agency.slug == agency]  # never all: it cannot be undone
        now = timezone.localtime(clock.now())
        self.initial |= {
            "requests": chosen,
            "found_on": now.date(),
            "found_time": now.time().replace(second=0, microsecond=0),
            "ask_again": True,
        }

    def clean(self):
        found_on, found_time = (self.cleaned_data.get(name) for name in ("found_on", "found_time"))
        if found_on and found_time:
            self.found_at = timezone.make_aware(datetime.combine(found_on, found_time))
            if self.found_at > clock.now():
                self.add_error("found_time", "Time must be now or earlier")

    def retract(self, *, by):
        """Take back what was shown. Returns the incident."""
        asked = ("requests", "wrong", "account", "of_the_person", "ask_again")
        return retracting.retract(
            self.case, **{name: self.cleaned_data[name] for name in asked}, found_at=self.found_at, by=by
        )


class DeletionForm(fields.Form):
    """What an agency says about what it saved."""

    answer = fields.ChoiceField(
        "What did your organisation save?",
        Deletion,
        reveals={Deletion.NOT_YET: ["note"]},
        empty_message="Select what your organisation saved",
    )
    note = fields.LongTextField(
        "What is not deleted yet, and why?",
        rows=4,
        max_words=150,
        hint="For example, a note in a case file that only its owner can change. Name nobody.",
        empty_message="Enter what is not deleted yet",
    )

    def say(self, retraction, *, by):
        """Keep the answer."""
        return say_deleted(retraction, answer=self.cleaned_data["answer"], note=self.cleaned_data["note"], by=by)


class ReportForm(fields.Form):
    """A lead inspector's decision whether an incident is reported."""

    report = fields.ChoiceField(
        "Is this incident reported to the Information Commissioner’s Office?",
        [(Report.REPORTED, "Yes, it has been reported"), (Report.NOT_REPORTED, "No, it is not reported")],
        coerce=Report,
        empty_message="Select whether this incident is reported",
    )
    report_because = fields.LongTextField(
        "Why",
        rows=5,
        max_words=300,
        hint="What it may mean for the people concerned, what the data protection officer advised, and when and under "
        "which number it was reported. Name nobody.",
        empty_message="Enter why",
    )

    def decide(self, incident, *, by):
        """Keep the decision."""
        answers = self.cleaned_data
        return decide_report(incident, report=answers["report"], because=answers["report_because"], by=by)


def _how_far(part):
    seen = "Opened" if part.opened_at or part.submitted_at else "Not opened"
    return f"{seen}. Sent on {short_day(part.sent_at)}."
