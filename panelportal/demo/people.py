"""The made-up agencies and people of the demonstration, entered as a coordinator would enter them."""

from types import SimpleNamespace

from agencies import joining
from agencies.directory import add_agency
from agencies.models import AgencyKind
from agencies.role_names import Role

AGENCIES = (  # key, name, kind, area
    ("inspectorate", "HM Inspectorate of Probation", "inspectorate", "England and Wales"),
    ("central", "HMPPS SFO team", "hmpps-sfo-team", "England and Wales"),
    ("north", "Northshire and Westvale probation region", "probation-region", "Northshire"),
    ("south", "Southmere probation region", "probation-region", "Southmere"),
    ("police", "Northshire Police", "police", "Northshire"),
    ("trust", "Northshire Mental Health NHS Trust", "health", "Northshire"),
    ("children", "Northshire Children's Services", "childrens-services", "Northshire"),
    ("prison", "HMP Northmoor", "prison", "Northshire"),
    ("housing", "Westvale Homes", "housing", "Westvale"),
    ("recovery", "Turning Tide Recovery", "substance-misuse", "Northshire"),
    ("victims", "Northshire Victims Alliance", "voluntary", "Northshire"),
    ("southern_police", "Southmere Police", "police", "Southmere"),
)
PEOPLE = (  # key, name, agency, role, job title
    ("coordinator", "Carys Bowen", "inspectorate", Role.COORDINATOR, "Panel coordinator"),
    ("inspector", "Imran Shah", "inspectorate", Role.INSPECTOR, "Inspector"),
    ("second_inspector", "Grace Adeyemi", "inspectorate", Role.INSPECTOR, "Inspector"),
    ("lead", "Helen Marsh", "inspectorate", Role.LEAD, "Lead inspector"),
    ("second_lead", "Owen Pritchard", "inspectorate", Role.LEAD, "Lead inspector"),
    ("auditor", "Anil Desai", "inspectorate", Role.AUDITOR, "Information assurance auditor"),
    ("central_sfo", "Maria Costa", "central", Role.SFO_TEAM, "Head of SFO review quality"),
    ("reviewer", "Tom Ashworth", "north", Role.REVIEW_TEAM, "SFO reviewing manager"),
    ("southern_reviewer", "Bev Lockwood", "south", Role.REVIEW_TEAM, "SFO reviewing manager"),
    ("police", "Sunita Rao", "police", Role.SPOC, "Detective inspector, review team"),
    ("police_deputy", "Dan Whitlock", "police", Role.DEPUTY, "Detective sergeant, review team"),
    ("health", "Ruth Okafor", "trust", Role.SPOC, "Head of patient safety"),
    ("children", "Lewis Grant", "children", Role.SPOC, "Safeguarding lead"),
    ("prison", "Joanne Firth", "prison", Role.SPOC, "Head of offender management"),
    ("housing", "Peter Nowak", "housing", Role.SPOC, "Community safety manager"),
    ("recovery", "Amy Talbot", "recovery", Role.SPOC, "Service manager"),
    ("observer", "Miriam Stone", "victims", Role.ATTENDEE, "Policy adviser"),
    ("southern_police", "Karl Benton", "southern_police", Role.SPOC, "Detective inspector"),
)


def enter_everybody():
    """Enter agencies and people, and have each accept the terms. Returns them by key: `agency` and `person`."""
    agency = {
        key: add_agency(name=name, kind=AgencyKind.objects.get(pk=kind), area=area, by=None)
        for key, name, kind, area in AGENCIES
    }
    person = {}
    for key, name, of, role, title in PEOPLE:
        email = f"{name.lower().replace(' ', '.')}@{agency[of].slug}.example.org"
        entered = joining.add_member(email=email, name=name, agency=agency[of], role=role, job_title=title, by=None)
        joining.accept_terms(entered.user, by=entered.user)
        person[key] = entered.user
    return SimpleNamespace(agency=SimpleNamespace(**agency), person=SimpleNamespace(**person))
