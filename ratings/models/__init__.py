from ratings.models.answers import Answer, FeedbackText, PromptAnswer, StandardRating
from ratings.models.assessments import Assessment, AssessmentGroupGrant, AssessmentStatus, AssessmentUserGrant
from ratings.models.countersignatures import Countersignature
from ratings.models.qa_reports import QAReport, QAReportGroupGrant, QAReportStatus, QAReportUserGrant
from ratings.models.reviews import OffenceType, Review, ReviewStatus
from ratings.models.standards import KeyQuestion, Prompt, Standard, StandardsSet
from ratings.models.themes import Theme

__all__ = [
    "Answer",
    "Assessment",
    "AssessmentGroupGrant",
    "AssessmentStatus",
    "AssessmentUserGrant",
    "Countersignature",
    "FeedbackText",
    "KeyQuestion",
    "OffenceType",
    "Prompt",
    "PromptAnswer",
    "QAReport",
    "QAReportGroupGrant",
    "QAReportStatus",
    "QAReportUserGrant",
    "Review",
    "ReviewStatus",
    "Standard",
    "StandardRating",
    "StandardsSet",
    "Theme",
]
