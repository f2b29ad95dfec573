"""How an agency is asked, and the documents that it gets with its request."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import briefing, requesting
from cases.forms import BriefForm, DocumentForm
from cases.models import AgencyRequest, RequestDocument
from cases.refusals import Refusal
from cases.views.agencies import around_agency
from cases.views.frame import fetch_case, fetch_part
from cases.views.trying import done
from panelportal.kit import access, files
from panelportal.kit.access import Can
from panelportal.kit.once import once
from panelportal.kit.trail import record_read


@require_http_methods(["GET", "POST"])
@once
def brief(request, reference, agency):
    """Set the purpose, basis, steps, time and terms of reference of one request that is not sent."""
    case, part = _fetch(request, reference, agency)
    form = BriefForm(request.POST if request.method == "POST" else None, part=part) if part.is_draft else None
    if form and done(form, form.save, by=request.user):
        messages.success(request, "Saved. Nothing is sent yet.")
        return redirect("cases:agency", case.reference, agency)
    return render(request, "cases/brief.html", around_agency(request, case, part) | {"form": form})


@require_http_methods(["GET", "POST"])
@once
def documents(request, reference, agency):
    """Attach a document to a request that is not sent, and see those that are attached."""
    case, part = _fetch(request, reference, agency)
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = DocumentForm(*data, part=part) if part.is_draft else None
    if form and done(form, form.attach, by=request.user):
        messages.success(request, "Document attached. Nothing is sent yet.")
        return redirect("cases:documents", case.reference, agency)
    context = around_agency(request, case, part) | {"form": form, "documents": part.documents.select_related("file")}
    return render(request, "cases/documents.html", context)


@require_POST
def detach(request, reference, agency, pk):
    """Take a document from a request that is not sent."""
    case, part = _fetch(request, reference, agency)
    document = get_object_or_404(part.documents.select_related("request"), pk=pk)
    try:
        briefing.detach(document, by=request.user)
    except Refusal as refusal:
        messages.error(request, f"{refusal}.")
    return redirect("cases:documents", case.reference, agency)


@require_safe
def request_document(request, pk):
    """Hand out a document of a request, to whoever may read that request; the read is recorded."""
    document = RequestDocument.objects.select_related("file", "request").filter(pk=pk).first()
    if document is None:
        raise Http404("There is no such document.")
    part = access.fetch(AgencyRequest.objects.all(), request.user, Can.READ, pk=document.request_id)
    requesting.mark_opened_by_agency(part, by=request.user)  # what it has read cannot be stopped any more
    record_read("document of request read", about=document.request.reference, by=request.user)
    extension = document.file.name.rpartition(".")[2]
    name = f"{document.request.reference}-{document.pk}.{extension}"
    return files.respond(document.file, download_name=name)


def _fetch(request, reference, agency):
    case = fetch_case(request, reference, Can.EDIT)
    return case, fetch_part(case, agency)
