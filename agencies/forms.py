from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm

from agencies import declaring, directory, joining
from agencies.models import Agency, AgencyKind
from agencies.role_names import Role, held_in
from panelportal.kit import fields, references


class SignInForm(fields.FormManners, RequestLoginCodeForm):
    """The address to which the code goes."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "Email address"
        self.fields["email"].widget.attrs.pop("placeholder", None)


class CodeForm(fields.FormManners, ConfirmLoginCodeForm):
    """The six digits from the mail."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.pop("placeholder", None)


class TermsForm(fields.Form):
    agreed = fields.TickField(
        "I accept these terms and will keep what I read here confidential",
        empty_message="Tick the box to accept the terms",
    )


class AgencyForm(fields.Form):
    name = fields.TextField("Name of the agency", max_length=150, empty_message="Enter the name of the agency")
    kind = fields.ModelChoiceField(
        "Kind of agency",
        queryset=AgencyKind.objects.exclude(slug=directory.INSPECTORATE),
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


class PersonForm(fields.Form):
    name = fields.TextField("Full name", max_length=150, empty_message="Enter their full name")
    email = fields.EmailField(
        "Work email address",
        hint="Their own address, not a shared mailbox.",
        empty_message="Enter their work email address",
    )
    job_title = fields.TextField("Job title", required=False, max_length=150)
    role = fields.ChoiceField("Role", choices=Role.choices, empty_message="Select their role")

    def __init__(self, *args, agency, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.agency, self.by = agency, by
        self.fields["role"].choices = [(role.value, role.label) for role in Role if role in held_in(agency.kind_id)]

    def clean_email(self):
        email = self.cleaned_data["email"]
        if email.strip().casefold() == self.by.email.casefold():
            self.add_error("email", "You cannot give yourself a role. Ask a colleague to add you")
        return email

    def add(self):
        return joining.add_member(agency=self.agency, by=self.by, **self.cleaned_data)


class ConflictForm(fields.Form):
    reference = fields.TextField(
        "Reference",
        width="20",
        hint="Of the review or the case, such as SFO-2026-0412 or MAC-2026-031.",
        empty_message="Enter the reference of the review or case",
    )

    def clean_reference(self):
        reference = self.cleaned_data["reference"].strip().upper()
        if not references.exists(reference):
            self.add_error("reference", "There is no review or case with this reference")
        return reference

    def declare(self, *, by):
        return declaring.declare_conflict(by, scope=self.cleaned_data["reference"], by=by)
