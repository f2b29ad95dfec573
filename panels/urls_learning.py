from django.urls import path

from panels.views import actions, countersigning, minutes, report_writing, reports

PANEL, REPORT, ACTION = (f"{place}/<slug:reference>" for place in ("panels", "learning-reports", "actions"))

urlpatterns = [
    path(f"{PANEL}/minutes/", minutes.minutes, name="minutes"),
    path(f"{PANEL}/minutes/start/", minutes.start, name="minutes-start"),
    path(f"{PANEL}/minutes/present/", minutes.present, name="minutes-present"),
    path(f"{PANEL}/minutes/<int:pk>/", minutes.change, name="minutes-change"),
    path(f"{PANEL}/minutes/<int:pk>/remove/", minutes.remove, name="minutes-remove"),
    path(f"{PANEL}/minutes/read/", minutes.read, name="minutes-read"),
    path(f"{PANEL}/minutes/pdf/", minutes.pdf, name="minutes-pdf"),
    path(f"{PANEL}/close/", minutes.close, name="close"),
    path(f"{PANEL}/report/", reports.start, name="report-start"),
    path("learning-reports/", reports.reports, name="learning-reports"),
    path(f"{REPORT}/", reports.report, name="learning-report"),
    path(f"{REPORT}/pdf/", reports.pdf, name="learning-report-pdf"),
    path(f"{REPORT}/edit/", report_writing.edit, name="report-edit"),
    path(f"{REPORT}/edit/<int:pk>/", report_writing.paragraph, name="report-paragraph"),
    path(f"{REPORT}/edit/<int:pk>/remove/", report_writing.remove, name="report-paragraph-remove"),
    path(f"{REPORT}/edit/section-<int:number>/add/", report_writing.add, name="report-paragraph-add"),
    path(f"{REPORT}/edit/not-used/<int:pk>/", report_writing.not_used, name="report-not-used"),
    path(f"{REPORT}/send/", report_writing.send, name="report-send"),
    path(f"{REPORT}/countersign/", countersigning.countersign, name="report-countersign"),
    path(f"{REPORT}/return/", countersigning.send_back, name="report-return"),
    path("actions/", actions.actions, name="actions"),
    path(f"{ACTION}/", actions.action, name="action"),
    path(f"{ACTION}/accept/", actions.accept, name="action-accept"),
    path(f"{ACTION}/update/", actions.update, name="action-update"),
    path(f"{ACTION}/dispute/", actions.dispute, name="action-dispute"),
    path(f"{ACTION}/close/", actions.close, name="action-close"),
]
