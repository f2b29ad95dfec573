"""On what terms an agency is asked, and the documents that it gets with its request."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pikepdf import Pdf

from cases import bases, briefing, requesting
from cases.models import AgencyRequest, RequestDocument, Step
from cases.refusals import AlreadyTold, NotAReplyDate, ReplyDatePassed
from panelportal.kit import clock, working_days
from tests.cases.pages import text_of
from tests.factories.cases import chosen_case, request_to, sent_case

TYPED = {"step": "full", "time": "usual", "purpose": "To learn.", "legal_basis": "to-be-confirmed"}
WINTER = datetime(2026, 12, 1, 10, tzinfo=UTC)


def a_pdf(name="terms.pdf"):
    data, pdf = BytesIO(), Pdf.new()
    pdf.add_blank_page()
    pdf.save(data)
    return SimpleUploadedFile(name, data.getvalue(), content_type="application/pdf")


def police_of(cast, **changes):
    case = chosen_case(cast, agencies=[cast.police_force, cast.trust], **changes)
    return case, request_to(case, cast.police_force)


def page_of(case, agency, name="brief"):
    return reverse(f"cases:{name}", args=[case.reference, agency.slug])


def test_each_request_has_its_own_time_to_reply(cast):
    case, police = police_of(cast)
    briefing.brief(police, reply_days=5, by=cast.inspector)

    requesting.send_requests(case, by=cast.inspector)

    due = [request_to(case, agency).reply_by for agency in (cast.police_force, cast.trust)]
    assert due == [working_days.add(clock.today(), days) for days in (5, 15)]


def test_the_same_terms_for_all_leave_the_basis_of_each(cast):
    case, police = police_of(cast)

    briefing.brief(police, step=Step.FIRST, legal_basis="Own words.", purpose="New.", for_all=True, by=cast.inspector)

    trust = request_to(case, cast.trust)
    assert (trust.step, trust.purpose, trust.legal_basis) == (Step.FIRST, "New.", bases.TO_BE_CONFIRMED)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 12, 25), "a bank holiday"),
        (date(2026, 12, 28), "a bank holiday"),
        (date(2026, 12, 5), "at a weekend"),
        (date(2026, 12, 1), "today"),
        (date(2026, 11, 30), "in the past"),
    ],
)
def test_a_reply_date_that_is_no_working_day_ahead_is_refused_and_says_why(of_old, day, why):
    with clock.at(WINTER):
        _, police = police_of(of_old)
        with pytest.raises(NotAReplyDate, match=f"must be a working day in the future.* is {why}"):
            briefing.brief(police, reply_until=day, by=of_old.inspector)


def test_a_reply_date_that_passed_before_sending_stops_it_with_the_agency_named(of_old):
    with clock.at(WINTER):
        case, police = police_of(of_old)
        briefing.brief(police, reply_until=date(2026, 12, 2), by=of_old.inspector)
    with (
        clock.at(datetime(2026, 12, 3, 10, tzinfo=UTC)),
        pytest.raises(ReplyDatePassed, match="Northshire Police"),
    ):
        requesting.send_requests(case, by=of_old.inspector)


def test_the_page_refuses_a_bank_holiday_in_plain_words(of_old, client_of):
    with clock.at(WINTER):
        case, police = police_of(of_old)
        day = {"time": "until", "reply_until_day": "25", "reply_until_month": "12", "reply_until_year": "2026"}

        page = client_of(of_old.inspector).post(page_of(case, of_old.police_force), TYPED | day)

    assert "Reply date must be a working day in the future: 25 December 2026 is a bank holiday" in text_of(page)
    assert AgencyRequest.objects.get(pk=police.pk).reply_until is None


def test_the_bases_on_offer_go_with_the_kind_of_agency_and_none_claims_to_be_advice(cast, client_of):
    case, _ = police_of(cast)
    client = client_of(cast.inspector)

    police, trust = (text_of(client.get(page_of(case, agency))) for agency in (cast.police_force, cast.trust))

    assert "Offender Management Act 2007, section 14" in police
    assert "Offender Management Act 2007, section 14" not in trust
    assert "not legal advice" in police
    assert "legislation.gov.uk" in police
    assert all(basis.text.endswith(bases.TO_BE_CONFIRMED) and basis.source for basis in bases.BASES)


def test_what_is_set_on_the_page_is_what_the_agency_reads(cast, client_of):
    case, police = police_of(cast)
    typed = TYPED | {
        "legal_basis": "offender-management-act-14",
        "terms_of_reference": "Look at the release.",
        "purpose": "To learn about releases.",
    }

    saved = client_of(cast.inspector).post(page_of(case, cast.police_force), typed)
    requesting.send_requests(case, by=cast.inspector)
    theirs = text_of(client_of(cast.police).get(f"/requests/{police.reference}/"))

    assert saved.status_code == 302
    for words in ("Offender Management Act 2007", "Look at the release.", "To learn about releases.", "is voluntary"):
        assert words in theirs


def test_nothing_of_it_changes_once_the_agency_was_asked(cast, client_of):
    case = sent_case(cast)
    police = request_to(case, cast.police_force)

    with pytest.raises(AlreadyTold):
        briefing.brief(police, purpose="Another.", by=cast.inspector)

    client = client_of(cast.inspector)
    assert "stays as it is" in text_of(client.get(page_of(case, cast.police_force)))
    assert "stay as they are" in text_of(client.get(page_of(case, cast.police_force, "documents")))


def test_terms_of_reference_reach_the_agencies_and_nobody_else(cast, client_of):
    case, police = police_of(cast)
    url = page_of(case, cast.police_force, "documents")

    client_of(cast.inspector).post(url, {"what": "terms", "document": a_pdf(), "for_all": "on"})
    document = RequestDocument.objects.get(request=police)
    download = reverse("cases:request_document", args=[document.pk])
    before = client_of(cast.police).get(download).status_code
    requesting.send_requests(case, by=cast.inspector)

    people = ["police", "police_deputy", "inspector", "coordinator", "health", "housing", "auditor", "left", "stranger"]
    codes = [client_of(getattr(cast, person)).get(download).status_code for person in people]
    assert before == 404
    assert codes == [200] * 4 + [404] * 5
    assert client_of(cast.police).get(download)["Content-Disposition"].startswith("attachment")
    assert download in text_of(client_of(cast.police).get(f"/requests/{police.reference}/"))
    assert RequestDocument.objects.filter(request__case=case, is_terms=True).count() == 2


def test_new_terms_replace_the_old_and_another_document_is_taken_away_again(cast, client_of):
    case, police = police_of(cast)
    client, url = client_of(cast.inspector), page_of(case, cast.police_force, "documents")

    client.post(url, {"what": "terms", "document": a_pdf("one.pdf")})
    client.post(url, {"what": "terms", "document": a_pdf("two.pdf")})
    client.post(url, {"what": "other", "title": "Guide", "document": a_pdf("guide.pdf")})
    titles = [(one.title, one.file.name) for one in police.documents.all()]
    client.post(reverse("cases:detach", args=[case.reference, cast.police_force.slug, police.documents.last().pk]))

    assert titles == [("Terms of reference", "two.pdf"), ("Guide", "guide.pdf")]
    assert [one.title for one in police.documents.all()] == ["Terms of reference"]


def test_a_file_that_is_not_what_it_says_is_refused(cast, client_of):
    case, police = police_of(cast)
    fake = SimpleUploadedFile("terms.pdf", b"MZ not a pdf", content_type="application/pdf")

    page = client_of(cast.inspector).post(
        page_of(case, cast.police_force, "documents"), {"what": "terms", "document": fake}
    )

    assert "The file must be a PDF document smaller than 20MB" in text_of(page)
    assert not police.documents.exists()
