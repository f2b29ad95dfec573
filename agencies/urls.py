from django.urls import include, path

from agencies.sign_in_urls import security_urls, sign_in_urls
from agencies.views import account, chasing, conflicts, directory, merging, people, sheets, terms

directory_urls = [
    path("terms/", terms.terms, name="terms"),
    path("acting/<int:pk>/", people.role, name="role"),
    path("acting/<int:pk>/not-mine/", people.not_mine, name="not_mine"),
    path("contacts/<str:mark>/", people.check_contact, name="check_contact"),
    path("account/", account.account, name="account"),
    path("account/change/", account.change_details, name="change_details"),
    path("notifications/", account.letters, name="letters"),
    path("notifications/<int:pk>/", account.letter, name="letter"),
    path("chasing/", chasing.chasing, name="chasing"),
    path("chasing/everyone/", chasing.everyone, name="chase_everyone"),
    path("chasing/send/", chasing.send, name="chase_send"),
    path("chasing/sent/<slug:mark>/", chasing.sent, name="chase_sent"),
    path("chasing/sent/<slug:mark>/stop/", chasing.stop, name="chase_stop"),
    path("conflicts/", conflicts.conflicts, name="conflicts"),
    path("conflicts/<int:pk>/lift/", conflicts.lift, name="lift_conflict"),
    path("confirm/<str:mark>/", directory.confirm_marked, name="confirm_marked"),
    path("your-agency/", directory.your_agency, name="your_agency"),
    path("directory/", directory.directory, name="directory"),
    path("directory/add/", directory.add_agency, name="add_agency"),
    path("directory/import/", sheets.import_sheet, name="import_sheet"),
    path("directory/import/<int:pk>/", sheets.check_import, name="check_import"),
    path("directory/import/template.<slug:form>", sheets.template, name="sheet_template"),
    path("directory/export.<slug:form>", sheets.export, name="export_directory"),
    path("directory/<slug:slug>/", directory.agency, name="agency"),
    path("directory/<slug:slug>/change/", directory.change_agency, name="change_agency"),
    path("directory/<slug:slug>/confirm/", directory.confirm_agency, name="confirm_agency"),
    path("directory/<slug:slug>/merge/", merging.merge, name="merge"),
    path("directory/<slug:slug>/merge/check/", merging.check_merger, name="check_merger"),
    path("directory/<slug:slug>/people/add/", people.add_person, name="add_person"),
    path("directory/<slug:slug>/people/<int:pk>/end/", people.end_role, name="end_role"),
    path("directory/<slug:slug>/people/<int:pk>/invite/", people.invite, name="invite"),
]

urlpatterns = [*sign_in_urls, path("", include(([*directory_urls, *security_urls], "agencies")))]
