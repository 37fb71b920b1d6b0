"""One settings module. Everything comes from the environment; production fails closed (see `checks.py`)."""

from pathlib import Path
from typing import Any

from csp.constants import NONCE
from environs import Env

env = Env()

ENVIRONMENT = env.str("ALONGSIDE_ENV", "development", validate=lambda v: v in {"development", "demo", "test", "production"})
PRODUCTION = ENVIRONMENT == "production"
DEMO = ENVIRONMENT == "demo"
DEBUG = ENVIRONMENT == "development" and env.bool("ALONGSIDE_DEBUG", False)

PACKAGE = Path(__file__).resolve().parent
DATA = Path(env.str("ALONGSIDE_DATA", "var")).resolve()


def secret_key() -> str:
    """Production needs a key of its own; elsewhere one is made once and kept in the data folder, readable by its owner only."""
    if key := env.str("ALONGSIDE_SECRET_KEY", ""):
        return key
    if PRODUCTION:
        return ""
    from django.core.management.utils import get_random_secret_key  # noqa: PLC0415 - only when a key must be made

    DATA.mkdir(parents=True, exist_ok=True)
    file = DATA / "secret-key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(get_random_secret_key())
    return file.read_text()


SECRET_KEY = secret_key()


def sealing_keys() -> list[str]:
    """Keys that seal what families say, newest first. Production has its own; elsewhere one is made once, beside the secret key."""
    keys: list[str] = env.list("ALONGSIDE_SEALING_KEYS", [])
    if keys:
        return keys
    if PRODUCTION:
        return []
    from cryptography.fernet import Fernet  # noqa: PLC0415 - only when a key must be made

    file = DATA / "sealing-key"
    if not file.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(Fernet.generate_key().decode())
    return [file.read_text()]


SEALING_KEYS = sealing_keys()
ALLOWED_HOSTS = env.list("ALONGSIDE_HOSTS", [] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]", "testserver"])
BASE_URL = env.str("ALONGSIDE_URL", "" if PRODUCTION else "http://localhost:8000")
CSRF_TRUSTED_ORIGINS = [BASE_URL] if BASE_URL.startswith("https://") else []
COUNCIL_NAME = env.str("ALONGSIDE_COUNCIL", "Our council")
EXIT_ADDRESS = env.str("ALONGSIDE_EXIT_ADDRESS", "https://www.bbc.co.uk/weather")
SIGNED_VIDEO = env.str("ALONGSIDE_SIGNED_VIDEO", "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "alongside.web.design",
    "alongside.web.audit",
    "alongside.web.access",
    "alongside.web.organisation",
    "alongside.web.jobs",
    "alongside.web.notices",
    "alongside.web.weeks",
    "alongside.web.safeguarding",
    "alongside.web.forms",
    "alongside.web.voices",
    "alongside.web.records",
    "alongside.web.today",
]

MIDDLEWARE = [
    "alongside.web.platform.requests.RequestIdMiddleware",
    "alongside.web.platform.public_pages.PublicPagesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "alongside.web.platform.requests.NoNullMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "alongside.web.access.sessions.SessionLimitMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "alongside.web.access.second_factor.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "alongside.web.platform.requests.NoStoreMiddleware",
]

ROOT_URLCONF = "alongside.web.urls"
WSGI_APPLICATION = "alongside.web.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CONTEXT_PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
    "alongside.web.design.context.chrome",
    "alongside.web.access.context.signing_in",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "design" / "jinja"],
        "APP_DIRS": True,  # each app's `jinja2/<app>/` folder
        "OPTIONS": {"environment": "alongside.web.jinja.environment", "context_processors": CONTEXT_PROCESSORS},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "design" / "allauth"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": CONTEXT_PROCESSORS},
    },
]

SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-20000;"
DATABASES = (
    {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{DATA / 'alongside.sqlite3'}")}
    if env.str("DATABASE_URL", "")
    else {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": DATA / "alongside.sqlite3"}}
)
DATABASE: Any = DATABASES["default"]
if "sqlite3" in DATABASE["ENGINE"]:
    DATABASE["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS}
elif PRODUCTION:
    # As many connections as a server process has threads, and two to spare; a database that is away is noticed in five seconds.
    DATABASE["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 10, "timeout": 5}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHE_OPTIONS = {"MAX_ENTRIES": 100_000}  # sign-in limits live here: the usual 300 would let a crowd push them out
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache", "OPTIONS": CACHE_OPTIONS}}

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "alongside.web.access.adapters.InvitedOnly"
MFA_ADAPTER = "alongside.web.access.adapters.SecondStep"
SOCIALACCOUNT_ADAPTER = "alongside.web.access.adapters.SingleSignOn"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_FORMS = {
    name: f"alongside.web.access.forms.signing_in.{form}"
    for name, form in {
        "login": "LoginForm",
        "reauthenticate": "ReauthenticateForm",
        "reset_password": "ResetPasswordForm",
        "reset_password_from_key": "ResetPasswordKeyForm",
        "change_password": "ChangePasswordForm",
        "set_password": "SetPasswordForm",
    }.items()
}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses come from invitations, which are themselves sent by e-mail
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
MFA_FORMS = {
    name: f"alongside.web.access.forms.signing_in.{form}"
    for name, form in {
        "authenticate": "AuthenticateForm",
        "reauthenticate": "ConfirmByCodeForm",
        "activate_totp": "ActivateTOTPForm",
        "deactivate_totp": "DeactivateTOTPForm",
        "generate_recovery_codes": "GenerateRecoveryCodesForm",
        "add_webauthn": "AddPasskeyForm",
        "edit_webauthn": "EditPasskeyForm",
    }.items()
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Alongside"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
USERSESSIONS_TRACK_ACTIVITY = False  # access.sessions notes it, twice a minute rather than on every request
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("ALONGSIDE_PROXIES", 0)

OIDC_ISSUER = env.str("ALONGSIDE_OIDC_ISSUER", "")
OIDC_PROVIDER_ID = "council"
OIDC_TENANT = env.str("ALONGSIDE_OIDC_TENANT", "")  # Entra: only people of this tenant, and not its guests
OIDC_SECOND_FACTOR = env.bool("ALONGSIDE_OIDC_SECOND_FACTOR", True)  # the council's own sign-in asks for one, so we need not
OIDC_NAME = env.str("ALONGSIDE_OIDC_NAME", "your council account")
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "provider_class": "alongside.web.access.single_sign_on.CouncilSignIn",
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": OIDC_PROVIDER_ID,
                "name": OIDC_NAME,
                "client_id": env.str("ALONGSIDE_OIDC_CLIENT_ID", ""),
                "secret": env.str("ALONGSIDE_OIDC_SECRET", ""),
                "settings": {"server_url": OIDC_ISSUER, "uid_field": env.str("ALONGSIDE_OIDC_SUBJECT", "sub")},  # or oid
            }
        ]
        if OIDC_ISSUER
        else [],
    }
}

SESSION_IDLE_MINUTES = env.int("ALONGSIDE_SESSION_IDLE_MINUTES", 60)
SESSION_LIMIT_HOURS = env.int("ALONGSIDE_SESSION_LIMIT_HOURS", 12)
SECOND_FACTOR_REQUIRED = env.bool("ALONGSIDE_SECOND_FACTOR", PRODUCTION)
SESSION_COOKIE_AGE = SESSION_LIMIT_HOURS * 3600
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.int("ALONGSIDE_PROXIES", 0) else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'", NONCE],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "media-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "base-uri": ["'self'"],
        "form-action": [
            "'self'",
            *([OIDC_ISSUER.split("/", 3)[0] + "//" + OIDC_ISSUER.split("/", 3)[2]] if OIDC_ISSUER else []),
        ],
        "frame-ancestors": ["'none'"],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {f: [] for f in ("camera", "geolocation", "microphone", "payment", "usb", "display-capture")}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

EMAIL_BACKEND = env.str(
    "ALONGSIDE_EMAIL_BACKEND",
    "django.core.mail.backends.smtp.EmailBackend" if PRODUCTION else "django.core.mail.backends.console.EmailBackend",
)
EMAIL_HOST = env.str("ALONGSIDE_SMTP_HOST", "localhost")
EMAIL_PORT = env.int("ALONGSIDE_SMTP_PORT", 25)
EMAIL_HOST_USER = env.str("ALONGSIDE_SMTP_USER", "")
EMAIL_HOST_PASSWORD = env.str("ALONGSIDE_SMTP_PASSWORD", "")
EMAIL_USE_TLS = env.bool("ALONGSIDE_SMTP_TLS", False)
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = env.str("ALONGSIDE_FROM_EMAIL", "alongside@council.example")
QUEUE_NOTICE = "alongside.web.notices.actions.queue_notice"
NOTICE_CHANNEL = env.str("ALONGSIDE_NOTICES", "smtp" if PRODUCTION else "console")  # console | smtp | notify
NOTIFY_API_KEY = env.str("ALONGSIDE_NOTIFY_API_KEY", "")
NOTIFY_TEMPLATE_ID = env.str("ALONGSIDE_NOTIFY_TEMPLATE_ID", "")
NOTIFY_BASE_URL = env.str("ALONGSIDE_NOTIFY_URL", "")

LANGUAGE_CODE = "en-gb"
# Of the public pages, which choose for themselves (design/languages.py). No middleware asks the browser: staff pages are in English.
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg"), ("pl", "Polski"), ("ur", "اردو"), ("ar", "العربية")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "static"]
STATIC_ROOT = Path(env.str("ALONGSIDE_STATIC_ROOT", str(DATA / "static")))
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA / "files"}},
    "staticfiles": {
        "BACKEND": "alongside.web.platform.storage.HashedStaticFiles"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "alongside.web.platform.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": env.str("ALONGSIDE_LOG_LEVEL", "INFO" if PRODUCTION else "WARNING")},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
