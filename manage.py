#!/usr/bin/env python
"""Django's command line. Without DATABASE_URL it joins the embedded server."""

import os
import signal
import sys
from pathlib import Path


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    from config.plainly import said_plainly

    if os.environ.get("DATABASE_URL"):
        with said_plainly("manage.py"):
            execute_from_command_line(sys.argv)
        return
    from config.embedded import EmbeddedDatabase, EmbeddedDatabaseError

    # SIGTERM, too, must let go of the server.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with EmbeddedDatabase(
            Path(__file__).parent / "var" / "postgres"
        ).joined() as url:
            os.environ["DATABASE_URL"] = url
            with said_plainly("manage.py"):
                execute_from_command_line(sys.argv)
    except EmbeddedDatabaseError as error:
        sys.exit(f"manage.py: {error}")


if __name__ == "__main__":
    main()
