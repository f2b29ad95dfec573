"""The portal's settings, all from the environment (docs/settings.md lists them).

There is no debug mode and no second settings file: what runs on a developer's
machine is what runs for the inspectorate, with other values. What has the
same value everywhere stands in `fixed_settings.py`.
"""

from panelportal import filing, providers
from panelportal.environment import may, need
from panelportal.fixed_settings import *  # noqa: F403
from panelportal.fixed_settings import BASE_DIR

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
PORTAL_FILES = filing.place(
    need(
        "str",
        "PORTAL_FILES",
        "a folder for uploaded and issued documents, outside the web root, or a bucket such as s3://name?region=eu-west-2",
        right=filing.is_right,
    )
)
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
PORTAL_KEEP_YEARS = may(
    "int",
    "PORTAL_KEEP_YEARS",
    "the years for which a case that is over keeps what identifies the person, 1 or more",
    2,
    right=lambda years: years > 0,
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
    # Compiling a query takes PostgreSQL up to a second where it takes a page for heavy; running it takes milliseconds.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")

CACHES = {
    # In the database, so that limits on sign-in hold for every web process together.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"},
}
STORAGES = {
    "default": filing.for_django(PORTAL_FILES),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# ---- people --------------------------------------------------------------------------------------

ALLAUTH_TRUSTED_PROXY_COUNT = may(
    "int",
    "PORTAL_PROXIES",
    "the number of proxies in front of the portal, 0 or more",
    0,
    right=lambda count: count >= 0,
)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PORTAL_HTTPS  # http://localhost, on one's own machine
SOCIALACCOUNT_PROVIDERS = providers.for_allauth(PORTAL_SSO)

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
