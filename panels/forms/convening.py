from datetime import UTC, datetime

from django.utils import timezone

from agencies.models import Agency, User
from cases.models import Case
from panelportal.kit import access, fields
from panelportal.kit.access import Can
from panelportal.kit.versions import version_of
from panels import convening, inviting
from panels.forms.asking import VerbForm
from panels.models.panels import Capacity

SOMEBODY_ELSE = "somebody-else"
SEATED_AS = [(one.value, one.label) for one in (Capacity.REPRESENTATIVE, Capacity.DEPUTY, Capacity.OBSERVER)]
ABOUT_CAPACITY = {
    Capacity.REPRESENTATIVE: "Speaks for their agency.",
    Capacity.DEPUTY: "Speaks for their agency when the representative cannot.",
    Capacity.OBSERVER: "Listens, and does not agree learning or actions.",
}


def discussable(user):
    """Return the cases that this person may convene a panel about, newest first."""
    seen = access.visible(Case.objects.select_related("proceedings"), user, Can.READ)
    cases = seen.exclude(status__in=convening.NOT_DISCUSSED).order_by("-pk")
    return Case.objects.filter(pk__in=[case.pk for case in cases if convening.can_be_discussed(case)]).order_by("-pk")


class ConveneForm(VerbForm):
    cases = fields.ModelMultipleChoiceField(
        "Which cases will the panel discuss?",
        Case.objects.none(),
        hint="Cases whose requests have been sent and that are cleared for a panel.",
        hint_for=lambda case: case.get_status_display(),
        empty_message="Select at least one case",
    )
    chair = fields.ModelChoiceField("Chair", User.objects.none(), select=True, empty_message="Select a chair")
    minute_taker = fields.ModelChoiceField(
        "Minute-taker", User.objects.none(), select=True, empty_message="Select a minute-taker"
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cases"].queryset = discussable(user)
        for name in ("chair", "minute_taker"):
            self.fields[name].queryset = convening.who_can_run_a_panel()

    def convene(self, *, by):
        return self.do(convening.convene, **self.cleaned_data, by=by)


class MeetingForm(VerbForm):
    day = fields.DateField("Date", past_allowed=False, hint="For example, 13 5 2027.")
    starts = fields.TimeField("Start time", hint="For example, 10am or 2:30pm.")
    ends = fields.TimeField("End time")
    place = fields.TextField(
        "Place",
        hint="For example, Video call, or an address. It is shown in everybody's calendar, so leave names and case "
        "details out.",
    )
    call_link = fields.TextField(
        "Link to the call",
        required=False,
        max_length=500,
        spellcheck=False,
        inputmode="url",
        pattern=r"https://[^\s<>\"']+",
        pattern_message="Link to the call must start with https:// and have no spaces",
        hint="Shown only to people who have replied that they will attend.",
    )
    version = fields.HiddenField(max_length=9)

    def clean(self):
        given = super().clean()
        day = given.get("day")
        for name in ("starts", "ends") if day else ():
            if given.get(name):
                given[f"{name}_at"] = self._moment(name, day, given[name])
        return given

    def set_meeting(self, panel, *, by):
        given = self.cleaned_data
        version = version_of(given["version"])
        return self.do(
            convening.set_meeting,
            panel,
            starts_at=given["starts_at"],
            ends_at=given["ends_at"],
            place=given["place"],
            call_link=given["call_link"],
            version=version,
            by=by,
        )

    def _moment(self, name, day, time):
        moment = timezone.make_aware(datetime.combine(day, time))
        if timezone.localtime(moment.astimezone(UTC)).time() != time:
            self.add_error(name, f"{self.fields[name].label} does not exist on that day, because the clocks go forward")
        return moment


def meeting_values(meeting):
    """Return the initial values of the form for a meeting, or for none."""
    if meeting is None:
        return {"version": 0}
    starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    values = {"day": starts.date(), "starts": starts.time(), "ends": ends.time()}
    return values | {"place": meeting.place, "call_link": meeting.call_link, "version": meeting.version}


class SeatForm(VerbForm):
    who = fields.ChoiceField(
        "Who will attend?",
        [],
        reveals={SOMEBODY_ELSE: ["name", "email", "agency"]},
        divider_before=SOMEBODY_ELSE,
        empty_message="Select who will attend",
    )
    name = fields.TextField("Full name", max_length=150, autocomplete="off", spellcheck=False)
    email = fields.EmailField("Email address", autocomplete="off")
    agency = fields.ModelChoiceField("Agency", Agency.objects.none(), select=True, empty_message="Select an agency")
    capacity = fields.ChoiceField(
        "What do they attend as?", SEATED_AS, hints=ABOUT_CAPACITY, empty_message="Select what they attend as"
    )
    cases = fields.ModelMultipleChoiceField(
        "Which cases is their seat about?", Case.objects.none(), empty_message="Select at least one case"
    )

    def __init__(self, *args, candidates, cases, **kwargs):
        super().__init__(*args, **kwargs)
        self.candidates = {f"{one.user_id}-{one.agency_id}": one for one in candidates}
        who = self.fields["who"]
        who.choices = [(key, one.user.name) for key, one in self.candidates.items()]
        who.choices += [(SOMEBODY_ELSE, "Somebody else")]
        who.widget.hints = {key: _about(one) for key, one in self.candidates.items()}
        self.fields["agency"].queryset = Agency.objects.that_can_be_asked() | Agency.objects.regions().in_being()
        if len(cases) == 1:
            del self.fields["cases"]
        else:
            self.fields["cases"].queryset = Case.objects.filter(pk__in=[case.pk for case in cases]).order_by("pk")
            self.fields["cases"].initial = [case.pk for case in cases]

    def seat(self, panel, *, by):
        given = self.cleaned_data
        place = {"capacity": given["capacity"], "cases": given.get("cases"), "by": by}
        if given["who"] == SOMEBODY_ELSE:
            who = {name: given[name] for name in ("name", "email", "agency")}
            return self.do(convening.seat_newcomer, panel, **who, **place)
        one = self.candidates[given["who"]]
        return self.do(convening.seat, panel, person=one.user, agency=one.agency, **place)


class CancelForm(VerbForm):
    because = fields.LongTextField(
        "Why is the panel cancelled?",
        hint="Kept in the portal for the inspectorate. It is not in the emails.",
        empty_message="Enter why the panel is cancelled",
        max_length=2000,
    )

    def cancel(self, panel, *, by):
        return self.do(inviting.cancel, panel, because=self.cleaned_data["because"], by=by)


def _about(membership):
    nominated = " Nominated by their agency." if membership.is_nominated else ""
    return f"{membership.agency}, {membership.get_role_display()}.{nominated}"
