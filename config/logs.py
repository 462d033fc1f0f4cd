"""What is logged, and how: lines for people, or JSON for programs in production.

Every line tells the number of its request, which the answer tells too (`X-Request-ID`).
"""

import contextvars
import logging

NUMBER = contextvars.ContextVar("request_id", default="")
TOLD = "%(asctime)s %(levelname)s %(name)s %(message)s %(request_id)s"


class Numbered(logging.Filter):
    """Gives a line of the log the number of its request."""

    def filter(self, record):
        record.request_id = NUMBER.get()
        return True


def settings(production):
    """Django's `LOGGING`. Requests are logged in production alone."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"numbered": {"()": "config.logs.Numbered"}},
        "formatters": {
            "line": {"format": "%(levelname)s %(name)s: %(message)s"},
            "json": {"()": "pythonjsonlogger.json.JsonFormatter", "fmt": TOLD},
        },
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "json" if production else "line",
                "filters": ["numbered"],
            }
        },
        "loggers": {
            # Its complaints come as errors too, with what they mean for the answer.
            "psycopg.pool": {"level": "ERROR"},
            "access": {"level": "INFO" if production else "WARNING"},
        },
        "root": {"handlers": ["console"], "level": "WARNING"},
    }
