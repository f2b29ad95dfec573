"""The addresses of signing in, of one's second factors and sessions, and of forms that were not sent."""

from allauth.account.views import logout
from allauth.mfa.base.views import reauthenticate
from allauth.socialaccount.providers.openid_connect.views import callback
from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.generic import RedirectView

from agencies.views import security, signing_in, terms, unsent

to_sign_in = login_not_required(RedirectView.as_view(pattern_name="account_request_login_code", query_string=True))

# django-allauth asks for its pages by these names; those of passwords, sign-up and linked accounts are not served.
sign_in_urls = [
    path("sign-in/", login_not_required(signing_in.Address.as_view()), name="account_request_login_code"),
    path("sign-in/code/", login_not_required(signing_in.Code.as_view()), name="account_confirm_login_code"),
    path("sign-in/second-step/", login_not_required(signing_in.SecondFactor.as_view()), name="mfa_authenticate"),
    path("sign-in/no-second-step/", signing_in.lost_factor, name="account_lost_factor"),
    path("sign-in/organisation/<str:provider_id>/", callback, name="openid_connect_callback"),
    path("sign-out/", logout, name="account_logout"),
    path("signed-out/", terms.signed_out, name="signed_out"),
    path("sign-in/again/", to_sign_in, name="account_login"),
    path("sign-in/closed/", to_sign_in, name="account_signup"),
    path("sign-in/inactive/", to_sign_in, name="account_inactive"),
    path("account/security/prove/", reauthenticate, name="mfa_reauthenticate"),
    path("account/security/prove/key/", signing_in.ProveByKey.as_view(), name="mfa_reauthenticate_webauthn"),
]

# In the namespace of agencies.
security_urls = [
    path("account/security/", security.security, name="security"),
    path("account/security/set-up/", security.set_up_factor, name="set_up_factor"),
    path("account/security/app/", security.add_app, name="add_app"),
    path("account/security/key/", security.add_key, name="add_key"),
    path("account/security/<int:pk>/remove/", security.remove_factor, name="remove_factor"),
    path("account/security/codes/", security.recovery_codes, name="recovery_codes"),
    path("account/security/codes/file/", security.recovery_codes_file, name="recovery_codes_file"),
    path("account/security/codes/renew/", security.renew_codes, name="renew_codes"),
    path("account/security/sessions/<int:pk>/end/", security.end_session, name="end_session"),
    path("account/security/sessions/end/", security.end_other_sessions, name="end_other_sessions"),
    path("second-steps/<str:mark>/reset/", security.reset_factor, name="reset_factor"),
    path("stay-signed-in/", unsent.stay, name="stay"),
    path("unsent/", unsent.unsent, name="unsent"),
    path("unsent/keep/", unsent.keep, name="keep"),
    path("unsent/<int:pk>/", unsent.send_unsent, name="send_unsent"),
]
