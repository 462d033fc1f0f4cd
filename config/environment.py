"""What the environment may say, read strictly: a wrong value is refused at start, with the
name of the variable and what would be right."""

import ipaddress
import os
import re
import secrets
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SHORTEST_SECRET = 50  # characters, as Django's own check wants
FEWEST_LETTERS = 5  # different ones in a secret
CONTACT = re.compile(r"https://[^\s/<>\"]+\S*|mailto:[^\s@<>\"]+@[^\s@<>\"]+")
MOST_CONNECTIONS = 8  # of one process to one server
# Of a process that serves pages: no statement, and no wait for a lock, lasts longer.
LIMITS = {
    "default_transaction_read_only": "on",
    "statement_timeout": "15s",
    "lock_timeout": "3s",
    "idle_in_transaction_session_timeout": "60s",
}


def flag(name, default=False):
    value = os.environ.get(name, str(default)).lower()
    if value not in {"true", "false"}:
        raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}")
    return value == "true"


def number(name, default):
    value = os.environ.get(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}")
    return int(value)


def words(name, default=""):
    """What stands between commas, without the spaces around it."""
    parts = os.environ.get(name, default).split(",")
    return [part.strip() for part in parts if part.strip()]


def networks(name):
    """Addresses and networks: `127.0.0.1,10.0.0.0/8`."""
    found = words(name)
    for written in found:
        try:
            ipaddress.ip_network(written)
        except ValueError as error:
            raise ImproperlyConfigured(
                f"{name} lists addresses and networks of proxies, as in "
                f"127.0.0.1,10.0.0.0/8: {error}"
            ) from None
    return found


def contact(name):
    """Where mistakes are reported: an address of the web, or `mailto:` one. Empty where
    nobody has said."""
    value = os.environ.get(name, "")
    if value and not CONTACT.fullmatch(value):
        raise ImproperlyConfigured(
            f"{name} must be https://… or mailto:somebody@example.org, not {value!r}"
        )
    return value


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


def refuse_weak():
    """What a public address must not have. All of it is told at once."""
    told = []
    secret = os.environ.get("SECRET_KEY", "")
    if len(secret) < SHORTEST_SECRET or len(set(secret)) < FEWEST_LETTERS:
        told.append(
            f"SECRET_KEY must be set, to {SHORTEST_SECRET} random characters or more, for "
            "instance by python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    hosts = words("ALLOWED_HOSTS")
    if not hosts or "*" in hosts:
        told.append(
            "ALLOWED_HOSTS must be set to the names of the site, as in "
            "peace.example.org,www.peace.example.org, and never to *"
        )
    if flag("DEBUG"):
        told.append("DEBUG must not be true: its pages show the inside of the program")
    if flag("SYNTHETIC_FIGURES"):
        told.append(
            "SYNTHETIC_FIGURES must not be true: made-up figures are no records"
        )
    if not os.environ.get("DATABASE_URL"):
        told.append(
            "DATABASE_URL must name the database, as manage.py provision prints it"
        )
    if told:
        raise ImproperlyConfigured("PRODUCTION is true, so " + "; ".join(told))


def databases(url, replicas, *, serving):
    """Django's `DATABASES`. Only a process that is `serving` reads from replicas; it may
    write nowhere, and within `LIMITS`."""
    primary = database(url, "DATABASE_URL", serving)
    if replicas and serving:
        primary["ENGINE"] = "config.replicas"
        primary["REPLICAS"] = [
            database(replica, "DATABASE_REPLICA_URLS", serving) for replica in replicas
        ]
        for server in (primary, *primary["REPLICAS"]):  # another one is soon asked
            server["OPTIONS"]["pool"]["timeout"] = 1
    return {"default": primary}


def database(url, name, serving):
    """Django's settings of a `postgresql://` address; options stand in its query."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is no address: {error}") from None
    if parts.scheme not in {"postgresql", "postgres"} or len(parts.path) < 2:
        raise ImproperlyConfigured(
            f"{name} must look like postgresql://user:password@host:port/name, "
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
                "max_size": MOST_CONNECTIONS,
                "timeout": 3 if serving else 30,
                "reconnect_timeout": 2,
            },
            **({"options": limits()} if serving else {}),
            **options,
        },
        # A question more for each question: `config.once_more` looks after a loss.
        "CONN_HEALTH_CHECKS": not serving,
    }


def limits():
    """`LIMITS` as libpq takes them."""
    return " ".join(f"-c {name}={value}" for name, value in LIMITS.items())
