"""One settings file for every place. The environment names what differs, and a wrong
value is refused at start.

| variable | default | means |
| --- | --- | --- |
| `DATABASE_URL` | the embedded server | `postgresql://user:password@host:port/name` |
| `SECRET_KEY` | made once under `var/` | needed where `var/` is not kept |
| `DEBUG` | `false` | debug pages; never on a public address |
| `ALLOWED_HOSTS` | `localhost,127.0.0.1` | names under which the site is reached |
| `DATA_DIR` | `data/` | the curated records |
| `RATE_LIMIT` | `6000` | requests a minute and client, 0 is none |
| `SYNTHETIC_FIGURES` | `false` | made-up figures are taken and served, for benchmarks |
| `PRODUCTION` | `false` | for a public address: weak values of the above are refused |
| `HTTPS` | `true` in production | plain HTTP is led to HTTPS; `false` in a closed network |
| `TRUSTED_PROXIES` | none | addresses or networks whose `X-Forwarded-For` and `-Proto` are believed |
| `CONTACT` | none | where readers report mistakes: `https://…` or `mailto:…` |
| `DATABASE_REPLICA_URLS` | none | streaming replicas to read from, between commas |

A trusted proxy must add to `X-Forwarded-For`, set `X-Forwarded-Proto`, and drop headers
with an underscore in their name, as nginx does unasked: `X_Forwarded_For` of a client looks
the same to us.

`config.serve` reads `ADDRESS`, `PORT`, `WORKERS` and `METRICS_PORT` besides.
"""

import os
from pathlib import Path

from config import environment, logs

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

PRODUCTION = environment.flag("PRODUCTION")
if PRODUCTION:
    environment.refuse_weak()
DEBUG = environment.flag("DEBUG")
SECRET_KEY = os.environ.get("SECRET_KEY") or environment.kept_secret(
    VAR_DIR / "secret-key"
)
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", "localhost,127.0.0.1")
TRUSTED_PROXIES = environment.networks("TRUSTED_PROXIES")
RATE_LIMIT = environment.number("RATE_LIMIT", 6000)
SYNTHETIC_FIGURES = environment.flag("SYNTHETIC_FIGURES")
CONTACT = environment.contact("CONTACT")
DATA_DIR = Path(os.environ.get("DATA_DIR") or BASE_DIR / "data")

# manage.py, config.serve and the tests join the embedded server and say where it is.
DATABASES = environment.databases(
    os.environ.get("DATABASE_URL") or "postgresql://no-database-was-named/none",
    environment.words("DATABASE_REPLICA_URLS"),
    # Set by `config.wsgi` for the processes that serve pages.
    serving=environment.flag("SERVING"),
)

# The order is the order of loading: what is named first needs nothing named later.
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "rest_framework",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
    "api",
    "sources",
    "organizations",
    "principles",
    "missions",
    "config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "config.health.AnyHost",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "api.middleware.ApiHeaders",
    "api.middleware.Bounds",
    "config.once_more.OnceMore",
    "config.one_state.OneState",
    "config.errors.ErrorPages",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "sources.state.release",
            ],
            "builtins": ["sources.templatetags.record"],
        },
    }
]

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # Pictures by their content: they are never wrong, and all processes share them.
    "charts": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / "charts",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
}

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_I18N = False
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    }
}

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["api.renderers.JSONRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "api.renderers.Negotiation",
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "EXCEPTION_HANDLER": "api.problems.handle",
    "URL_FORMAT_OVERRIDE": None,
    "DEFAULT_SCHEMA_CLASS": "api.openapi.AutoSchema",
}
SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.0",
    "TITLE": "Peacekeeping knowledge base",
    "VERSION": "1",
    "DESCRIPTION": (
        "Every peace operation since 1948: record, mandates, figures, the three "
        "principles, and the source of each fact. Read-only, no key. Records CC BY 4.0. "
        "The guide with worked examples is at `/api/`."
    ),
    "LICENSE": {
        "name": "CC BY 4.0",
        "url": "https://creativecommons.org/licenses/by/4.0/",
    },
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SORT_OPERATIONS": False,  # the order of the resources
    "SORT_OPERATION_PARAMETERS": False,
    "POSTPROCESSING_HOOKS": ["api.openapi.finished"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}
# What the API says about the state of the data; `api` itself knows no model.
API_STATE = "sources.state.current"
API_STATE_TOLD = "sources.state.from_told"
API_STORED = "sources.stored"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
HTTPS = environment.flag("HTTPS", PRODUCTION)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$"]  # asked from the same machine
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SILENCED_SYSTEM_CHECKS = [
    "security.W003",  # no form that writes, no session and no cookie to be forged
    "security.W005",  # the names below ours are not ours to bind to HTTPS,
    "security.W021",  # and a browser's list is not left again
]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"

LOGGING = logs.settings(PRODUCTION)
