from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from agencies.roles import who_act_for
from cases.explaining import who_sees_request
from cases.forms.letter_notes import LetterNoteForm
from cases.letter_notes import letter_to
from cases.models import Case
from cases.views.frame import around, fetch_case, fetch_part
from panelportal.kit import access
from panelportal.kit.access import Can
from panelportal.kit.once import once


@require_http_methods(["GET", "POST"])
@once
def letter(request, reference, agency):
    """Show the letter to one agency word for word, and take a note into it as long as it was not sent."""
    case = fetch_case(request, reference, Can.EDIT if request.method == "POST" else Can.READ)
    part = fetch_part(case, agency)
    part.case = case
    form = _form(request, part)
    if form and form.is_valid() and form.save(by=request.user):
        messages.success(request, "The letter is saved. Nothing has been sent.")
        return redirect("cases:letter", reference, agency)
    people = who_act_for(part.agency)
    context = around(request, case, "cases:letter") | who_sees_request(request.user, part)
    context |= {"part": part, "form": form, "people": people, "letter": letter_to(part, people[0] if people else "")}
    return render(request, "cases/letter.html", context)


def _form(request, part):
    if not part.is_draft or not access.may(request.user, Can.EDIT, Case):
        return None
    return LetterNoteForm(request.POST if request.method == "POST" else None, part=part)
