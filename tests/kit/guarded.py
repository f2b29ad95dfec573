"""An agency's request as the smallest guarded thing: rows only, without the verbs that come above the kit."""

from datetime import date

from cases.models import AgencyRequest, Case


def add_case(reference):
    return Case.objects.create(
        reference=reference,
        in_own_words="Why",
        lines_of_enquiry="What",
        period_from=date(2025, 1, 1),
        period_to=date(2025, 12, 31),
    )


def add_request(case, agency):
    reference = f"REQ-2026-{AgencyRequest.objects.count() + 1:04}"
    return AgencyRequest.objects.create(reference=reference, case=case, agency=agency)
