"""The managed list of themes: what learning is about, in how many cases, and who may say so."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panelportal.kit import access
from panelportal.kit.access import Can
from panelportal.kit.once import once
from ratings import theming
from ratings.forms import MergeForm, ThemeForm
from ratings.models import Review, Theme


@require_safe
def themes(request):
    """List the themes with the number of cases that each is found in."""
    _require(request)
    counts = theming.cases_of_each()
    listed = [{"theme": theme, "cases": counts.get(theme.pk, 0)} for theme in Theme.objects.for_list()]
    return render(request, "ratings/themes.html", {"themes": listed})


@require_http_methods(["GET", "POST"])
@once
def add(request):
    _require(request)
    form = ThemeForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.save(by=request.user):
        messages.success(request, "The theme is added.")
        return redirect("ratings:themes")
    return render(request, "ratings/theme.html", {"form": form, "theme": None})


@require_http_methods(["GET", "POST"])
@once
def change(request, slug):
    """Rename a theme or change its words. One that was merged or retired leads to the list."""
    theme = _current(request, slug)
    if theme is None:
        return redirect("ratings:themes")
    form = ThemeForm(request.POST if request.method == "POST" else None, theme=theme)
    if form.is_valid() and form.save(by=request.user):
        messages.success(request, "The theme is changed.")
        return redirect("ratings:themes")
    return render(request, "ratings/theme.html", {"form": form, "theme": theme})


@require_http_methods(["GET", "POST"])
@once
def merge(request, slug):
    """Merge a theme into another: what becomes of what it marks is said first."""
    theme = _current(request, slug)
    if theme is None:
        return redirect("ratings:themes")
    form = MergeForm(request.POST if request.method == "POST" else None, theme=theme)
    if form.is_valid() and form.merge(by=request.user):
        messages.success(request, f"‘{theme}’ is merged into ‘{form.cleaned_data['into']}’.")
        return redirect("ratings:themes")
    cases = theming.cases_of_each().get(theme.pk, 0)
    return render(request, "ratings/merge_theme.html", {"form": form, "theme": theme, "cases": cases})


@require_POST
@once
def retire(request, slug):
    theme = _current(request, slug)
    if theme:
        theming.retire_theme(theme, by=request.user)
        messages.success(request, f"‘{theme}’ is not offered any more.")
    return redirect("ratings:themes")


@require_POST
@once
def bring_back(request, slug):
    _require(request)
    theming.bring_back(get_object_or_404(Theme, slug=slug), by=request.user)
    return redirect("ratings:themes")


def _require(request):
    """Whoever adds reviews keeps the list of themes, too: lead inspectors and coordinators."""
    access.require(request.user, Can.ADD, Review)


def _current(request, slug):
    _require(request)
    theme = get_object_or_404(Theme, slug=slug)
    return theme if theme.is_current else None
