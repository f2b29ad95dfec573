from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render

from agencies import joining
from agencies.forms.signing_in import TermsForm
from agencies.signing_in import onward


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
