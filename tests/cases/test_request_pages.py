"""Choosing what an agency sees, the preview, sending, correcting, withdrawing."""

from django.template.loader import render_to_string
from django.urls import reverse

from cases import disclosing, requesting
from cases.models import Case, CaseStatus, Kind, RequestStatus
from cases.particulars import put_particulars
from panelportal.kit.models import Letter
from tests.cases.pages import fragment, seen_on, text_of
from tests.factories.cases import PARTICULARS, chosen_case, described_case, request_to, sent_case


def test_choosing_leads_to_the_preview_of_exactly_that(cast, client_of):
    case = described_case(cast)
    chosen = case.particulars.current().filter(kind__in=[Kind.NAME, Kind.SUMMARY])
    client, url = client_of(cast.inspector), reverse("cases:agency", args=[case.reference, cast.police_force.slug])

    saved = client.post(
        url,
        {
            "why_asked": "You held the custody record.",
            "particulars": [one.pk for one in chosen],
            "seen": disclosing.mark_of(request_to(case, cast.police_force)),
        },
    )
    preview = text_of(client.get(saved["Location"]))

    assert saved["Location"] == reverse("cases:preview", args=[case.reference, cast.police_force.slug])
    assert "You held the custody record." in preview
    shown = ["Marker-Name", "Marker-Summary"]
    hidden = ["Marker-Alias", "Marker-Street", "Marker-Period", "X123456", "Marker-Reason"]
    assert [word for word in [*shown, *hidden] if word in preview] == shown


def test_the_preview_equals_field_for_field_what_the_agency_sees(cast, client_of):
    case = chosen_case(cast)
    pages = {}
    for agency in (cast.police_force, cast.trust, cast.jail):
        page = client_of(cast.inspector).get(reverse("cases:preview", args=[case.reference, agency.slug]))
        pages[agency] = fragment(text_of(page))

    requesting.send_requests(case, by=cast.inspector)

    for agency, person in ((cast.police_force, cast.police), (cast.trust, cast.health), (cast.jail, cast.prison)):
        request = request_to(case, agency)
        theirs = fragment(text_of(client_of(person).get(f"/requests/{request.reference}/")))
        assert pages[agency] == theirs
        printed = render_to_string("cases/what_you_see.html", {"shown": disclosing.shown(request)})
        assert pages[agency] == fragment(printed)
        assert PARTICULARS[Kind.NAME] in theirs


def test_sending_lists_everybody_who_gets_a_letter_and_happens_once(cast, client_of):
    case = chosen_case(cast)
    url, client = reverse("cases:send", args=[case.reference]), client_of(cast.inspector)

    before = text_of(client.get(url))
    seen = seen_on(before)
    answers = [client.post(url, {"seen": seen} | token) for token in ({"once": "a-token"}, {"once": "a-token"}, {})]

    for person in (cast.police, cast.police_deputy, cast.health, cast.prison):
        assert person.name in before
    assert cast.left.name not in before
    assert "7 details to search for, 2 facts of the case" not in before
    assert "6 details to search for, 2 facts of the case" in before
    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert Letter.objects.filter(kind="request").count() == 4


def test_a_refused_sending_says_what_to_do(cast, client_of):
    case = described_case(cast)

    url, client = reverse("cases:send", args=[case.reference]), client_of(cast.inspector)

    page = client.post(url, {"seen": seen_on(text_of(client.get(url)))})

    assert page.status_code == 200
    assert "Choose what Northshire Police, Northshire Mental Health Trust and HMP Northmoor will see" in text_of(page)
    assert Case.objects.get(pk=case.pk).status == CaseStatus.FLAGGED


def test_suggested_details_are_chosen_for_all_agencies_at_once(cast, client_of):
    case = described_case(cast)

    client_of(cast.inspector).post(reverse("cases:use_suggested", args=[case.reference]))

    assert all(one.disclosures.exists() for one in case.requests.all())


def test_a_correction_is_checked_then_sent_and_the_page_says_when(cast, client_of):
    case = sent_case(cast)
    client, slug = client_of(cast.inspector), cast.police_force.slug
    put_particulars(case, values={Kind.NAME: "Corrected Name"}, by=cast.inspector)
    chosen = [one.pk for one in case.particulars.current()]
    mark = disclosing.mark_of(request_to(case, cast.police_force))
    client.post(reverse("cases:agency", args=[case.reference, slug]), {"particulars": chosen, "seen": mark})
    check = client.get(reverse("cases:correct", args=[case.reference, slug]))

    client.post(reverse("cases:correct", args=[case.reference, slug]), {"seen": seen_on(text_of(check))})

    assert "Corrected Name" in text_of(check)
    assert cast.police.name in text_of(check)
    assert "Corrected on" in text_of(client.get(reverse("cases:agency", args=[case.reference, slug])))
    assert dict(disclosing.shown(request_to(case, cast.police_force)).identifiers)["Name"] == "Corrected Name"


def test_details_of_another_case_cannot_be_chosen(cast, client_of):
    case, other = described_case(cast), described_case(cast)
    url = reverse("cases:agency", args=[case.reference, cast.police_force.slug])
    theirs = [one.pk for one in other.particulars.current()]
    mark = disclosing.mark_of(request_to(case, cast.police_force))

    page = client_of(cast.inspector).post(url, {"why_asked": "Because.", "particulars": theirs, "seen": mark})

    assert page.status_code == 200
    assert not request_to(case, cast.police_force).disclosures.exists()


def test_an_agency_is_added_later_or_left_out_with_a_reason(cast, client_of):
    case = sent_case(cast, agencies=[cast.police_force, cast.trust])
    url, client = reverse("cases:add_agency", args=[case.reference]), client_of(cast.coordinator)

    client.post(url, {"agency": cast.jail.pk, "decision": "ask", "why_asked": "In custody until May."})
    client.post(url, {"agency": cast.landlord.pk, "decision": "leave-out", "because": "No tenancy."})
    again = client.post(url, {"agency": cast.police_force.pk, "decision": "ask", "why_asked": "Again."})

    added = request_to(case, cast.jail)
    assert (added.status, added.why_asked) == (RequestStatus.NOT_SENT, "In custody until May.")
    assert [(one.agency, one.because) for one in case.not_asked.all()] == [(cast.landlord, "No tenancy.")]
    assert again.status_code == 200
    assert "No tenancy." in text_of(client.get(reverse("cases:requests", args=[case.reference])))


def test_a_request_is_withdrawn_with_a_reason(cast, client_of):
    case = sent_case(cast)
    url = reverse("cases:withdraw", args=[case.reference, cast.police_force.slug])
    client = client_of(cast.inspector)

    assert "Enter why you withdraw this request" in text_of(client.post(url, {"because": " "}))
    assert client.post(url, {"because": "Wrong area."}).status_code == 302

    assert request_to(case, cast.police_force).status == RequestStatus.WITHDRAWN
    request = request_to(case, cast.police_force)
    assert client_of(cast.police).get(f"/requests/{request.reference}/").status_code == 404


def test_an_open_page_of_an_agency_is_gone_with_the_request(cast, client_of):
    case = sent_case(cast)
    request = request_to(case, cast.police_force)
    client = client_of(cast.police)
    assert client.get(f"/requests/{request.reference}/").status_code == 200

    client_of(cast.inspector).post(
        reverse("cases:withdraw", args=[case.reference, cast.police_force.slug]), {"because": "Wrong area."}
    )

    assert client.get(f"/requests/{request.reference}/").status_code == 404


def test_details_that_changed_after_sending_are_pointed_out(cast, client_of):
    case = sent_case(cast)
    url, client = reverse("cases:agency", args=[case.reference, cast.police_force.slug]), client_of(cast.inspector)
    assert "have changed since they were sent" not in text_of(client.get(url))

    put_particulars(case, values={Kind.NAME: "Corrected Name"}, by=cast.inspector)

    assert "have changed since they were sent" in text_of(client.get(url))
