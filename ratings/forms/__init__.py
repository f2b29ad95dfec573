from ratings.forms.answers import QuestionForm
from ratings.forms.feedback import FeedbackForm
from ratings.forms.moderation import AgreeForm, IssueForm, ReturnForm, SendForm
from ratings.forms.reviews import AddReviewForm, AllocateForm, FilterForm
from ratings.forms.standards import RatingsForm

__all__ = [
    "AddReviewForm",
    "AgreeForm",
    "AllocateForm",
    "FeedbackForm",
    "FilterForm",
    "IssueForm",
    "QuestionForm",
    "RatingsForm",
    "ReturnForm",
    "SendForm",
]
