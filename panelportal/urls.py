"""Every address of the portal: each app brings its own, the roof adds what shows all rooms."""

from django.conf import settings
from django.urls import include, path

from panelportal import board, casefile, health, helping, history, home
from panelportal.audit import log, subjects
from panelportal.xray import viewing_as, who_can_read

urlpatterns = [
    path("", home.your_work, name="home"),
    path("your-work/to-do/", home.to_do, name="to_do"),
    path("your-work/waiting/", home.waiting, name="waiting"),
    path("cases/board/", board.board, name="board"),
    path("cases/<slug:reference>/", casefile.case_page, name="case"),
    path("cases/<slug:reference>/history/", history.case_history, name="case_history"),
    path("audit/", log.audit_log, name="audit"),
    path("audit/download/", log.download, name="audit_download"),
    path("audit/person/", subjects.find_person, name="audit_person"),
    path("access-log/person/<int:pk>/", subjects.of_person, name="access_log_of_person"),
    path("access-log/person/<int:pk>/download/", subjects.download_of_person, name="access_log_of_person_download"),
    path("access-log/<slug:reference>/", subjects.of_case, name="access_log_of_case"),
    path("access-log/<slug:reference>/download/", subjects.download_of_case, name="access_log_of_case_download"),
    path("who-can-read/<slug:reference>/", who_can_read.who_can_read, name="who_can_read"),
    path("as/<slug:agency>/<path:path>", viewing_as.view_as, name="view_as"),
    path("as/<slug:agency>/", viewing_as.view_as, {"path": ""}, name="view_as_home"),
    path("health/", health.health, name="health"),
    path("help/", helping.page, {"name": "help"}, name="help"),
    path("accessibility/", helping.page, {"name": "accessibility"}, name="accessibility"),
    path("privacy/", helping.page, {"name": "privacy"}, name="privacy"),
    path("cookies/", helping.page, {"name": "cookies"}, name="cookies"),
    path("roles/", helping.page, {"name": "roles"}, name="roles"),
    path("", include("agencies.urls")),
    path("", include("ratings.urls")),
    path("", include("cases.urls")),
    path("", include("findings.urls")),
    path("", include("panels.urls")),
]
if settings.PORTAL_DEMO:
    urlpatterns.append(path("demo/", include("panelportal.demo.urls")))

handler400 = "panelportal.kit.errors.bad_request"
handler403 = "panelportal.kit.errors.permission_denied"
handler404 = "panelportal.kit.errors.page_not_found"
handler500 = "panelportal.kit.errors.server_error"
