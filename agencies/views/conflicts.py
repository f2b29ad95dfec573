"""The page of conflicts of interest: declare one, see one's own, and lift those of others as a lead inspector."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from agencies import declaring
from agencies.forms.conflicts import ConflictForm
from agencies.models import Conflict
from agencies.role_names import CASEWORK, Role
from agencies.roles import roles_of
from panelportal.kit.once import once


@once
def conflicts(request):
    roles = roles_of(request.user)
    if not roles & CASEWORK:
        raise PermissionDenied("Conflicts of interest are declared here by the inspectorate's casework roles.")
    form = ConflictForm(request.POST or None)
    if form.is_valid():
        form.declare(by=request.user)
        messages.success(request, "Declared. You no longer see anything about it.")
        return redirect("agencies:conflicts")
    live = Conflict.objects.live().select_related("user").order_by("scope", "user__name")
    context = {
        "form": form,
        "own": live.filter(user=request.user),
        "others": live.exclude(user=request.user) if Role.LEAD in roles else [],
    }
    return render(request, "agencies/conflicts.html", context)


@require_POST
def lift(request, pk):
    if Role.LEAD not in roles_of(request.user):
        raise PermissionDenied("Only a lead inspector lifts a conflict of interest.")
    conflict = get_object_or_404(Conflict.objects.live().exclude(user=request.user), pk=pk)
    declaring.lift_conflict(conflict, by=request.user)
    return redirect("agencies:conflicts")
