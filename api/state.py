"""Which state of the data an answer is made from, and what follows for caches."""

import datetime
import hashlib
from contextlib import contextmanager
from functools import lru_cache
from importlib import import_module

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponseNotModified
from django.utils.http import http_date, parse_http_date_safe
from django.utils.module_loading import import_string

STATE = "X-Data-State"  # names the state of the data, for `api.answers` alone
CACHE = "public, max-age=300, stale-while-revalidate=86400"


def current_state():
    """The present `DataState`, or None; `api` itself knows no model."""
    return import_string(settings.API_STATE)()


def as_state(*told):
    """A state from what a statement told of it beside its rows."""
    return import_string(settings.API_STATE_TOLD)(*told)


def stored():
    """The module that keeps answers; `api` itself knows no model."""
    return import_module(settings.API_STORED)


def meta(state):
    """What every answer says about its data."""
    return {"release": state and state.release_id}


@contextmanager
def snapshot():
    """All queries within see one state of the data, also while it is being replaced."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@lru_cache
def program_digest():
    """SHA-256 of all that makes answers of data: code, templates, files that pages name,
    and the packages in use."""
    total = hashlib.sha256(code_digest().encode())
    for folder in ("templates", "static"):
        for path in sorted((settings.BASE_DIR / folder).rglob("*.*")):
            total.update(path.read_bytes())
    total.update((settings.BASE_DIR / "requirements.txt").read_bytes())
    return total.hexdigest()


@lru_cache
def code_digest():
    """SHA-256 of the code: a new serializer makes new answers of the same data."""
    total = hashlib.sha256()
    for room in ("api", "config", "sources", "organizations", "principles", "missions"):
        for path in sorted((settings.BASE_DIR / room).rglob("*.py")):
            total.update(path.read_bytes())
    return total.hexdigest()


def etag(request, state):
    """A weak tag: the same question put to the same data by the same code on the same
    day. The day counts because operations begin and end without a load."""
    told = [
        request.build_absolute_uri(),
        request.headers.get("Accept", ""),
        name_of(state),
    ]
    digest = hashlib.sha256("\0".join(told).encode("utf-8", "surrogatepass"))
    return f'W/"{digest.hexdigest()[:32]}"'


def name_of(state):
    """A name for all that answers follow from: data, program and day."""
    imports = str(sorted(state.imports.items()))
    day = today().isoformat()
    return named(state.digest, state.release_id, imports, program_digest(), day)


@lru_cache(maxsize=8)
def named(*told):
    return hashlib.sha256("\0".join(told).encode()).hexdigest()[:32]


def today():
    return datetime.datetime.now(datetime.UTC).date()


def changed(state):
    """When the answers last changed, in seconds: with the data, or with the day."""
    midnight = datetime.datetime.combine(today(), datetime.time(), datetime.UTC)
    return int(max(state.changed_at, midnight).timestamp())


def holds(request, tag):
    """Whether the client says that it holds the answer with this tag."""
    return holds_tag(request.headers.get("If-None-Match", ""), tag)


def holds_tag(written, tag):
    """Whether a tag is among those of an `If-None-Match` header."""
    held = [part.strip().removeprefix("W/") for part in written.split(",")]
    return tag.removeprefix("W/") in held


def unchanged_since(request, state):
    """Whether the client asks for news only and there is none. A tag goes first; `*` is
    any tag of an answer that is there."""
    if held := request.headers.get("If-None-Match"):
        return held.strip() == "*"
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    return since is not None and changed(state) <= since


def not_modified():
    return HttpResponseNotModified()


def remember(response, request, state):
    """Put the headers of caching on a good answer."""
    response["ETag"] = etag(request, state)
    response["Last-Modified"] = http_date(changed(state))
    response["Cache-Control"] = CACHE
    response[STATE] = name_of(state)
    return response
