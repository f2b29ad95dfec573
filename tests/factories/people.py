"""The cast: who may, who may elsewhere, who may not. Each is named for what they are."""

from datetime import timedelta
from types import SimpleNamespace

from django.test import Client

from agencies import assurance, directory, joining, sessions
from agencies.models import AgencyKind, Membership, User
from agencies.role_names import Role
from panelportal.kit import clock
from panelportal.kit.trail import one_transaction
from tests.factories.remembering import remembered

AGENCIES = {
    "inspectorate": ("HM Inspectorate of Probation", "inspectorate"),
    "sfo_central": ("HMPPS SFO team", "hmpps-sfo-team"),
    "region": ("North Region", "probation-region"),
    "other_region": ("South Region", "probation-region"),
    "police_force": ("Northshire Police", "police"),
    "trust": ("Northshire Mental Health Trust", "health"),
    "jail": ("HMP Northmoor", "prison"),
    "landlord": ("Westvale Housing", "housing"),
    "charity": ("Northshire Victims Voice", "voluntary"),
}
PEOPLE = {
    "inspector": ("Isla Inspector", "inspectorate", Role.INSPECTOR),
    "other_inspector": ("Ivor Inspector", "inspectorate", Role.INSPECTOR),
    "lead": ("Leda Lead", "inspectorate", Role.LEAD),
    "other_lead": ("Lorna Lead", "inspectorate", Role.LEAD),
    "coordinator": ("Cora Coordinator", "inspectorate", Role.COORDINATOR),
    "auditor": ("Audrey Auditor", "inspectorate", Role.AUDITOR),
    "sfo_team": ("Sofia Central", "sfo_central", Role.SFO_TEAM),
    "reviewer": ("Rhys Reviewer", "region", Role.REVIEW_TEAM),
    "other_reviewer": ("Ruth Reviewer", "other_region", Role.REVIEW_TEAM),
    "police": ("Priya Police", "police_force", Role.SPOC),
    "police_deputy": ("Paul Police", "police_force", Role.DEPUTY),
    "health": ("Hana Health", "trust", Role.SPOC),
    "prison": ("Petra Prison", "jail", Role.SPOC),
    "housing": ("Hugo Housing", "landlord", Role.SPOC),
    "left": ("Lev Left", "police_force", Role.SPOC),
    "attendee": ("Ada Attendee", "charity", Role.ATTENDEE),
}


@remembered
@one_transaction()
def the_cast(*, newcomers=()):
    """Enter everybody in the directory. `newcomers` are the keys of those who have never been on the portal."""
    everybody = SimpleNamespace()
    for key, (name, kind) in AGENCIES.items():
        setattr(everybody, key, directory.add_agency(name=name, kind=AgencyKind.objects.get(pk=kind), by=None))
    for key, (name, agency, role) in PEOPLE.items():
        person = enter(name, getattr(everybody, agency), role, is_new=key in newcomers)
        setattr(everybody, key, person)
    yesterday = clock.today() - timedelta(days=1)
    Membership.objects.filter(user=everybody.left).update(starts_on=yesterday - timedelta(days=300), ends_on=yesterday)
    everybody.stranger = User.objects.create(
        email="sam.stranger@elsewhere.example.org", name="Sam Stranger", terms_version=joining.TERMS_VERSION
    )
    return everybody


def enter(name, agency, role, *, is_new=False):
    """Enter one person with a role; unless they are new they accepted the terms on an earlier visit."""
    email = f"{name.lower().replace(' ', '.')}@{agency.slug}.example.org"
    user = joining.add_member(email=email, name=name, agency=agency, role=role, by=None).user
    if not is_new:
        joining.accept_terms(user, by=user)
    return user


def signed_in(person, *, factor=True, **options):
    """Return a client of a person who has just signed in, with a second factor unless told otherwise."""
    client = Client(**options)
    client.force_login(person)
    session = client.session
    assurance.begin(session, idle=sessions.IDLE, factor=factor)
    session.save()
    return client
