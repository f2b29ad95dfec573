"""What becomes of people, agencies and duties at disposal: they are not of a case, but for a few words."""

from agencies.models import (
    Agency,
    AgencyKind,
    ChaseRun,
    Conflict,
    DirectoryFile,
    Duty,
    DutyStep,
    KeptForm,
    Membership,
    Succession,
    User,
)
from panelportal.kit import access
from panelportal.kit.disposal import emptied, goes, stays
from panelportal.kit.sealing import CannotUnseal, unseal
from panelportal.kit.traces import read_with

AT_WORK = "People at work and their organisations, not of any case."


def declare():
    """Declare each model of people and agencies, and how what is sealed is read."""
    emptied(DutyStep, "because", of=lambda case: _of_scope(DutyStep.objects.all(), "duty__scope", case))
    emptied(Duty, "paused_because", of=lambda case: _of_scope(Duty.objects.all(), "scope", case))
    goes(KeptForm, of=_unsent_of)
    for model in (Agency, AgencyKind, ChaseRun, DirectoryFile, Membership, Succession, User):
        stays(model, because=AT_WORK)
    stays(Conflict, because="Who declared what, by reference.")
    read_with(KeptForm, "sealed", _opened)


def _of_scope(rows, path, case):
    return rows.filter(**{path: case.reference})


def _unsent_of(case):
    """Return what people sent too late on pages of a case; it is kept for an hour."""
    named = [pk for pk, path in KeptForm.objects.values_list("pk", "path") if _names(path, case)]
    return KeptForm.objects.filter(pk__in=named)


def _names(path, case):
    return any(reference in path.split("/") for reference in access.within({case.reference}))


def _opened(sealed):
    try:
        return unseal(sealed)
    except CannotUnseal:
        return sealed  # of a key that is known no more: nobody can read it
