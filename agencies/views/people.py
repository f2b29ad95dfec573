"""The pages of roles: whom an agency names, what a role is to whoever holds it, and giving it back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from agencies import joining, leaving, marks
from agencies.forms.people import NotMineForm, PersonForm
from agencies.models import Agency, Membership
from agencies.role_names import ACT_FOR_THEIR_AGENCY, CASEWORK, MEANING
from agencies.roles import may_say_roles, roles_of, who_act_for
from panelportal.kit import words
from panelportal.kit.once import once


@once
def add_person(request, slug):
    """Add a person to an agency; casework does so for every agency that is asked, its SPOC and deputy for their own."""
    agency = _agency_whose_people(request, slug)
    form = PersonForm(request.POST or None, agency=agency, by=request.user)
    if form.is_valid():
        held = form.add()
        messages.success(request, f"{held.user.name} was added as {words.lowered(held.get_role_display())}.")
        return redirect(_people_page(request.user, agency))
    context = {"form": form, "agency": agency, "back_url": _people_page(request.user, agency)}
    return render(request, "agencies/add_person.html", context)


def end_role(request, slug, pk):
    """End a person's role, or withdraw the invitation of somebody who has not come yet."""
    agency = _agency_whose_people(request, slug)
    held = get_object_or_404(_memberships().live(), pk=pk, agency=agency)
    back = _people_page(request.user, agency)
    if request.method == "POST":
        leaving.end_membership(held, by=request.user)
        return redirect(back if held.user_id != request.user.pk else "home")
    facts = [
        {"key": "Person", "value": held.user.name},
        {"key": "Agency", "value": agency.name},
        {"key": "Role", "value": held.get_role_display()},
    ]
    return render(request, "agencies/end_role.html", {"membership": held, "facts": facts, "back_url": back})


def role(request, pk):
    """Tell somebody for whom they act and as what; the joining letter leads here. Once ended, it says so."""
    held = _own(request, pk)
    if not held.is_live:
        return render(request, "agencies/role_ended.html", {"held": held}, status=410)
    acts = held.role in ACT_FOR_THEIR_AGENCY
    context = {"held": held, "facts": _facts(held), "meaning": MEANING[held.role], "acts": acts}
    return render(request, "agencies/role.html", context)


def not_mine(request, pk):
    """Let somebody give their role back: the wrong person or organisation was named, or they have moved on."""
    held = _own(request, pk)
    if not held.is_live:
        return render(request, "agencies/role_ended.html", {"held": held}, status=410)
    form = NotMineForm(request.POST or None)
    if form.is_valid():
        leaving.say_not_mine(held, because=form.said(), by=request.user)
        return render(request, "agencies/role_given_back.html", {"held": held})
    return render(request, "agencies/not_mine.html", {"form": form, "held": held})


@require_POST
def invite(request, slug, pk):
    """Send a person of an agency the joining letter, at most once a day."""
    agency = _agency_whose_people(request, slug)
    held = get_object_or_404(_memberships().live(), pk=pk, agency=agency)
    joining.invite(held, by=request.user)
    messages.success(request, f"We will email {held.user.name} the way in.")
    return redirect(_people_page(request.user, agency))


def check_contact(request, mark):
    """Have a coordinator find out who acts for an agency after somebody gave their role back."""
    if not roles_of(request.user) & CASEWORK:
        raise PermissionDenied("Contacts are checked by the inspectorate's casework roles.")
    held = get_object_or_404(_memberships(), pk=_number(mark), ended_at__isnull=False)
    if request.method == "POST":
        leaving.contact_checked(held, by=request.user)
        return redirect("home")
    context = {"held": held, "facts": _what_was_said(held), "others": who_act_for(held.agency)}
    return render(request, "agencies/check_contact.html", context)


def _agency_whose_people(request, slug):
    """Return the agency whose roles this person says; to others it answers alike whether or not it exists."""
    agency = Agency.objects.select_related("kind").filter(slug=slug).first()
    if agency is None and roles_of(request.user) & CASEWORK:
        raise Http404("There is no such agency.")
    if agency is None or not may_say_roles(request.user, agency):
        raise PermissionDenied("This person does not say who holds a role here.")
    return agency


def _people_page(user, agency):
    if roles_of(user) & CASEWORK:
        return reverse("agencies:agency", args=[agency.slug])
    return reverse("agencies:your_agency")


def _own(request, pk):
    return get_object_or_404(_memberships(), pk=pk, user=request.user)


def _memberships():
    return Membership.objects.select_related("user", "agency__kind", "added_by")


def _number(mark):
    number = marks.number_in(mark, marks.ROLE)
    if number is None:
        raise Http404("No role has this mark.")
    return number


def _facts(held):
    return [
        {"key": "Organisation", "value": held.agency.name},
        {"key": "Your role", "value": held.get_role_display()},
        {"key": "Since", "value": words.short_day(held.starts_on)},
        {"key": "Added by", "value": str(held.added_by or "HM Inspectorate of Probation")},
    ]


def _what_was_said(held):
    return [
        {"key": "Person", "value": held.user.name},
        {"key": "Was", "value": f"{held.get_role_display()} of {held.agency.name}"},
        {"key": "Said", "value": held.ended_because},
        {"key": "When", "value": words.moment(held.ended_at)},
        {"key": "Contacts", "value": "Agency page", "value_url": reverse("agencies:agency", args=[held.agency.slug])},
    ]
