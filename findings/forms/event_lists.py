from django.core.exceptions import ValidationError

from findings import events
from findings.importing import TITLE
from findings.models import KeyEvent
from findings.summaries import when_of
from panelportal.kit import fields, sheets
from panelportal.kit.files import MEGABYTE
from panelportal.kit.versions import ChangedMeanwhile


class NoEventsForm(fields.Form):
    because = fields.LongTextField(
        "Why are there no key events?",
        heading=True,
        rows=4,
        hint="One sentence is enough. For example, contact was routine and nothing was decided or passed on.",
        empty_message="Enter why there are no key events",
    )

    def __init__(self, *args, part, reply, **options):
        super().__init__(*args, initial={"because": reply.no_events if reply else ""}, **options)
        self.part = part

    def save(self, *, by):
        """Hand the reason to the verb. Returns whether it was taken."""
        try:
            events.say_no_events(self.part, because=self.cleaned_data["because"], by=by)
        except events.ThereAreEvents:
            self.add_error("because", "Remove your key events first, or continue with them")
            return False
        return True


class ChangedRiskForm(fields.Form):
    """Which of many key events changed risk or a decision: one tick for each."""

    mark = fields.HiddenField()
    chosen = fields.ModelMultipleChoiceField(
        "Which of these changed risk or a decision?",
        queryset=KeyEvent.objects.none(),
        text=lambda event: f"{when_of(event)}: {event.what}",
        required=False,
        heading=True,
        says_optional=False,
        hint="Tick those after which somebody was at more or less risk, or something was decided. All are sent anyway.",
    )

    def __init__(self, *args, part, told, **options):
        standing = [event.pk for event in told if event.changed_risk]
        super().__init__(*args, initial={"mark": events.mark_of(told), "chosen": standing}, **options)
        self.part = part
        self.fields["chosen"].queryset = KeyEvent.objects.filter(request=part).for_list()

    def save(self, *, by):
        """Hand the ticks to the verb. Returns whether they were taken; else the form says that the list changed."""
        answers = self.cleaned_data
        try:
            events.say_what_changed_risk(self.part, chosen=answers["chosen"], seen=answers["mark"], by=by)
        except ChangedMeanwhile as changed:
            self.data = self.data.copy()
            self.data["mark"] = events.mark_of(changed.current)
            self.add_error(None, "A colleague changed this list meanwhile. Check your ticks, then save them again")
            return False
        return True


class EventSheetForm(fields.Form):
    file = fields.UploadField(
        "Spreadsheet of key events",
        accept=".csv,.xlsx",
        hint=f"CSV or XLSX, smaller than {sheets.MOST_BYTES // MEGABYTE}MB.",
        empty_message="Choose a CSV or XLSX file",
    )

    def clean_file(self):
        """Return the file, checked so that it can be kept; it is read again when it is judged."""
        try:
            sound, _ = sheets.accept(self.cleaned_data["file"], title=TITLE)
        except sheets.BadSheet as bad:
            raise ValidationError(str(bad))
        return sound
