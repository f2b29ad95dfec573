"""Two people who changed the same text: the second one sees both, and keeps what they typed."""

from panelportal.kit.versions import version_of


def seen(form):
    """Return the version that a form's writer saw."""
    return version_of(form.cleaned_data["version"])


def compare(form, current, *, field="text"):
    """Say in the form that somebody else saved meanwhile, and let its next attempt be made from what stands now."""
    see_again(form, current)
    form.add_error(field, "Someone else saved this since you opened it. Compare the two texts")
    return current


def see_again(form, current):
    """Let the next attempt of a form be made from what stands now."""
    form.data = form.data.copy()
    form.data["version"] = str(current.version)
