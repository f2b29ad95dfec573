"""What is looked for in the audit log, and the entries that answer it, a page at a time."""

from datetime import datetime, time, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from agencies.models import User
from panelportal.audit.wording import REFUSED
from panelportal.kit import access, clock, fields, references
from panelportal.kit.models import ReadEntry, TrailEntry

ON_A_PAGE = 50
MOST_COUNTED = 10_000
KEPT_AS = {"about": "reference"}
MANY_REFUSALS = 10  # of one person within a day
ACTS, READS, REFUSALS = "acts", "reads", "refusals"
TABLES = {ACTS: TrailEntry, READS: ReadEntry, REFUSALS: ReadEntry}


class SearchForm(fields.Form):
    # What is looked for is recorded for good, so it cannot be a person's name: the page for that gives a number.
    show = fields.ChoiceField(
        "Show",
        choices=[(ACTS, "What was done"), (READS, "What was read"), (REFUSALS, "What was refused")],
        initial=ACTS,
        inline=True,
    )
    about = fields.TextField(
        "Reference",
        required=False,
        width="20",
        max_length=60,
        hint="For example, MAC-2026-001.",
        pattern="[A-Za-z0-9:_-]+",
        pattern_message="Reference must have no spaces, like MAC-2026-001",
    )
    kind = fields.SelectField("Kind of entry", choices=[], first="Every kind", required=False)
    since = fields.DateField("From", required=False)
    until = fields.DateField("To", required=False)
    person = fields.HiddenField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = {*TrailEntry.objects.kinds(), *ReadEntry.objects.kinds()}
        self.fields["kind"].choices = [(kind, kind) for kind in sorted(kinds) if not kind.startswith(REFUSED)]

    def clean_about(self):
        about = self.cleaned_data["about"]
        return about.upper() if references.is_reference(about.upper()) else about

    def clean_person(self):
        number = self.cleaned_data["person"]
        return User.objects.filter(pk=number).first() if _is_number(number) else None


def criteria_of(form):
    """Return what a form looks for; where it holds a mistake, every act."""
    return form.cleaned_data if form.is_valid() else {"show": ACTS}


def facts_of(criteria):
    """Return what was looked for, as the trail may keep it: references, keys and dates."""
    told = {KEPT_AS.get(name, name): str(value) for name, value in criteria.items() if value and name != "person"}
    person = criteria.get("person")
    return told | ({"person": f"person:{person.pk}"} if person else {})


def entries_for(criteria, user):
    """Return the entries that answer, newest first, less what a declared conflict of interest takes from somebody."""
    entries = seen_by(user, TABLES[criteria["show"]].objects.all())
    if criteria["show"] != ACTS:
        entries = entries.filter(was_refused=criteria["show"] == REFUSALS)
    if criteria.get("about"):
        entries = entries.filter(about=criteria["about"])
    if criteria.get("person"):
        entries = entries.filter(actor_key=f"person:{criteria['person'].pk}")
    if criteria.get("kind"):
        entries = entries.filter(**{entries.model.KIND: criteria["kind"]})
    if criteria.get("since"):
        entries = entries.filter(at__gte=_start_of(criteria["since"]))
    if criteria.get("until"):
        entries = entries.filter(at__lt=_start_of(criteria["until"] + timedelta(days=1)))
    return entries.newest_first()


def seen_by(user, entries):
    """Return those of some entries that are about nothing on which a person has a conflict of interest."""
    taken = access.taken_by_conflict(user)
    return entries.exclude(about__in=taken) if taken else entries


def page_of(entries, after):
    """Return the entries of a page, and the number of the last one where older ones follow, else None.

    `after` is the number of the entry that the page follows: however far back it stands, the index leads there.
    """
    last = entries.model.objects.filter(pk=after).first() if _is_number(after) else None
    found = list((entries.older_than(last) if last else entries)[: ON_A_PAGE + 1])
    return found[:ON_A_PAGE], found[ON_A_PAGE - 1].pk if len(found) > ON_A_PAGE else None


def counted(entries):
    """Return how many entries there are, in words, counting no further than is quick."""
    count = entries.order_by()[: MOST_COUNTED + 1].values("pk").count()
    if count > MOST_COUNTED:
        return f"More than {MOST_COUNTED:,} entries"
    return f"{count:,} {'entry' if count == 1 else 'entries'}"


def often_refused(user):
    """Return who was refused many pages within the last day, with the number of times, less conflicts of interest."""
    since = clock.now() - timedelta(days=1)
    refused = seen_by(user, ReadEntry.objects.refusals().filter(at__gte=since))
    many = Q(times__gte=MANY_REFUSALS)
    return list(refused.values("actor_key", "actor_label").annotate(times=Count("pk")).filter(many).order_by("-times"))


def _is_number(text):
    return text.isascii() and text.isdigit() and len(text) < 20  # of thousands of digits Python makes no number


def _start_of(day):
    return timezone.make_aware(datetime.combine(day, time.min))
