from ratings.forms.answers import QuestionForm
from ratings.forms.feedback import FeedbackForm
from ratings.forms.moderation import AgreeForm, IssueForm, ReturnForm, SendForm
from ratings.forms.reviews import AddReviewForm, AllocateForm, FilterForm, WithdrawReviewForm
from ratings.forms.standards import RatingsForm
from ratings.forms.themes import MergeForm, ThemeForm

__all__ = [
    "AddReviewForm",
    "AgreeForm",
    "AllocateForm",
    "FeedbackForm",
    "FilterForm",
    "IssueForm",
    "MergeForm",
    "QuestionForm",
    "RatingsForm",
    "ReturnForm",
    "SendForm",
    "ThemeForm",
    "WithdrawReviewForm",
]
