"""Victims and family: whether they were told, what they wish, and through whom the inspectorate speaks with them.

Contact is only through the victim liaison officer. No name of a victim or a
relative is held, here or elsewhere.
"""

from cases.models import Case, FamilyContact, Informed
from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record, verb
from panelportal.kit.versions import ChangedMeanwhile, save_next_version

KEPT = (
    "informed",
    "informed_on",
    "informed_through",
    "not_told_because",
    "wishes_known",
    "wishes",
    "liaison_role",
    "liaison_contact",
    "reviewed_on",
)
NOT_TOLD = "The family has not been told yet"
WISHES_UNKNOWN = "The wishes of the family are not known yet"


@verb
def keep_family(case, *, seen, by, **told):
    """Keep what is known about contact with the family; `seen` is the version that its editor saw, 0 at first.

    Raises CaseOver, and ChangedMeanwhile when somebody else saved since.
    """
    case = Case.objects.lock_open(case)
    family = contact_of(case) or FamilyContact(case=case)
    before = str(family.informed) if family.pk else ""
    if family.version != seen:
        raise ChangedMeanwhile(family)
    for name in KEPT:
        setattr(family, name, told[name])
    stamp(family, "saved", by=by)
    if family.pk is None:
        family.version = 1
        family.save()
    else:
        save_next_version(family, seen=seen, fields=[*KEPT, "saved_by", "saved_at"])
    record("family contact kept", about=case.reference, by=by, before=before, after=str(family.informed))
    return family


def contact_of(case):
    """Return what is known about contact with the family, or None."""
    return FamilyContact.objects.filter(case=case).first()


def warning(case):
    """Return the sentence to heed before a report is issued, such as that the family was not told; else nothing."""
    return warning_about(contact_of(case))


def warning_about(family):
    """Return the same for what is known already; None stands for nothing known."""
    if family is None or family.informed == Informed.NOT_YET:
        return NOT_TOLD
    return "" if family.wishes_known or family.informed == Informed.NO else WISHES_UNKNOWN
