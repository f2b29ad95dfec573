"""What becomes of ratings when a case is disposed of: they stay. What of a review goes with its case, cases say."""

from panelportal.kit.disposal import stays
from ratings.models import (
    Assessment,
    AssessmentGroupGrant,
    AssessmentUserGrant,
    Countersignature,
    KeyQuestion,
    OffenceType,
    Prompt,
    QAReportGroupGrant,
    QAReportUserGrant,
    Standard,
    StandardsSet,
    Theme,
)

PUBLISHED = "Published standards and lists, not of any case."
RATINGS = "Ratings stay: they are what the inspectorate found, and count in its figures."


def declare():
    """Declare each model of ratings that holds nothing of a case."""
    for model in (OffenceType, StandardsSet, Standard, KeyQuestion, Prompt, Theme):
        stays(model, because=PUBLISHED)
    for model in (Assessment, Countersignature):
        stays(model, because=RATINGS)
    for grant in (AssessmentUserGrant, AssessmentGroupGrant, QAReportUserGrant, QAReportGroupGrant):
        stays(grant, because="Who could read what, by reference.")
