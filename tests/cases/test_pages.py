"""The pages of a case: what they do for the right person, and that they are nothing to anybody else."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from agencies.declaring import declare_conflict
from cases import disclosing, requesting
from cases.models import AgencyRequest, Case, CaseStatus, Kind, RequestStatus
from cases.particulars import put_particulars, values_of
from panelportal.kit import clock
from panelportal.kit.models import Letter, ReadEntry
from tests.factories.cases import PARTICULARS, chosen_case, described_case, flagged_case, request_to, sent_case
from tests.factories.ratings import rated_review, sent_assessment

OF_A_CASE = ["particulars", "proceedings", "requests", "send", "add_agency"]
OF_AN_AGENCY = ["agency", "preview", "correct", "withdraw"]
NOT_STAFF = [
    "auditor",
    "sfo_team",
    "reviewer",
    "other_reviewer",
    "police",
    "police_deputy",
    "health",
    "housing",
    "left",
    "attendee",
    "stranger",
]


def urls_of(case, agency):
    urls = {name: reverse(f"cases:{name}", args=[case.reference]) for name in OF_A_CASE}
    return urls | {name: reverse(f"cases:{name}", args=[case.reference, agency.slug]) for name in OF_AN_AGENCY}


def text_of(response):
    return response.content.decode()


# ---- who may ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", NOT_STAFF)
def test_no_page_of_a_case_exists_for_others(cast, client_of, person):
    case = sent_case(cast)
    client = client_of(getattr(cast, person))

    codes = {name: client.get(url).status_code for name, url in urls_of(case, cast.police_force).items()}

    assert codes == dict.fromkeys([*OF_A_CASE, *OF_AN_AGENCY], 404)
    assert client.get(reverse("cases:particulars", args=["MAC-2020-999"])).status_code == 404


def test_the_coordinator_reads_and_adds_but_neither_discloses_nor_sends(cast, client_of):
    case = sent_case(cast)
    client = client_of(cast.coordinator)

    codes = {name: client.get(url).status_code for name, url in urls_of(case, cast.police_force).items()}

    closed = ["particulars", "send", "correct", "withdraw"]
    assert codes == dict.fromkeys([*OF_A_CASE, *OF_AN_AGENCY], 200) | dict.fromkeys(closed, 404)
    assert client.post(urls_of(case, cast.police_force)["agency"], {"particulars": []}).status_code == 404


@pytest.mark.parametrize("person", ["inspector", "other_inspector", "lead"])
def test_inspectors_reach_every_page(cast, client_of, person):
    case = sent_case(cast)
    client = client_of(getattr(cast, person))

    codes = {name: client.get(url).status_code for name, url in urls_of(case, cast.police_force).items()}

    assert set(codes.values()) == {200}


def test_a_declared_conflict_hides_the_case_by_its_own_or_its_reviews_reference(cast, client_of):
    case = sent_case(cast)
    declare_conflict(cast.inspector, scope=case.reference, by=cast.inspector)
    declare_conflict(cast.lead, scope=case.reviews.get().reference, by=cast.lead)

    for person in (cast.inspector, cast.lead):
        assert client_of(person).get(reverse("cases:requests", args=[case.reference])).status_code == 404
        assert case.reference not in text_of(client_of(person).get(reverse("cases:cases")))


def test_only_a_lead_clears_and_only_an_inspector_notes_proceedings(cast, client_of):
    case = flagged_case(cast, under_way=["criminal-proceedings"])
    clear, note, end = (
        reverse(f"cases:{name}", args=[case.reference])
        for name in ("proceedings", "proceedings_under_way", "proceedings_ended")
    )
    answers = {"stage": "record checks", "because": "The police agree."}

    assert [client_of(who).post(clear, answers).status_code for who in (cast.inspector, cast.coordinator)] == [404, 404]
    assert [client_of(who).post(end).status_code for who in (cast.inspector, cast.coordinator)] == [404, 404]
    assert client_of(cast.coordinator).post(note).status_code == 404
    assert Case.objects.get(pk=case.pk).is_paused
    assert client_of(cast.lead).post(clear, answers).status_code == 302
    assert not Case.objects.get(pk=case.pk).is_paused


def test_nobody_flags_but_inspectors_and_leads(cast, client_of):
    url = reverse("cases:flag", args=[rated_review(cast).reference])

    codes = {name: client_of(getattr(cast, name)).get(url).status_code for name in [*NOT_STAFF, "coordinator"]}

    assert set(codes.values()) == {404}
    assert [client_of(who).get(url).status_code for who in (cast.inspector, cast.lead)] == [200, 200]


# ---- flagging ----------------------------------------------------------------------------------------------


def answers_for(*agencies, **changes):
    answers = {
        "agencies": [agency.pk for agency in agencies],
        "reasons": ["not-shared"],
        "in_own_words": "Information stayed in each agency.",
        "lines_of_enquiry": "How was information shared at release?",
        "under_way": ["nothing"],
    }
    for name, (day, month, year) in {"period_from": (1, 1, 2024), "period_to": (17, 3, 2025)}.items():
        answers |= {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year}
    return answers | changes


def test_a_flag_leads_to_the_case_and_a_double_click_flags_once(cast, client_of):
    url = reverse("cases:flag", args=[rated_review(cast).reference])
    client, answers = client_of(cast.inspector), answers_for(cast.police_force, cast.trust, once="one-token")

    first, second = client.post(url, answers), client.post(url, answers)

    case = Case.objects.get()
    assert first["Location"] == second["Location"] == reverse("cases:requests", args=[case.reference])
    assert AgencyRequest.objects.count() == 2
    assert "Nothing has been sent to any agency" in text_of(client.get(first["Location"]))


def test_agencies_that_the_notes_name_are_ticked(cast, client_of):
    review = rated_review(cast, partnership_notes=["Northshire Mental Health Trust was not told, para 5.3."])

    page = client_of(cast.inspector).get(reverse("cases:flag", args=[review.reference]))

    assert cast.trust.pk in page.context["form"].initial["agencies"]
    assert cast.landlord.pk not in page.context["form"].initial["agencies"]
    assert "paragraph 5.3" in text_of(page)


def test_one_agency_alone_has_to_be_confirmed(cast, client_of):
    url = reverse("cases:flag", args=[rated_review(cast).reference])
    client = client_of(cast.inspector)

    asked = client.post(url, answers_for(cast.police_force))

    assert asked.status_code == 200
    assert "Select another agency, or tick the box to go on with one" in text_of(asked)
    assert client.post(url, answers_for(cast.police_force, go_on_with_one="on")).status_code == 302


def test_wrong_answers_come_back_as_they_were_typed(cast, client_of):
    url = reverse("cases:flag", args=[rated_review(cast).reference])
    answers = answers_for(
        cast.police_force,
        cast.trust,
        in_own_words="Kept <b>words</b>",
        period_to_year=2020,
        under_way=["nothing", "inquest"],
        not_asked_1=cast.police_force.pk,
        not_asked_because_1="No record",
        not_asked_because_2="Nobody named",
    )

    page = client_of(cast.inspector).post(url, answers)

    text = text_of(page)
    assert page.status_code == 200
    assert "Kept &lt;b&gt;words&lt;/b&gt;" in text
    for error in (
        "End of the period to check must be after its start",
        "select ‘No, nothing that we know of’ alone",
        "Northshire Police is named twice on this page",
        "Select the agency that is not asked",
    ):
        assert error in text
    assert "<title>Error: " in text
    assert not Case.objects.exists()


def test_a_flagged_review_leads_to_its_case(cast, client_of):
    case = flagged_case(cast)
    url = reverse("cases:flag", args=[case.reviews.get().reference])

    page = client_of(cast.lead).get(url)

    assert f'href="/cases/{case.reference}/"' in text_of(page)
    assert client_of(cast.lead).post(url, answers_for(cast.police_force, cast.trust)).status_code == 200
    assert Case.objects.count() == 1


def test_a_review_that_is_not_rated_cannot_be_flagged_yet(cast, client_of):
    url = reverse("cases:flag", args=[sent_assessment(cast).review.reference])

    assert "cannot be flagged yet" in text_of(client_of(cast.inspector).get(url))


def test_the_review_shows_the_button_or_the_case_to_those_who_may(cast, client_of):
    review = rated_review(cast)
    url, flag = reverse("ratings:review", args=[review.reference]), reverse("cases:flag", args=[review.reference])
    assert flag in text_of(client_of(cast.inspector).get(url))
    assert flag not in text_of(client_of(cast.coordinator).get(url))

    case = flagged_case(cast, review=review)

    assert flag not in text_of(client_of(cast.inspector).get(url))
    assert case.reference in text_of(client_of(cast.inspector).get(url))
    assert case.reference not in text_of(client_of(cast.auditor).get(url))


# ---- particulars -------------------------------------------------------------------------------------------


def typed(**changes):
    return {"name": "Jordan Example", "version": "0"} | changes


def test_particulars_are_saved_and_reading_them_is_recorded(cast, client_of):
    case = flagged_case(cast)
    url, client = reverse("cases:particulars", args=[case.reference]), client_of(cast.inspector)
    birth = {"date_of_birth_day": "24", "date_of_birth_month": "2", "date_of_birth_year": "1985"}

    client.get(url)
    saved = client.post(url, typed(nhs_number="9434765919", **birth))

    assert saved.status_code == 302
    assert values_of(case) == {
        Kind.NAME: "Jordan Example",
        Kind.DATE_OF_BIRTH: "1985-02-24",
        Kind.NHS_NUMBER: "943 476 5919",
    }
    assert ReadEntry.objects.filter(what="particulars read", about=case.reference).count() == 1


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("nhs_number", "943 476 5918", "NHS number has a digit wrong, so check each one"),
        ("nhs_number", "12", "NHS number must have 10 digits"),
        ("crn", "12345", "Case reference number (CRN) must be a letter and 6 digits, like X123456"),
        ("pnc", "2003/0011985Z", "PNC number has a digit or its letter wrong, so check each one"),
        ("name", "", "Enter name"),
    ],
)
def test_numbers_that_cannot_be_right_are_shown_with_a_message(cast, client_of, field, text, message):
    case = flagged_case(cast)

    page = client_of(cast.inspector).post(reverse("cases:particulars", args=[case.reference]), typed(**{field: text}))

    assert page.status_code == 200
    assert message in text_of(page)
    assert values_of(case) == {}


def test_the_second_editor_sees_both_texts_and_decides(cast, client_of):
    case = flagged_case(cast)
    url, client = reverse("cases:particulars", args=[case.reference]), client_of(cast.inspector)
    put_particulars(case, values={Kind.NAME: "Saved by the lead"}, by=cast.lead)

    both = client.post(url, typed(name="Typed by the inspector"))

    assert both.status_code == 200
    assert "Saved by the lead" in text_of(both)
    assert 'value="Typed by the inspector"' in text_of(both)
    assert values_of(case) == {Kind.NAME: "Saved by the lead"}
    assert client.post(url, typed(name="Typed by the inspector", version="1")).status_code == 302
    assert values_of(case) == {Kind.NAME: "Typed by the inspector"}


def test_a_hostile_version_is_refused(cast, client_of):
    case = flagged_case(cast)
    url = reverse("cases:particulars", args=[case.reference])

    codes = [client_of(cast.inspector).post(url, typed(version=text)).status_code for text in ("", "-1", "x", "²")]

    assert codes == [200, 200, 200, 200]
    assert values_of(case) == {}


# ---- choosing, preview, sending ------------------------------------------------------------------------------


def test_choosing_leads_to_the_preview_of_exactly_that(cast, client_of):
    case = described_case(cast)
    chosen = case.particulars.current().filter(kind__in=[Kind.NAME, Kind.SUMMARY])
    client, url = client_of(cast.inspector), reverse("cases:agency", args=[case.reference, cast.police_force.slug])

    saved = client.post(url, {"why_asked": "You held the custody record.", "particulars": [one.pk for one in chosen]})
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


def fragment(text):
    """Return what stands between the section's tags, without the space between lines."""
    start = text.index('<section aria-labelledby="what-you-see">')
    return " ".join(text[start : text.index("</section>", start)].split())


def test_sending_lists_everybody_who_gets_a_letter_and_happens_once(cast, client_of):
    case = chosen_case(cast)
    url, client = reverse("cases:send", args=[case.reference]), client_of(cast.inspector)

    before = text_of(client.get(url))
    answers = [client.post(url, {"once": "a-token"}), client.post(url, {"once": "a-token"}), client.post(url)]

    for person in (cast.police, cast.police_deputy, cast.health, cast.prison):
        assert person.name in before
    assert cast.left.name not in before
    assert "7 details to search for, 2 facts of the case" not in before
    assert "6 details to search for, 2 facts of the case" in before
    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert Letter.objects.filter(kind="request").count() == 4


def test_a_refused_sending_says_what_to_do(cast, client_of):
    case = described_case(cast)

    page = client_of(cast.inspector).post(reverse("cases:send", args=[case.reference]))

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
    client.post(reverse("cases:agency", args=[case.reference, slug]), {"particulars": chosen})
    check = client.get(reverse("cases:correct", args=[case.reference, slug]))

    client.post(reverse("cases:correct", args=[case.reference, slug]))

    assert "Corrected Name" in text_of(check)
    assert cast.police.name in text_of(check)
    assert "Corrected on" in text_of(client.get(reverse("cases:agency", args=[case.reference, slug])))
    assert dict(disclosing.shown(request_to(case, cast.police_force)).identifiers)["Name"] == "Corrected Name"


def test_details_of_another_case_cannot_be_chosen(cast, client_of):
    case, other = described_case(cast), described_case(cast)
    url = reverse("cases:agency", args=[case.reference, cast.police_force.slug])
    theirs = [one.pk for one in other.particulars.current()]

    page = client_of(cast.inspector).post(url, {"why_asked": "Because.", "particulars": theirs})

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


# ---- the list ------------------------------------------------------------------------------------------------


def test_the_list_tells_stage_replies_and_next_step(cast, client_of):
    case = sent_case(cast)
    police = request_to(case, cast.police_force)
    requesting.mark_submitted(police, outcome_status=RequestStatus.NOT_KNOWN, by=cast.police)

    text = text_of(client_of(cast.coordinator).get(reverse("cases:cases")))

    for words in (case.reference, "Requests sent", "1 of 3", "Wait for 2 replies", f'href="/cases/{case.reference}/"'):
        assert words in text


def test_the_auditor_sees_the_list_without_a_way_into_a_case(cast, client_of):
    case = sent_case(cast)

    text = text_of(client_of(cast.auditor).get(reverse("cases:cases")))

    assert case.reference in text
    assert f"/cases/{case.reference}/" not in text
    assert "Marker" not in text


def test_others_have_no_list(cast, client_of):
    people = [name for name in NOT_STAFF if name != "auditor"]

    assert {client_of(getattr(cast, name)).get(reverse("cases:cases")).status_code for name in people} == {403}


def test_an_empty_list_says_so(cast, client_of):
    assert "No cases flagged." in text_of(client_of(cast.inspector).get(reverse("cases:cases")))


def test_pages_take_the_same_queries_for_one_row_and_for_three(cast, client_of, django_assert_num_queries):
    client = client_of(cast.inspector)
    one = chosen_case(cast, agencies=[cast.police_force])
    client.get(reverse("cases:cases"))
    with django_assert_num_queries(9):
        client.get(reverse("cases:cases"))
    three = chosen_case(cast)
    sent_case(cast)

    with django_assert_num_queries(9):
        client.get(reverse("cases:cases"))
    for case in (one, three):
        with django_assert_num_queries(13):
            client.get(reverse("cases:requests", args=[case.reference]))
        with django_assert_num_queries(15):
            client.get(reverse("cases:send", args=[case.reference]))


def test_no_title_carries_a_name_of_a_person_or_an_agency(cast, client_of):
    case = sent_case(cast)
    client = client_of(cast.inspector)

    for url in urls_of(case, cast.police_force).values():
        title = text_of(client.get(url)).split("<title>")[1].split("</title>")[0]
        assert "Marker" not in title
        assert "Police" not in title


def test_a_late_reply_and_an_overdue_one_say_so(of_old, client_of):
    with clock.at(clock.now() - timedelta(days=60)):
        case = sent_case(of_old)
    police = request_to(case, of_old.police_force)
    requesting.mark_submitted(police, outcome_status=RequestStatus.SUBMITTED, by=of_old.police)

    text = text_of(client_of(of_old.inspector).get(reverse("cases:requests", args=[case.reference])))

    assert "Received late" in text
    assert "Overdue " in text
    assert text.index("Overdue ") < text.index("Received late")


def test_details_that_changed_after_sending_are_pointed_out(cast, client_of):
    case = sent_case(cast)
    url, client = reverse("cases:agency", args=[case.reference, cast.police_force.slug]), client_of(cast.inspector)
    assert "have changed since they were sent" not in text_of(client.get(url))

    put_particulars(case, values={Kind.NAME: "Corrected Name"}, by=cast.inspector)

    assert "have changed since they were sent" in text_of(client.get(url))
