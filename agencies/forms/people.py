from agencies import joining
from agencies.models.directory import INSPECTORATE_KIND
from agencies.role_names import Role, held_in
from panelportal.kit import fields
from panelportal.kit.trail import one_transaction

WHAT_THEY_DO = {
    Role.SPOC: "Answers requests to the organisation, and says who else acts for it.",
    Role.DEPUTY: "Does what the single point of contact does, whenever they cannot.",
    Role.REPRESENTATIVE: "May be invited to a panel to speak for the organisation.",
    Role.CONTRIBUTOR: "Helps to answer the requests that they are invited to.",
    Role.APPROVER: "Agrees to replies before they leave, where the organisation wants that.",
    Role.SENIOR_CONTACT: "Is written to when a reply is long overdue. Sees no case.",
    Role.ATTENDEE: "Sees the panels that they are invited to, and nothing else.",
}


class PersonForm(fields.Form):
    name = fields.TextField("Full name", max_length=150, empty_message="Enter their full name")
    email = fields.EmailField(
        "Work email address",
        hint="Their own address, not a shared mailbox.",
        empty_message="Enter their work email address",
    )
    job_title = fields.TextField("Job title", required=False, max_length=150)
    role = fields.ChoiceField("Role", choices=Role.choices, hints=WHAT_THEY_DO, empty_message="Select their role")
    tell = fields.YesNoField(
        "Write to them now?",
        hint="The email says for whom they act and leads them in. Otherwise the first letter that concerns them does. "
        "Somebody who uses the portal already is always told.",
        empty_message="Select whether to write to them now",
    )

    def __init__(self, *args, agency, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.agency, self.by = agency, by
        self.fields["role"].choices = [(role.value, role.label) for role in Role if role in held_in(agency.kind_id)]

    def clean_email(self):
        email = self.cleaned_data["email"]
        if email.strip().casefold() == self.by.email.casefold():
            self.add_error("email", "You cannot give yourself a role. Ask a colleague to add you")
        if (
            self.agency.kind_id != INSPECTORATE_KIND
            and email.strip().lower() in joining.addresses_of_the_inspectorate()
        ):
            self.add_error("email", "Enter the address of somebody who does not work at HM Inspectorate of Probation")
        return email

    def add(self):
        """Enter the person and their role. They hear of it if that was asked, and always when they use the portal."""
        values = dict(self.cleaned_data)
        tell = values.pop("tell")
        with one_transaction():
            membership = joining.add_member(agency=self.agency, by=self.by, **values)
            if tell or membership.has_joined:
                joining.invite(membership, by=self.by)
        return membership


class NotMineForm(fields.Form):
    reason = fields.ChoiceField(
        "Why is this not right?",
        choices=[
            ("moved", "I no longer do this work"),
            ("wrong-person", "Somebody else in my organisation does this"),
            ("wrong-organisation", "I do not work for this organisation"),
        ],
        reveals={"wrong-person": ["instead"]},
        empty_message="Select why this is not right",
    )
    instead = fields.TextField(
        "Who should we ask?",
        max_length=200,
        hint="Their name and email address, if you know them.",
        empty_message="Enter who we should ask",
    )

    def said(self):
        """Return what was answered as one line, for those who look for another contact."""
        label = dict(self.fields["reason"].choices)[self.cleaned_data["reason"]]
        return f"{label}: {self.cleaned_data['instead']}" if self.cleaned_data["instead"] else label


class DetailsForm(fields.Form):
    job_title = fields.TextField("Job title", required=False, max_length=150)
    phone = fields.TextField(
        "Telephone",
        required=False,
        max_length=40,
        width="20",
        inputmode="tel",
        autocomplete="tel",
        pattern=r"\+?[0-9 ()/x-]+",
        pattern_message="Telephone must have digits only, like 020 7946 0000",
    )
    days_at_work = fields.TextField(
        "Days at work", required=False, max_length=100, hint="For example, Monday to Wednesday."
    )

    def change(self, person):
        return joining.change_details(person, by=person, **self.cleaned_data)
