"""What the portal holds about the person who is signed in: their details, their roles, the letters sent to them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from agencies.forms.people import DetailsForm
from agencies.models import Membership
from panelportal.kit import words
from panelportal.kit.models import Letter
from panelportal.kit.models.letters import LetterStatus

ON_A_PAGE = 25


def account(request):
    """Show one's details, for whom one acts, and what was accepted."""
    roles = Membership.objects.live().filter(user=request.user).select_related("agency").order_by("agency__name")
    context = {"facts": _facts(request.user), "head": ["Organisation", "Role", "Since"], "rows": _rows(roles)}
    return render(request, "agencies/account.html", context)


def change_details(request):
    person = request.user
    own = {"job_title": person.job_title, "phone": person.phone, "days_at_work": person.days_at_work}
    form = DetailsForm(request.POST or None, initial=own)
    if form.is_valid():
        form.change(person)
        messages.success(request, "Your details were saved.")
        return redirect("agencies:account")
    return render(request, "agencies/change_details.html", {"form": form})


def letters(request):
    """List the letters sent to one's address, newest first; sign-in codes are not kept."""
    page = Paginator(_letters_of(request.user), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "head": ["Subject", "When", "Status"], "rows": [_in_the_list(letter) for letter in page]}
    return render(request, "agencies/letters.html", context)


def letter(request, pk):
    """Show one letter as it was sent."""
    one = get_object_or_404(_letters_of(request.user), pk=pk)
    return render(request, "agencies/letter.html", {"letter": one})


def _letters_of(person):
    sent = Letter.objects.filter(to_email__iexact=person.email, keep_text=True)
    return sent.exclude(status__in=(LetterStatus.WAITING, LetterStatus.STOPPED)).order_by("-pk")


def _in_the_list(letter):
    subject = {"text": letter.subject, "url": reverse("agencies:letter", args=[letter.pk])}
    return [subject, words.moment(letter.sent_at or letter.written_at), {"tag": letter.status}]


def _facts(person):
    change = {"action_text": "Change", "action_url": reverse("agencies:change_details")}
    return [
        {"key": "Name", "value": person.name},
        {"key": "Email address", "value": person.email},
        {"key": "Job title", "value": person.job_title, **change, "action_hidden": "job title"},
        {"key": "Telephone", "value": person.phone, **change, "action_hidden": "telephone"},
        {"key": "Days at work", "value": person.days_at_work, **change, "action_hidden": "days at work"},
        {"key": "Terms accepted", "value": words.moment(person.terms_accepted_at) if person.terms_accepted_at else ""},
    ]


def _rows(roles):
    return [
        [
            {"text": held.agency.name, "url": reverse("agencies:role", args=[held.pk])},
            held.get_role_display(),
            words.short_day(held.starts_on),
        ]
        for held in roles
    ]
