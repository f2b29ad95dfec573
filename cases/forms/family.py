from cases import family
from cases.forms.comparing import ComparedForm
from cases.models import Informed
from panelportal.kit import clock, fields
from panelportal.kit.versions import version_of


class FamilyForm(ComparedForm):
    """What the victim and the family know and want, and through whom to reach them. No names."""

    informed = fields.ChoiceField(
        "Have the victim or the family been told that agencies look at the case together?",
        Informed,
        size="m",
        reveals={Informed.YES: ["informed_on", "informed_through"], Informed.NO: ["not_told_because"]},
        empty_message="Select whether the victim or the family have been told",
    )
    informed_on = fields.DateField("When they were told", future_allowed=False, hint="For example, 24 2 2026.")
    informed_through = fields.TextField(
        "Who told them?",
        hint="A role, for example the victim liaison officer. Name nobody.",
        empty_message="Enter who told them, by role",
    )
    not_told_because = fields.LongTextField(
        "Why they will not be told",
        rows=3,
        max_words=150,
        hint="Name nobody.",
        empty_message="Enter why they will not be told",
    )
    wishes_known = fields.YesNoField(
        "Are their wishes known?",
        size="m",
        reveals={"yes": ["wishes"]},
        empty_message="Select whether their wishes are known",
    )
    wishes = fields.LongTextField(
        "What they wish",
        rows=3,
        max_words=150,
        hint="For example, to read the report before it is issued, or not to be contacted. Name nobody.",
        empty_message="Enter what they wish",
    )
    liaison_role = fields.TextField(
        "Victim liaison officer: role and office",
        required=False,
        hint="For example, victim liaison officer, Northshire victim contact team. Name nobody.",
    )
    liaison_contact = fields.TextField(
        "How to reach that office",
        required=False,
        max_length=300,
        hint="The office's telephone number or shared mailbox, never that of the family.",
    )
    reviewed_on = fields.DateField("When this was last looked at", future_allowed=False, hint="For example, 24 2 2026.")
    version = fields.HiddenField()

    def __init__(self, *args, kept, **kwargs):
        initial = {"reviewed_on": clock.today(), "version": "0"}
        if kept:
            initial = {name: getattr(kept, name) for name in (*family.KEPT, "version")} | {"reviewed_on": clock.today()}
        super().__init__(*args, initial=initial, **kwargs)

    def keep(self, case, *, by):
        """Keep this. Raises ChangedMeanwhile when somebody else saved since the page was opened."""
        told = {name: self.cleaned_data[name] for name in family.KEPT}
        return family.keep_family(case, seen=version_of(self.cleaned_data["version"]), **told, by=by)
