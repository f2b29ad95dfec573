"""The documents of a reply as pages print them: what each is, whether it may be opened, and where."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePosixPath

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html

from panelportal.kit import access, clock
from panelportal.kit.access import Can
from panelportal.kit.models.files import Checked

READ = "document of reply read"
LONG = timedelta(hours=1)
OWN = (Can.ANSWER, Can.CONTRIBUTE, Can.APPROVE)
STATE = {
    Checked.CHECKING: "Being checked for viruses. It can be opened when that is done.",
    Checked.INFECTED: "Removed: it contained a virus or other malware.",
    Checked.NOT_SCANNED: "Not checked for viruses",
}
STILL_CHECKING = "Being checked for viruses. The checker does not answer; we try again until it does."


@dataclass(frozen=True)
class Line:
    """One document of a reply. `url` is empty while it may not be opened, `remove_url` once it was sent."""

    title: str
    about: str
    what: str  # its kind and size
    state: str  # what there is to say about viruses; nothing when it is clean
    url: str
    remove_url: str
    added_by: str
    added_at: object


def line_of(attachment, part):
    """Return a document as pages print it."""
    where, stored = [part.reference, attachment.key], attachment.file
    return Line(
        title=attachment.title,
        about=attachment.get_about_display(),
        what=_what(attachment),
        state=_state(stored),
        url=reverse("findings:attachment", args=where) if stored.may_be_opened else "",
        remove_url="" if attachment.sent_at else reverse("findings:remove_attachment", args=where),
        added_by=str(attachment.attached_by),
        added_at=attachment.attached_at,
    )


def row_of(attachment, part):
    """Return a document as a row of a summary card; versions of the reply keep its `value`, pages print the link."""
    line = line_of(attachment, part)
    words = f"{line.title} ({line.what})"
    shown = format_html('<a class="govuk-link" href="{}">{}</a>', line.url, words) if line.url else words
    html = format_html("{}<br>{}", shown, line.state) if line.state else format_html("{}", shown)
    return {"key": line.about, "value": words, "value_html": html}


def name_of(attachment, part):
    """Return the name of its download, made of references only."""
    return f"{part.reference}-document-{attachment.pk}{PurePosixPath(attachment.file.name).suffix.lower()}"


def are_own(person, part):
    """Tell whether a person answers this request, or helps to, so that what is not sent yet is theirs, too."""
    return any(access.may(person, can, part) for can in OWN)


def _what(attachment):
    kind = PurePosixPath(attachment.file.name).suffix.removeprefix(".").upper()
    return " ".join(filter(None, [kind, filesizeformat(attachment.file.size)]))


def _state(stored):
    if stored.checked == Checked.CHECKING and stored.put_at < clock.now() - LONG:
        return STILL_CHECKING
    return STATE.get(stored.checked, "")
