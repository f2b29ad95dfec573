"""What becomes of each noun of a case, and of what other rooms keep of it, when the case is disposed of.

What points at something stands before it.
"""

from cases import models as nouns
from cases.models import AgencyRequest, Case
from panelportal.kit import access
from panelportal.kit.disposal import emptied, goes, stays
from panelportal.kit.models import Letter, StatusChange
from panelportal.kit.models.letters import LetterStatus
from ratings.models import FeedbackText, PromptAnswer, QAReport, Review, StandardRating

REQUEST = "request__case"
AGENCY = {"owner": "request.agency"}
BOTH_ENDS = "The agency and the inspectorate"
ACCOUNT = "The account of what was done; names nobody."
RATINGS = "Ratings stay: they are what the inspectorate found, and count in its figures."
TO_AGENCY = {"released": "request.agency"}


def declare():
    """Declare each model of cases, letters and changes of status, and what a review loses with its case."""
    _declare_disclosure()
    _declare_requests()
    _declare_case()
    _declare_reviews()


def _declare_disclosure():
    goes(nouns.DisclosedParticular, of="disclosure__request__case", released="disclosure.request.agency")
    emptied(nouns.Disclosure, "framing", "showed", of=REQUEST, **TO_AGENCY)  # its digest stays
    goes(nouns.Particulars, of="case")


def _declare_requests():
    goes(nouns.RequestDocument, of=REQUEST, files=["file"], **TO_AGENCY)
    emptied(nouns.Message, "text", of=REQUEST, owner=_writer, released=lambda message: BOTH_ENDS)
    emptied(nouns.Extension, "asked_because", "because", of=REQUEST, released=lambda extension: BOTH_ENDS, **AGENCY)
    emptied(
        AgencyRequest,
        *("why_asked", "terms_of_reference", "letter_note", "withdrawn_because"),
        of="case",
        released="agency",
    )
    for grant in (nouns.AgencyRequestUserGrant, nouns.AgencyRequestGroupGrant):
        stays(grant, because="Who could read what, by reference.", of="content_object__case")
    emptied(Letter, "text", "html", "calendar", of=_letters_of, closely=False, released="to_label")
    stays(StatusChange, because="A name in a reason is taken out by a redaction.", of=_changes_of, closely=False)


def _declare_case():
    goes(nouns.FamilyContact, of="case")
    goes(nouns.ParallelReview, of="case")
    goes(nouns.TurningPoint, of="case")
    goes(nouns.FlagDraft, of="review__cases")
    emptied(nouns.NotAsked, "because", of="case")
    emptied(nouns.ProceedingsCheck, "note", "court_date", "next_check_on", of="proceedings__case")
    emptied(nouns.Clearance, "because", of="proceedings__case")
    emptied(nouns.Proceedings, "court_date", "next_check_on", of="case")
    own = {"of": lambda case: Case.objects.filter(pk=case.pk)}
    emptied(Case, "in_own_words", "lines_of_enquiry", "withdrawn_because", **own)
    emptied(nouns.Split, "because", of="case")
    for model in (nouns.Closing, nouns.LegalHold, nouns.JoinedReview, nouns.Disposal):
        stays(model, because=ACCOUNT, of="case")
    stays(nouns.DisposalTrace, because=ACCOUNT, of="disposal__case")
    emptied(nouns.Incident, "account", "report_because", of="case")
    emptied(nouns.Retraction, "note", of="incident__case", released="request.agency", **AGENCY)
    for grant in (nouns.RetractionUserGrant, nouns.RetractionGroupGrant):
        stays(grant, because="Who could read what, by reference.", of="content_object__incident__case")


def _declare_reviews():
    region = {"of": _reviews_of, "owner": "region"}
    emptied(Review, files=["document"], **region)
    for model in (PromptAnswer, StandardRating, FeedbackText):
        stays(model, because=RATINGS, of="assessment__review__cases")
    stays(QAReport, because=RATINGS, of="review__cases", released="review.region")


def _writer(message):
    return message.request.agency if message.side == nouns.Side.AGENCY else None


def _references_of(case):
    return [case.reference, *case.requests.values_list("reference", flat=True)]


def _letters_of(case):
    """Return the letters about a case that have left, or never will."""
    return Letter.objects.filter(about__in=_references_of(case)).exclude(status=LetterStatus.WAITING)


def _changes_of(case):
    return StatusChange.objects.filter(about__in=access.within({case.reference}))


def _reviews_of(case):
    """Return the reviews of a case that are in no other case which still holds what identifies the person."""
    others = Case.objects.exclude(pk=case.pk).filter(disposed_at=None)
    return Review.objects.filter(pk__in=case.reviews.values("pk")).exclude(cases__in=others)
