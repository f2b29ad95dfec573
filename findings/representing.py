"""Who will attend the panel for an agency."""

from agencies import joining
from agencies.role_names import Role
from findings import drafting
from findings.keeping import keep
from findings.models import Representative
from findings.models.representatives import Attending
from panelportal.kit.trail import record, verb


@verb
def nominate(part, *, name, email, by, seen=0):
    """Name a colleague. Nobody is told, and the directory learns of them when the reply is sent."""
    return _say(part, who=Attending.COLLEAGUE, name=name, email=email, person=None, by=by, seen=seen)


@verb
def nominate_myself(part, *, by, seen=0):
    """Say that the person who answers will attend."""
    return _say(part, who=Attending.ME, name=by.name, email=by.email, person=by, by=by, seen=seen)


@verb
def say_nobody_yet(part, *, by, seen=0):
    """Say that the agency does not know yet who will attend."""
    return _say(part, who=Attending.NOBODY_YET, name="", email="", person=None, by=by, seen=seen)


@verb
def enter_in_directory(representative, *, by):
    """Make a colleague who was named a representative of their agency, so that they can be seated on its panel."""
    if representative.who != Attending.COLLEAGUE:
        return representative
    agency = representative.request.agency
    membership = joining.add_member(
        email=representative.email, name=representative.name, agency=agency, role=Role.REPRESENTATIVE, by=by
    )
    representative.person = membership.user
    representative.save(update_fields=["person"])
    return representative


def _say(part, *, who, name, email, person, by, seen):
    reply = drafting.draft(part, by=by)
    representative = keep(
        Representative.objects.filter(request=reply.request).first() or Representative(request=reply.request),
        seen=seen,
        stem="named",
        values={"who": who, "name": name, "email": email, "person": person},
        by=by,
    )
    record("representative named", about=part.reference, by=by, who=str(who), version=representative.version)
    return representative
