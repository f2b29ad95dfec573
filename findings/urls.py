from django.urls import include, path
from django.views.decorators.http import require_POST, require_safe

from findings.views import learning, record_checks, replies, representatives, requests, sending

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
    path("reply/looked-at/", require_POST(replies.looked_at), name="looked_at"),
]

urlpatterns = [
    path("requests/<slug:reference>/", include(of_a_request)),
    path("cases/<slug:reference>/learning/", require_safe(replies.case_learning), name="case_learning"),
]
