from django.shortcuts import render
from django.urls import reverse

from panelportal.kit.access import Can

AT_THE_INSPECTORATE = (
    "The inspectors, lead inspectors and coordinators of HM Inspectorate of Probation, once it is sent"
)


def show(request, template, part, **context):
    """Render a page of a request for the agency that answers it, with the words on who else reads it at its foot."""
    return render(
        request,
        f"findings/{template}.html",
        {
            "part": part,
            "why": _why(part),
            "others": [f"The other people who answer for {part.agency}", AT_THE_INSPECTORATE],
            **context,
        },
    )


def ask_to_remove(request, part, what, *, list_name, **context):
    """Ask before something that was not sent yet is removed, telling it by its `rows` or its `text`."""
    return show(request, "remove", part, what=what, list_url=reverse(list_name, args=[part.reference]), **context)


def _why(part):
    through = getattr(part, "through", Can.ANSWER)
    if through == Can.CONTRIBUTE:
        return f"A colleague invited you to help with this reply of {part.agency}."
    if through == Can.APPROVE:
        return f"You approve replies of {part.agency}."
    return f"You answer for {part.agency}, which was asked to check its records."
