from django.core.exceptions import ValidationError

from agencies import directory, succession
from agencies.models import Agency, AgencyKind
from agencies.models.directory import INSPECTORATE_KIND
from agencies.role_names import held_in
from panelportal.kit import fields, sheets
from panelportal.kit.files import MEGABYTE
from panelportal.kit.versions import ChangedMeanwhile, version_of

CHANGED = "Somebody else changed these details since you opened them. Look at both and save again"


class AgencyForm(fields.Form):
    name = fields.TextField("Name of the agency", max_length=150, empty_message="Enter the name of the agency")
    kind = fields.ModelChoiceField(
        "Kind of agency",
        queryset=AgencyKind.objects.exclude(slug=INSPECTORATE_KIND),
        select=True,
        empty_message="Select the kind of agency",
    )
    area = fields.TextField("Area", required=False, max_length=100, hint="For example, Northshire.")
    mailbox = fields.EmailField(
        "Shared mailbox", required=False, hint="It gets notices only, never anything about a case."
    )

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        if Agency.objects.filter(name__iexact=name).exists():
            self.add_error("name", "An agency of this name is already in the directory")
        return name

    def add(self, *, by):
        return directory.add_agency(by=by, **self.cleaned_data)


class FindForm(fields.Form):
    """What the directory is searched for. Comes by GET."""

    search = fields.TextField(
        "Name or area",
        required=False,
        says_optional=False,
        max_length=100,
        hint="An earlier name finds who has its work today.",
        spellcheck=False,
    )
    kind = fields.ModelChoiceField(
        "Kind", AgencyKind.objects.all(), required=False, says_optional=False, select=True, first="Any kind"
    )
    show = fields.SelectField(
        "Show",
        [
            ("to-confirm", "Those to be confirmed"),
            ("agreement", "Those whose sharing agreement ended or ends soon"),
            ("ended", "Those that have ended"),
        ],
        required=False,
        says_optional=False,
        first="All there are today",
    )

    def find(self):
        """Return what was found; everything while the questions have errors."""
        asked = self.cleaned_data if self.is_valid() else {"search": "", "kind": None, "show": ""}
        return directory.find(asked["search"], kind=asked["kind"], show=asked["show"])

    @property
    def is_narrowed(self):
        return self.is_valid() and any(self.cleaned_data.values())


class ChangeAgencyForm(fields.Form):
    name = fields.TextField("Name of the agency", max_length=150, empty_message="Enter the name of the agency")
    area = fields.TextField("Area", required=False, max_length=100, hint="For example, Northshire.")
    parent = fields.ModelChoiceField(
        "Parent body", Agency.objects.none(), required=False, select=True, first="None", hint="What it is a part of."
    )
    mailbox = fields.EmailField(
        "Shared mailbox", required=False, hint="It gets notices only, never anything about a case."
    )
    sharing_agreement = fields.TextField(
        "Sharing agreement",
        required=False,
        max_length=200,
        hint="Its title or reference, such as Information sharing protocol 2026.",
    )
    agreement_ends_on = fields.DateField("Sharing agreement ends on", required=False)
    second_signer = fields.TickField(
        "Full replies need a second signer",
        required=False,
        hint="An approver of the agency, who is not the author, sends them. A reply that found nothing needs none.",
    )
    valid_from = fields.DateField("First day", required=False, hint="Leave it empty if it was always there.")
    valid_until = fields.DateField(
        "Last day",
        required=False,
        hint="From the next day nothing can be sent to it. If another agency takes over, merge it instead.",
    )
    version = fields.HiddenField()

    def __init__(self, *args, agency, **kwargs):
        values = {name: getattr(agency, name) for name in (*directory.DETAILS, "version")}
        super().__init__(*args, initial=values, **kwargs)
        self.agency, self.changed = agency, None
        parents = Agency.objects.in_being() | Agency.objects.filter(parts=agency)
        self.fields["parent"].queryset = parents.exclude(pk=agency.pk).order_by("name")
        if agency.was_merged:
            del self.fields["valid_until"]

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        if Agency.objects.filter(name__iexact=name).exclude(pk=self.agency.pk).exists():
            self.add_error("name", "An agency of this name is already in the directory")
        return name

    def clean(self):
        first, last = self.cleaned_data.get("valid_from"), self.cleaned_data.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", "Last day must be the first day or later")

    def save(self, *, by):
        """Save, or keep in `changed` what somebody else saved meanwhile. Returns whether it was saved."""
        details = {name: self.cleaned_data.get(name, getattr(self.agency, name)) for name in directory.DETAILS}
        try:
            directory.change_agency(self.agency, seen=version_of(self.cleaned_data["version"]), by=by, **details)
        except directory.PartOfItself:
            self.add_error("parent", "The parent body is itself a part of this agency")
        except directory.OnlyOneInspectorate:
            self.add_error("valid_until", "The inspectorate cannot end")
        except ChangedMeanwhile as meanwhile:
            self.changed = meanwhile.current
            self.data = self.data.copy()
            self.data["version"] = str(meanwhile.current.version)
            self.add_error(None, CHANGED)
        return not self.errors


class MergeForm(fields.Form):
    """What a merger is to be. Comes by GET, so that it is read afresh at each step and nothing hidden is believed."""

    into = fields.ModelChoiceField(
        "Which agency takes over?",
        Agency.objects.none(),
        select=True,
        empty_message="Select the agency that takes over",
        name="the agency that takes over",
    )
    on = fields.DateField(
        "From which day?",
        future_allowed=False,
        hint="The day on which it took over, today or earlier.",
        empty_message="Enter the day on which it takes over",
        name="the day",
    )
    people = fields.ModelMultipleChoiceField(
        "Who goes along?",
        Agency.objects.none(),
        required=False,
        says_optional=False,
        text=lambda held: f"{held.user.name}, {held.get_role_display()}",
        hint="They keep their role, in the other agency. The roles of all others end.",
    )
    may_differ = fields.TickField("The two agencies are of different kinds, and this is right", required=False)
    note = fields.TextField("Note", required=False, max_length=300, hint="For example, the order that made them one.")

    def __init__(self, *args, agency, **kwargs):
        super().__init__(*args, **kwargs)
        self.agency, self.refusal = agency, ""
        # Every agency is known, so that the refusal of a wrong one can say why; those that can take over are offered.
        everybody = Agency.objects.select_related("kind")
        offered = everybody.in_being().filter(kind__takes_requests=agency.kind.takes_requests).exclude(pk=agency.pk)
        offered = sorted(
            offered.exclude(kind=INSPECTORATE_KIND), key=lambda one: (one.kind_id != agency.kind_id, one.name)
        )
        self.fields["into"].queryset = everybody
        self.fields["into"].choices = [("", "Choose one"), *((one.pk, f"{one.name} ({one.kind})") for one in offered)]
        self.fields["people"].queryset = succession.who_could_go_along(agency)
        if not self.fields["people"].queryset.exists():
            del self.fields["people"]

    def clean(self):
        asked = self.cleaned_data
        if not (asked.get("into") and asked.get("on")):
            return
        try:
            succession.refuse_to_merge(
                self.agency, into=asked["into"], on=asked["on"], may_differ=asked.get("may_differ", False)
            )
        except succession.CannotSucceed as refusal:
            self.refusal = str(refusal)
            self.add_error(None, self.refusal)

    @property
    def people_along(self):
        """Return the memberships that were ticked and that can be held in the other agency."""
        held = held_in(self.cleaned_data["into"].kind_id)
        return [one for one in self.cleaned_data.get("people", ()) if one.role in held]

    def merge(self, *, by):
        """Merge, and return the agency that took over; None with an error when it is refused after all."""
        asked = self.cleaned_data
        details = {name: asked[name] for name in ("into", "on", "note", "may_differ")}
        try:
            return succession.merge(self.agency, people=self.people_along, by=by, **details)
        except succession.CannotSucceed as refusal:
            self.add_error(None, str(refusal))
        return None


class SheetForm(fields.Form):
    file = fields.UploadField(
        "Sheet of agencies and contacts",
        accept=".csv,.xlsx",
        hint=f"CSV or XLSX, smaller than {sheets.MOST_BYTES // MEGABYTE}MB, with at most {sheets.MOST_ROWS:,} rows.",
        empty_message="Choose a CSV or XLSX file",
    )

    def clean_file(self):
        """Return the file, checked so that it can be kept; it is read again when it is judged."""
        try:
            sound, _ = sheets.accept(self.cleaned_data["file"])
        except sheets.BadSheet as bad:
            raise ValidationError(str(bad))
        return sound
