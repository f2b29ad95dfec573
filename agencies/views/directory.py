"""The pages of the directory: the list of agencies, one agency, adding and changing one, confirming its details."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from agencies import confirming, marks, summaries
from agencies.directory import with_contacts
from agencies.forms.directory import AgencyForm, ChangeAgencyForm, FindForm
from agencies.models import Agency, Membership
from agencies.models.directory import INSPECTORATE_KIND
from agencies.role_names import ACT_FOR_THEIR_AGENCY, CASEWORK, Role
from agencies.roles import acts_for, may_say_roles, roles_of
from panelportal.kit import paging
from panelportal.kit.once import once

ON_A_PAGE = 25


def directory(request):
    casework_only(request)
    form = FindForm(request.GET if request.GET else {})
    found = form.find()
    page = paging.page_of(with_contacts(found.agencies), request.GET.get("page"), size=ON_A_PAGE)
    context = {
        "form": form,
        "page": page,
        "count": f"{page.paginator.count:,} {'agency' if page.paginator.count == 1 else 'agencies'}",
        "head": ["Agency", "Kind", "Area", "Act for it", "Details"],
        "rows": [summaries.row_of(agency, through=found.through.get(agency.pk, ())) for agency in page],
    }
    return render(request, "agencies/directory.html", context)


@once
def add_agency(request):
    casework_only(request)
    form = AgencyForm(request.POST or None)
    if form.is_valid():
        return redirect("agencies:agency", form.add(by=request.user).slug)
    return render(request, "agencies/add_agency.html", {"form": form})


def agency(request, slug):
    casework_only(request)
    agency = get_object_or_404(Agency.objects.select_related("kind", "parent", "confirmed_by"), slug=slug)
    people = Membership.objects.live().for_directory().filter(agency=agency)
    may_change = may_say_roles(request.user, agency)
    can_end = may_change and not agency.has_ended
    context = {
        "agency": agency,
        "facts": [*summaries.facts_of(agency), *summaries.relations_of(agency)],
        "head": [*summaries.PEOPLE, "Action"],
        "rows": _people(people, can_end),
        "has_contact": any(held.role in ACT_FOR_THEIR_AGENCY for held in people),
        "holders": summaries.holders_of(agency),
        "may_change": may_change,
        "may_merge": Role.LEAD in roles_of(request.user) and agency.kind_id != INSPECTORATE_KIND,
    }
    return render(request, "agencies/agency.html", context)


def change_agency(request, slug):
    """Change an agency's details; where somebody else saved meanwhile, show theirs above what was typed."""
    casework_only(request)
    agency = get_object_or_404(Agency.objects.select_related("kind"), slug=slug)
    if not may_say_roles(request.user, agency):
        raise PermissionDenied("Only a lead inspector changes the details of this organisation.")
    form = ChangeAgencyForm(request.POST or None, agency=agency)
    if form.is_valid() and form.save(by=request.user):
        messages.success(request, "Details saved.")
        return redirect("agencies:agency", slug)
    changed = summaries.details_of(form.changed) if form.changed else None
    return render(request, "agencies/change_agency.html", {"agency": agency, "form": form, "changed": changed})


@require_POST
def confirm_agency(request, slug):
    """Take it from casework, or from whoever acts for the agency, that its details and contacts are right."""
    is_casework = bool(roles_of(request.user) & CASEWORK)
    agency = Agency.objects.in_being().filter(slug=slug).first()
    if not is_casework and not (agency and acts_for(request.user, agency)):
        raise PermissionDenied("Details are confirmed by casework, and by whoever acts for the agency.")
    if agency is None:
        raise Http404("No agency of today has this address.")
    confirming.confirm_details(agency, by=request.user)
    messages.success(request, f"Thank you. The details of {agency} are confirmed.")
    return redirect("agencies:agency", slug) if is_casework else redirect("agencies:your_agency")


def confirm_marked(request, mark):
    """Lead from the duty to confirm an agency to its page."""
    casework_only(request)
    agency = get_object_or_404(Agency, pk=marks.number_in(mark, marks.AGENCY))
    return redirect("agencies:agency", agency.slug)


def your_agency(request):
    """Show people who act for agencies what the directory says of each, so that they can confirm it."""
    held = request.user.memberships.live().filter(role__in=ACT_FOR_THEIR_AGENCY).values("agency")
    agencies = list(Agency.objects.in_being().filter(pk__in=held).select_related("kind", "parent", "confirmed_by"))
    if not agencies:
        raise PermissionDenied("This page is for those who act for an agency.")
    people = Membership.objects.live().for_directory().filter(agency__in=agencies)
    cards = [
        {
            "agency": agency,
            "facts": summaries.facts_of(agency),
            "may_change": may_say_roles(request.user, agency),
            "people": [held for held in people if held.agency_id == agency.pk],
        }
        for agency in agencies
    ]
    for card in cards:
        card["rows"] = _people(card["people"], card["may_change"])
    return render(request, "agencies/your_agency.html", {"cards": cards, "head": [*summaries.PEOPLE, "Action"]})


def _people(people, may_change):
    return summaries.people_to_end(people) if may_change else [[*row, ""] for row in summaries.people_of(people)]


def casework_only(request):
    if not roles_of(request.user) & CASEWORK:
        raise PermissionDenied("The directory is for the inspectorate's casework roles.")
