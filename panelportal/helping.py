from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render


@login_not_required
def page(request, name):
    """Show one of the pages that everybody may read: help, accessibility, privacy, cookies, who does what."""
    return render(request, f"help/{name}.html")
