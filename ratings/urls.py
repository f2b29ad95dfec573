from django.urls import path

from ratings.views import assessments, moderation, qa_reports, reviews, themes

app_name = "ratings"
urlpatterns = [
    path("reviews/", reviews.reviews, name="reviews"),
    path("reviews/add/", reviews.add_review, name="add_review"),
    path("reviews/<slug:reference>/", reviews.review, name="review"),
    path("reviews/<slug:reference>/document/", reviews.review_document, name="review_document"),
    path("reviews/<slug:reference>/allocate/", reviews.allocate, name="allocate"),
    path("reviews/<slug:reference>/withdraw/", reviews.withdraw, name="withdraw"),
    path("assessments/<slug:reference>/", assessments.assessment, name="assessment"),
    path("assessments/<slug:reference>/ratings/", assessments.rate_standards, name="rate_standards"),
    path("assessments/<slug:reference>/feedback/", assessments.feedback, name="feedback"),
    path("assessments/<slug:reference>/check/", assessments.check, name="check"),
    path("assessments/<slug:reference>/sent/", assessments.sent, name="sent"),
    path("assessments/<slug:reference>/<slug:slug>/", assessments.question, name="question"),
    path("moderation/", moderation.moderation, name="moderation"),
    path("moderation/<slug:reference>/", moderation.moderate, name="moderate"),
    path("moderation/<slug:reference>/agree/", moderation.agree, name="agree"),
    path("moderation/<slug:reference>/return/", moderation.send_back, name="return"),
    path("moderation/<slug:reference>/issue/", moderation.issue, name="issue"),
    path("themes/", themes.themes, name="themes"),
    path("themes/add/", themes.add, name="add_theme"),
    path("themes/<slug:slug>/", themes.change, name="change_theme"),
    path("themes/<slug:slug>/merge/", themes.merge, name="merge_theme"),
    path("themes/<slug:slug>/retire/", themes.retire, name="retire_theme"),
    path("themes/<slug:slug>/bring-back/", themes.bring_back, name="bring_back_theme"),
    path("qa-reports/", qa_reports.qa_reports, name="qa_reports"),
    path("qa-reports/<slug:reference>/", qa_reports.qa_report, name="qa_report"),
    path("qa-reports/<slug:reference>/pdf/", qa_reports.qa_report_pdf, name="qa_report_pdf"),
    path("qa-reports/<slug:reference>/acknowledge/", qa_reports.acknowledge, name="acknowledge"),
]
