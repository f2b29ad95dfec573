"""Going along: requests went to a case that was split from theirs, and what agencies found goes with them."""

from findings import grouping
from findings.models import Cipher, LearningPoint, RecordCheck
from panelportal.kit.trail import verb


@verb
def go_along(split, *, requests, copies, by):
    """Let replies of requests that went belong to the new case.

    Learning leaves its groups, which are the other case's; what an agency
    searched on is named by the new case's particulars; what stands for a
    name stands for it in both cases.
    """
    for point in LearningPoint.objects.filter(request__in=requests, grouped__isnull=False).order_by("pk"):
        grouping.take_out(point, by=by)
    for check in RecordCheck.objects.filter(request__in=requests):
        named = check.identifiers.values_list("pk", flat=True)
        check.identifiers.set([copies.get(key, key) for key in named])
    if requests:
        for cipher in Cipher.objects.filter(case=split.case):
            cipher.pk, cipher._state.adding = None, True
            cipher.case = split.into
            cipher.save()
