"""Documents of a reply: its agency's own until it is sent, then read by casework too. Each fetch is checked."""

from django.http import Http404
from django.shortcuts import redirect, render

from cases.models import AgencyRequest
from cases.views.frame import refuse_what_was_set_aside
from findings import attaching, documents
from findings.forms import AttachmentForm
from findings.models import Attachment
from findings.views.open_requests import of_open_request
from findings.views.pages import ask_to_remove, show
from panelportal.kit import access, files
from panelportal.kit.access import Can
from panelportal.kit.once import once
from panelportal.kit.trail import record_read


@of_open_request
def attachments(request, part):
    """List the documents of a reply, with what may be done to each."""
    kept = Attachment.objects.filter(request=part).kept().for_list()
    return show(
        request,
        "attachments",
        part,
        documents=[documents.line_of(attachment, part) for attachment in kept],
        most=attaching.MOST,
        is_scanned=files.is_configured(),
    )


@once
@of_open_request
def add_attachment(request, part):
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = AttachmentForm(*data, part=part)
    if form.is_valid() and form.attach(by=request.user):
        return redirect("findings:attachments", part.reference)
    return show(request, "add_attachment", part, form=form)


@once
@of_open_request
def remove_attachment(request, part, key):
    attachment = Attachment.objects.filter(request=part).drafts().for_list().filter(key=key).first()
    if attachment is None:
        raise Http404("This reply has no such document that can be removed.")
    if request.method == "POST":
        attaching.remove(attachment, by=request.user)
        return redirect("findings:attachments", part.reference)
    return ask_to_remove(request, part, "document", list_name="findings:attachments", text=attachment.title)


def attachment(request, reference, key):
    """Hand out a document: to its agency's people, and to casework once it was sent. The read is recorded.

    While it is being checked for malware, and once it was removed, a page says so instead.
    """
    part = access.fetch(AgencyRequest.objects.for_page(), request.user, Can.READ, reference=reference)
    refuse_what_was_set_aside(request.user, part)
    found = Attachment.objects.filter(request=part).kept().for_list().filter(key=key)
    found = (found if documents.are_own(request.user, part) else found.submitted()).first()
    if found is None:
        raise Http404("There is no such document.")
    if not found.file.may_be_opened:
        line = documents.line_of(found, part)
        return render(request, "findings/attachment_closed.html", {"part": part, "document": line}, status=409)
    record_read(documents.READ, about=part.reference, by=request.user)
    return files.respond(found.file, download_name=documents.name_of(found, part))
