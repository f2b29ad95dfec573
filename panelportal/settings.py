"""The portal's settings, all from the environment (docs/settings.md lists them).

There is no debug mode and no second settings file: what runs on a developer's
machine is what runs for the inspectorate, with other values.
"""

from pathlib import Path

from panelportal import providers
from panelportal.environment import may, need

BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = False
SECRET_KEY = need(
    "str",
    "SECRET_KEY",
    "a random text of 50 characters or more that nobody else knows",
    right=lambda key: len(key) >= 50,
)
SECRET_KEY_FALLBACKS = may(
    "list", "SECRET_KEY_FALLBACKS", "earlier secret keys, with commas between, that still open what they sealed", []
)
ALLOWED_HOSTS = need("list", "ALLOWED_HOSTS", "the host names of the portal, with commas between", right=all)
PORTAL_URL = need(
    "str",
    "PORTAL_URL",
    "the address that people type, such as https://learning.example.org (http:// on your own machine only)",
    right=lambda url: url.startswith(("http://", "https://")),
).rstrip("/")
PORTAL_BIND = may("str", "PORTAL_BIND", "the address and port that the web server listens on", "127.0.0.1:8000")
PORTAL_DEMO = may("bool", "PORTAL_DEMO", "1 for the demonstration with one-click sign-in, else 0", False)
PORTAL_HTTPS = may("bool", "PORTAL_HTTPS", "1 when people reach the portal by https, else 0", True)
PORTAL_FILES = Path(need("str", "PORTAL_FILES", "a folder for uploaded and issued documents, outside the web root"))
PORTAL_SCANNER = may(
    "str",
    "PORTAL_SCANNER",
    "the malware scanner, such as clamd://127.0.0.1:3310, or none",
    "none",
    right=lambda scanner: scanner == "none" or scanner.startswith("clamd://"),
)
PORTAL_MARKING = may("str", "PORTAL_MARKING", "the protective marking of documents", "OFFICIAL-SENSITIVE")
PORTAL_TEAM_EMAIL = need(
    "str", "PORTAL_TEAM_EMAIL", "the mailbox of the panel team, from which letters come", right=lambda box: "@" in box
)
PORTAL_TEAM_PHONE = may("str", "PORTAL_TEAM_PHONE", "the telephone number of the panel team", "")
PORTAL_REPLY_DAYS = may(
    "int",
    "PORTAL_REPLY_DAYS",
    "the working days that an agency has to reply, 1 or more",
    15,
    right=lambda days: days > 0,
)
PORTAL_SECOND_FACTOR = may(
    "str",
    "PORTAL_SECOND_FACTOR",
    "by-role or everyone",
    "by-role",
    right=lambda whom: whom in ("by-role", "everyone"),
)
PORTAL_SSO = may(
    "json",
    "PORTAL_SSO",
    "a JSON list of single sign-on providers, each with domain, server_url, client_id, secret, label and second_factor",
    [],
    right=providers.are_right,
)

INSTALLED_APPS = [
    "panelportal",
    "panels",
    "findings",
    "cases",
    "ratings",
    "agencies",
    "panelportal.kit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "guardian",
    "django_tasks",
    "django_tasks_db",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "panelportal.kit.middleware.only_for_ourselves",
    "panelportal.kit.middleware.bodies_within_limits",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "panelportal.kit.middleware.never_stored",
    "agencies.middleware.sessions_that_end",
    "agencies.middleware.TermsFirst",
    "agencies.middleware.FactorFirst",
]

ROOT_URLCONF = "panelportal.urls"
WSGI_APPLICATION = "panelportal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "panelportal.navigation.around_every_page",
                "agencies.sessions.on_every_page",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["panelportal.kit.templatetags.kit"],
        },
    }
]
FORM_RENDERER = "panelportal.kit.fields.GovukRenderer"

# ---- data ----------------------------------------------------------------------------------------

DATABASES = {
    "default": need(
        "dj_db_url", "DATABASE_URL", "the database, such as postgres://user:password@host/name or sqlite:////path/file"
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE: with Django's deferred default, two writers that read first fail as "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 600
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

CACHES = {
    # In the database, so that limits on sign-in hold for every web process together.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"},
}
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PORTAL_FILES, "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# ---- people --------------------------------------------------------------------------------------

AUTH_USER_MODEL = "agencies.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_request_login_code"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "agencies.signing_in.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # the code that signs in has just proved the address
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"request_login_code": "20/m/ip,5/5m/key"}  # a code has a million values and takes 5 guesses
ACCOUNT_FORMS = {
    "request_login_code": "agencies.forms.signing_in.SignInForm",
    "confirm_login_code": "agencies.forms.signing_in.CodeForm",
}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "signed_out"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ALLAUTH_TRUSTED_PROXY_COUNT = may(
    "int",
    "PORTAL_PROXIES",
    "the number of proxies in front of the portal, 0 or more",
    0,
    right=lambda count: count >= 0,
)
MFA_ADAPTER = "agencies.forms.second_factor.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Learn from SFO reviews"
MFA_TOTP_TOLERANCE = 1  # codes of the 30 seconds before and after do, too: clocks differ
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PORTAL_HTTPS  # http://localhost, on one's own machine
MFA_FORMS = {
    "authenticate": "agencies.forms.second_factor.CodeForm",
    "authenticate_webauthn": "agencies.forms.second_factor.KeyForm",
    "reauthenticate": "agencies.forms.second_factor.ProveByCodeForm",
    "reauthenticate_webauthn": "agencies.forms.second_factor.ProveByKeyForm",
}
SOCIALACCOUNT_ADAPTER = "agencies.single_sign_on.Adapter"
SOCIALACCOUNT_PROVIDERS = providers.for_allauth(PORTAL_SSO)
GUARDIAN_MONKEY_PATCH_USER = False
GUARDIAN_MONKEY_PATCH_GROUP = False
ANONYMOUS_USER_NAME = None

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # else what was done stands in a cookie
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "__Host-session" if PORTAL_HTTPS else "session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PORTAL_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_NAME = "__Host-csrf" if PORTAL_HTTPS else "csrf"
CSRF_FAILURE_VIEW = "panelportal.kit.errors.form_expired"

# ---- browser safety --------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = PORTAL_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if PORTAL_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PORTAL_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'", *providers.origins(PORTAL_SSO)],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}

# ---- letters ---------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = f"HM Inspectorate of Probation <{PORTAL_TEAM_EMAIL}>"
if PORTAL_DEMO:
    # Nothing leaves the machine: what would be sent is kept for the page of sent mail.
    EMAIL_BACKEND = "panelportal.demo.mailbox.KeptMail"
else:
    _email = need(
        "dj_email_url",
        "EMAIL_URL",
        "the mail server, such as smtp://user:password@host:587/?tls=True",
        right=lambda server: "EMAIL_BACKEND" in server,
    )
    for _name in ("BACKEND", "HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS", "USE_SSL"):
        globals()[f"EMAIL_{_name}"] = _email.get(f"EMAIL_{_name}")
    EMAIL_TIMEOUT = 30

# ---- files and pages ---------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static", BASE_DIR / "var" / "frontend"]  # the second is built: script/build-frontend
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"without_tokens": {"()": "panelportal.kit.logs.WithoutTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_tokens"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"portal": {"level": "INFO"}, "django_tasks_db": {"level": "WARNING"}},
}

SILENCED_SYSTEM_CHECKS = [
    "guardian.W001",  # its backend would be a second door beside kit/access/
]
