"""Which kinds of agency a reply may name: kinds only, so that nobody learns who else was asked."""

from agencies.models import AgencyKind


def other_kinds():
    """Return the kinds of agency that learning may touch, or that information was or was not shared with."""
    return AgencyKind.objects.exclude(slug="inspectorate")
