from allauth.account import views as allauth_views
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import RedirectView

from agencies import conflicts, views

sign_in = login_not_required(allauth_views.request_login_code)
to_sign_in = login_not_required(RedirectView.as_view(pattern_name="account_request_login_code", query_string=True))

# django-allauth asks for its pages by these names; those of passwords and sign-up are not served.
sign_in_urls = [
    path("sign-in/", sign_in, name="account_request_login_code"),
    path("sign-in/code/", login_not_required(allauth_views.confirm_login_code), name="account_confirm_login_code"),
    path("sign-out/", allauth_views.logout, name="account_logout"),
    path("signed-out/", views.signed_out, name="signed_out"),
    path("sign-in/again/", to_sign_in, name="account_login"),
    path("sign-in/closed/", to_sign_in, name="account_signup"),
    path("sign-in/inactive/", to_sign_in, name="account_inactive"),
]

directory_urls = [
    path("terms/", views.terms, name="terms"),
    path("conflicts/", conflicts.conflicts, name="conflicts"),
    path("conflicts/<int:pk>/lift/", conflicts.lift, name="lift_conflict"),
    path("directory/", views.directory, name="directory"),
    path("directory/add/", views.add_agency, name="add_agency"),
    path("directory/<slug:slug>/", views.agency, name="agency"),
    path("directory/<slug:slug>/people/add/", views.add_person, name="add_person"),
    path("directory/<slug:slug>/people/<int:pk>/end/", views.end_role, name="end_role"),
]

urlpatterns = [*sign_in_urls, path("", include((directory_urls, "agencies")))]
