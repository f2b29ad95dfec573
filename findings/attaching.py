"""Attaching: documents that an agency adds to its reply, its own until the reply is sent."""

from django.urls import reverse

from findings import drafting
from findings.models import Attachment
from findings.models.attachments import About
from panelportal.kit import clock, files, letters
from panelportal.kit.attribution import stamp
from panelportal.kit.models.files import Checked
from panelportal.kit.trail import record, verb

MOST = 20  # documents of one reply
LETTER = "file-removed"


class TooMany(Exception):
    """The reply has as many documents as it may have."""


class AttachedAlready(Exception):
    """The reply has this very file already; `title` says under which name."""

    def __init__(self, title):
        super().__init__(title)
        self.title = title


class WasSent(Exception):
    """The document came with a reply that was sent, so it stays."""


@verb
def attach(part, *, document, title, about, by):
    """Add a document to a reply; `document` is a checked upload (`files.check`).

    While it is being checked for malware nobody may open it, and the reply
    may be sent all the same. Raises TooMany, AttachedAlready, NotOpenForReply.
    """
    reply = drafting.draft(part, by=by)
    kept = Attachment.objects.filter(request=part).kept().select_related("file")
    if len(kept) >= MOST:
        raise TooMany(part.reference)
    stored = files.keep(document, by=by)
    for other in kept:
        if other.file.sha256 == stored.sha256 and other.file.emptied_at is None:
            raise AttachedAlready(other.title)
    attachment = Attachment(request=reply.request, file=stored, title=title, about=About(about))
    stamp(attachment, "attached", by=by)
    attachment.save()
    record("document added to reply", about=part.reference, by=by, document=attachment.pk)
    return attachment


@verb
def remove(attachment, *, by):
    """Take a document away before it was ever sent; its bytes go. Raises WasSent, NotOpenForReply."""
    drafting.draft(attachment.request, by=by)
    attachment = Attachment.objects.select_for_update(of=("self",)).select_related("file").get(pk=attachment.pk)
    if attachment.sent_at:
        raise WasSent(attachment.request_id)
    if attachment.removed_at:
        return
    stamp(attachment, "removed", by=by)
    attachment.title = files.NO_NAME
    attachment.save(update_fields=["removed_by", "removed_at", "title"])
    if attachment.file.emptied_at is None:
        files.empty(attachment.file)
    record("document taken from reply", about=attachment.request.reference, by=by, document=attachment.pk)


def hand_over(part, *, by):
    """Hand the documents of a reply to the inspectorate with it, inside the verb that sends it."""
    Attachment.objects.filter(request=part).drafts().update(sent_by=by, sent_at=clock.now())


@verb
def tell_of_malware(stored):
    """Tell who added a document that it was removed because of malware, without saying more in the letter."""
    attachment = Attachment.objects.kept().filter(file=stored).select_related("request", "attached_by").first()
    if attachment is None:
        return
    reference = attachment.request.reference
    record("document of reply removed: malware", about=reference, by=None, document=attachment.pk)
    letters.write(
        LETTER,
        key=f"{reference}:{attachment.pk}",
        to=attachment.attached_by,
        about=reference,
        context={"reference": reference, "path": reverse("findings:attachments", args=[reference])},
    )


def still_stands(letter):
    """Tell whether a document that was removed because of malware still stands in the reply a letter is about."""
    kept = Attachment.objects.kept().filter(request__reference=letter.about)
    return kept.filter(file__checked=Checked.INFECTED).exists()
