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
"""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"


def env_flag(name, default=False):
    value = os.environ.get(name, str(default)).lower()
    if value not in {"true", "false"}:
        raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}")
    return value == "true"


def env_number(name, default):
    value = os.environ.get(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}")
    return int(value)


def kept_secret(file):
    """A secret made at the first start and kept, so that two processes agree."""
    file.parent.mkdir(exist_ok=True)
    try:
        with os.fdopen(
            os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w"
        ) as f:
            f.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return file.read_text()


def database(url):
    """Django's settings of a `postgresql://` address; options stand in its query."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"DATABASE_URL is no address: {error}") from None
    if parts.scheme not in {"postgresql", "postgres"} or len(parts.path) < 2:
        raise ImproperlyConfigured(
            "DATABASE_URL must look like postgresql://user:password@host:port/name, "
            f"not {parts._replace(netloc='…').geturl()!r}"
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or parts.hostname or "",
        "PORT": port or "",
        "OPTIONS": {
            "connect_timeout": 5,
            # Short waits: a page says that the database is away, and the first request
            # after its return finds it.
            "pool": {
                "min_size": 1,
                "max_size": 8,
                "timeout": 3,
                "reconnect_timeout": 2,
            },
            **options,
        },
        "CONN_HEALTH_CHECKS": True,
    }


DEBUG = env_flag("DEBUG")
SECRET_KEY = os.environ.get("SECRET_KEY") or kept_secret(VAR_DIR / "secret-key")
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1").split(",")
RATE_LIMIT = env_number("RATE_LIMIT", 6000)
SYNTHETIC_FIGURES = env_flag("SYNTHETIC_FIGURES")
DATA_DIR = Path(os.environ.get("DATA_DIR") or BASE_DIR / "data")

# manage.py, config.serve and the tests join the embedded server and say where it is.
DATABASES = {
    "default": database(
        os.environ.get("DATABASE_URL") or "postgresql://no-database-was-named/none"
    )
}

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
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "api.middleware.ApiHeaders",
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
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    # Its complaints come as errors too, with what they mean for the answer.
    "loggers": {"psycopg.pool": {"level": "ERROR"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
