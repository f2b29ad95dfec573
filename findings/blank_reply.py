"""The blank reply: every question of a reply on paper, to pass round inside an organisation before it answers."""

from django.conf import settings
from django.db import IntegrityError

from cases.models.particulars import IDENTIFIERS
from findings.answers import questions_of
from findings.forms import InvolvementForm, OrganisationForm, PointForm, RepresentativeForm, SendForm
from findings.practising import InventedCheckForm, InventedEventForm, invented_request
from panelportal.kit import printing
from panelportal.kit.models import Document
from panelportal.kit.trail import verb

KIND, REFERENCE, TITLE = "blank-reply", "BLANK-REPLY", "Blank reply to a request"
HANDLING = "Once something is written on it, keep it safe, and destroy it when the reply has been sent."


def current():
    """Return the document of the blank reply as the forms ask it now; it is frozen anew when they have changed."""
    try:
        return _as_it_is_asked(asked())
    except IntegrityError:  # somebody else asked for it at the same moment
        return _last()


def asked():
    """Return the content of the document: the questions of each page of a reply, read from its form."""
    part = invented_request()
    check = InventedCheckForm(part=part)
    check.fields["identifiers"].choices = [(kind.value, kind.label) for kind in IDENTIFIERS]
    pages = [
        ("Is this for your organisation?", OrganisationForm(part=part)),
        ("Result of your record check", check),
        ("Your involvement: one of these sheets for each service", InvolvementForm(part=part)),
        ("Key event: one of these sheets for each", InventedEventForm(part=part)),
        ("Learning point: one of these sheets for each", PointForm(part=part)),
        ("Who will attend the panel?", RepresentativeForm(part=part)),
        ("Before it is sent", SendForm()),
    ]
    return {
        "pages": [{"title": title, "questions": questions_of(form)} for title, form in pages],
        "address": settings.PORTAL_URL,
    }


@verb
def _as_it_is_asked(content):
    """Freeze the content as the next version, unless the last one says the same."""
    last = _last()
    if last and last.content == content:
        return last
    version = last.version + 1 if last else 1
    return printing.freeze(
        KIND, reference=REFERENCE, version=version, title=TITLE, content=content, handling=HANDLING, by=None
    )


def _last():
    return Document.objects.filter(kind=KIND, reference=REFERENCE).order_by("version").last()
