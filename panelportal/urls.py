"""Every address of the portal: each app brings its own, the roof adds what shows all rooms."""

from django.conf import settings
from django.urls import include, path

from panelportal import audit, casefile, health, helping, home

urlpatterns = [
    path("", home.your_work, name="home"),
    path("cases/<slug:reference>/", casefile.case_page, name="case"),
    path("audit/", audit.audit_log, name="audit"),
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
