from django.urls import include, path
from django.views.decorators.http import require_POST, require_safe

from findings.views import (
    learning,
    practice,
    readers,
    record_checks,
    recording,
    replies,
    representatives,
    requests,
    sending,
)

app_name = "findings"

of_a_request = [
    path("", require_safe(requests.agency_request), name="request"),
    path("organisation/", requests.organisation, name="organisation"),
    path("record-check/", record_checks.record_check, name="record_check"),
    path("learning/", require_safe(learning.learning_points), name="learning"),
    path("learning/add/", learning.add_point, name="add_point"),
    path("learning/none/", learning.no_learning, name="no_learning"),
    path("learning/<slug:point>/", learning.change_point, name="change_point"),
    path("learning/<slug:point>/remove/", learning.remove_point, name="remove_point"),
    path("representative/", representatives.representative, name="representative"),
    path("check/", sending.check, name="check"),
    path("submitted/", require_safe(sending.submitted), name="submitted"),
    path("reply/", require_safe(replies.reply), name="reply"),
    path("readers/", require_safe(readers.readers), name="readers"),
    path("reply/confirm/", recording.confirm_recorded, name="confirm_recorded"),
    path("reply/correct/", recording.correct_recorded, name="correct_recorded"),
    path("ask-instead/", recording.ask_instead, name="ask_instead"),
    path("reply/looked-at/", require_POST(replies.looked_at), name="looked_at"),
]

to_practise = [
    path("", practice.practice, name="practice"),
    path("check/", practice.check, name="practice_check"),
    path("not-ours/", practice.not_ours, name="practice_not_ours"),
    path("finished/", practice.finished, name="practice_finished"),
    path("again/", practice.again, name="practice_again"),
    path("blank-reply/", practice.blank, name="blank_reply"),
    path("<slug:name>/", practice.step, name="practice_step"),
]

urlpatterns = [
    path("practice/", include(to_practise)),
    path("requests/<slug:reference>/", include(of_a_request)),
    path(
        "cases/<slug:reference>/agencies/<slug:agency>/record-reply/",
        recording.record_reply,
        name="record_reply",
    ),
    path("cases/<slug:reference>/learning/", require_safe(replies.case_learning), name="case_learning"),
]
