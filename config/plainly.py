"""Failures of a command in one line instead of a traceback."""

import os
import sys
from contextlib import contextmanager

import psycopg


def make_command(how):
    """What one types for the server that is run in this way."""
    return {"--dev": "make dev", "--production": "make serve"}.get(how, "make run")


@contextmanager
def said_plainly(command):
    """End with one line where the settings are wrong or the database does not answer."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import OperationalError, ProgrammingError

    try:
        yield
    except ImproperlyConfigured as error:
        sys.exit(f"{command}: {error}")
    except OperationalError as error:
        sys.exit(f"{command}: {why(error)}")
    except ProgrammingError as error:
        if not isinstance(error.__cause__, psycopg.errors.UndefinedTable):
            raise
        said = str(error).splitlines()[0]
        sys.exit(f"{command}: {said}: bring the tables up to date with `migrate`")


def why(error):
    """What the server itself says: a pool knows only that it got no connection."""
    url = os.environ.get("DATABASE_URL", "")
    try:
        psycopg.connect(url, connect_timeout=3).close()
    except psycopg.Error as cause:
        said = [line.strip() for line in str(cause).splitlines() if line.strip()]
        return f"the database of DATABASE_URL: {' '.join(said)}"
    return str(error).splitlines()[0]
