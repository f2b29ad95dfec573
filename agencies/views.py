from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from agencies import joining, leaving
from agencies.forms import AgencyForm, PersonForm, TermsForm
from agencies.models import Agency, Membership
from agencies.role_names import ACT_FOR_THEIR_AGENCY, CASEWORK
from agencies.roles import may_say_roles, roles_of
from agencies.signing_in import onward
from panelportal.kit.once import once


@login_not_required
def signed_out(request):
    """Say that the session has ended, and clear what the browser kept of it."""
    response = render(request, "account/signed_out.html")
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


def terms(request):
    """Show the terms until they are accepted, then lead on to the page that was wanted."""
    form = TermsForm(request.POST or None)
    wanted = onward(request.POST.get("next") or request.GET.get("next") or "/")
    if form.is_valid():
        joining.accept_terms(request.user, by=request.user)
        return redirect(wanted)
    return render(request, "agencies/terms.html", {"form": form, "next": wanted})


def directory(request):
    _casework_only(request)
    rows = [
        [
            {"text": agency.name, "url": reverse("agencies:agency", args=[agency.slug])},
            agency.kind.name,
            agency.area,
            _contacts(agency),
        ]
        for agency in Agency.objects.for_list().with_people()
    ]
    head = ["Agency", "Kind", "Area", "Act for it"]
    return render(request, "agencies/directory.html", {"head": head, "rows": rows})


@once
def add_agency(request):
    _casework_only(request)
    form = AgencyForm(request.POST or None)
    if form.is_valid():
        return redirect("agencies:agency", form.add(by=request.user).slug)
    return render(request, "agencies/add_agency.html", {"form": form})


def agency(request, slug):
    _casework_only(request)
    agency = get_object_or_404(Agency.objects.select_related("kind"), slug=slug)
    people = Membership.objects.live().for_directory().filter(agency=agency)
    may_change = may_say_roles(request.user, agency)
    context = {
        "agency": agency,
        "facts": _facts(agency),
        "head": ["Name", "Job title", "Role", "Email", "Action"],
        "rows": [_row(membership, may_change) for membership in people],
        "may_change": may_change,
    }
    return render(request, "agencies/agency.html", context)


@once
def add_person(request, slug):
    _casework_only(request)
    agency = get_object_or_404(Agency.objects.select_related("kind"), slug=slug)
    _people_of(request, agency)
    form = PersonForm(request.POST or None, agency=agency, by=request.user)
    if form.is_valid():
        form.add()
        return redirect("agencies:agency", agency.slug)
    return render(request, "agencies/add_person.html", {"form": form, "agency": agency})


def end_role(request, slug, pk):
    _casework_only(request)
    membership = get_object_or_404(
        Membership.objects.live().for_directory().select_related("agency__kind"), pk=pk, agency__slug=slug
    )
    _people_of(request, membership.agency)
    if request.method == "POST":
        leaving.end_membership(membership, by=request.user)
        return redirect("agencies:agency", slug)
    facts = [
        {"key": "Person", "value": membership.user.name},
        {"key": "Agency", "value": membership.agency.name},
        {"key": "Role", "value": membership.get_role_display()},
    ]
    return render(request, "agencies/end_role.html", {"membership": membership, "facts": facts})


def _facts(agency):
    return [
        {"key": "Kind", "value": agency.kind.name},
        {"key": "Area", "value": agency.area},
        {"key": "Shared mailbox", "value": agency.mailbox},
    ]


def _row(membership, may_change):
    person = membership.user
    end = {
        "text": "End role",
        "url": reverse("agencies:end_role", args=[membership.agency.slug, membership.pk]),
        "hidden": f"of {person.name}",
    }
    role = membership.get_role_display()
    return [person.name, person.job_title, role, person.email, end if may_change else ""]


def _contacts(agency):
    people = {m.user_id: m.user.name for m in agency.memberships.all() if m.is_live and m.role in ACT_FOR_THEIR_AGENCY}
    return ", ".join(sorted(people.values())) or "No contact"


def _casework_only(request):
    if not roles_of(request.user) & CASEWORK:
        raise PermissionDenied("The directory is for the inspectorate's casework roles.")


def _people_of(request, agency):
    if not may_say_roles(request.user, agency):
        raise PermissionDenied("Only a lead inspector says who holds a role here.")
