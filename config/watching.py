"""What is told of each request: its number, a line in the log, and counts for Prometheus.

The outermost layer of the site, in front of the kept answers.
"""

import logging
import re
import secrets
import time

from prometheus_client import Counter, Gauge, Histogram

from config.logs import NUMBER

REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
access = logging.getLogger("access")

REQUESTS = Counter(
    "peacekeeping_requests", "Requests answered", ["area", "method", "status"]
)
SECONDS = Histogram(
    "peacekeeping_request_seconds",
    "Seconds from a request to the head of its answer",
    ["area"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15),
)
UNDER_WAY = Gauge(
    "peacekeeping_requests_under_way",
    "Requests being answered",
    multiprocess_mode="livesum",
)
KEPT = Counter("peacekeeping_kept_answers", "Answers given again without being made")
STATEMENTS = Histogram(
    "peacekeeping_statement_seconds",
    "Seconds of a statement of the database",
    buckets=(0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 15),
)
CONNECTIONS = Gauge(
    "peacekeeping_connections",
    "Connections to the database, in all and lent just now",
    ["which"],
    multiprocess_mode="livesum",
)
CHANGED = Gauge(
    "peacekeeping_data_changed_timestamp_seconds",
    "When the served data last changed",
    multiprocess_mode="mostrecent",
)
METHODS = {"GET", "HEAD", "OPTIONS"}
AREAS = ("/api/", "/static/", "/healthz", "/readyz")


class Watched:
    """A WSGI application of which is told what it does."""

    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        began = time.perf_counter()
        given = environ.get("HTTP_X_REQUEST_ID", "")
        number = given if REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
        NUMBER.set(number)
        told = []

        def start(status, headers, *more):
            told.append(status[:3])
            return start_response(status, [*headers, ("X-Request-ID", number)], *more)

        UNDER_WAY.inc()
        try:
            return self.application(environ, start)
        finally:
            UNDER_WAY.dec()
            seconds = time.perf_counter() - began
            self.tell(environ, told[0] if told else "500", seconds)

    def tell(self, environ, status, seconds):
        path, method = environ["PATH_INFO"], environ["REQUEST_METHOD"]
        area = next((a.strip("/") for a in AREAS if path.startswith(a)), "pages")
        # Anybody can make up methods, and each would be a series of its own.
        REQUESTS.labels(area, method if method in METHODS else "other", status).inc()
        SECONDS.labels(area).observe(seconds)
        if access.isEnabledFor(logging.INFO):
            access.info(
                "%s %s %s",
                method,
                path,
                status,
                extra={
                    "method": method,
                    "path": path,
                    "query": environ["QUERY_STRING"],
                    "status": int(status),
                    "milliseconds": round(seconds * 1000, 1),
                    "client": environ.get("REMOTE_ADDR", ""),
                    "agent": environ.get("HTTP_USER_AGENT", ""),
                },
            )


def time_statements(connection, **kwargs):
    """On each new connection of Django's: time what it executes."""
    if timed not in connection.execute_wrappers:
        connection.execute_wrappers.append(timed)


def timed(execute, sql, params, many, context):
    began = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        STATEMENTS.observe(time.perf_counter() - began)


def tell_state(state, pools):
    """What is known of the data and of connections, whenever it is looked at."""
    if state:
        CHANGED.set(state.changed_at.timestamp())
    told = [pool.get_stats() for pool in pools]
    total = sum(stats["pool_size"] for stats in told)
    free = sum(stats["pool_available"] for stats in told)
    CONNECTIONS.labels("all").set(total)
    CONNECTIONS.labels("lent").set(total - free)
