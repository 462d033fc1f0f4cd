"""`make run`: everything from nothing to a site that answers.

python -m config.serve         the real server
python -m config.serve --dev   Django's own, with reload and debug pages
"""

import os
import signal
import socket
import sys
from pathlib import Path

from config.embedded import EmbeddedDatabase, EmbeddedDatabaseError
from config.plainly import said_plainly

BASE_DIR = Path(__file__).resolve().parent.parent
ADDRESS = "127.0.0.1"
WORKERS = 2


def main():
    development = sys.argv[1:] == ["--dev"]
    if sys.argv[1:] and not development:
        sys.exit("usage: python -m config.serve [--dev]")
    port = chosen_port()
    refuse_taken_port(port)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if development:
        os.environ["DEBUG"] = "true"
    # SIGTERM leaves through the same door as an interrupt.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, told_to_stop)
    try:
        if os.environ.get("DATABASE_URL"):
            with said_plainly("make run"):
                serve(port, development)
            return
        with EmbeddedDatabase(BASE_DIR / "var" / "postgres").joined() as url:
            os.environ["DATABASE_URL"] = url
            serve(port, development)
    except EmbeddedDatabaseError as error:
        sys.exit(f"make run: {error}")


STOPPED = []  # signals that came before the server had handlers of its own


def told_to_stop(number, frame):
    """Python loses an exception that is raised while a module is being imported, in a
    callback of its locks; so the signal is remembered too."""
    STOPPED.append(number)
    sys.exit(128 + number)


def stop_if_told():
    if STOPPED:
        sys.exit(128 + STOPPED[0])


def chosen_port():
    written = os.environ.get("PORT", "8000")
    if not written.isdecimal() or not 0 < int(written) < 65536:
        sys.exit(f"make run: PORT is a number from 1 to 65535, not {written!r}")
    return int(written)


def refuse_taken_port(port):
    """Say so before anything is started, and not after."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except PermissionError:
            sys.exit(f"make run: port {port} needs rights; choose one above 1023")
        except OSError:
            sys.exit(
                f"make run: port {port} of {ADDRESS} is taken; stop what uses it, or "
                f"choose another: make run PORT={port + 1}"
            )


def serve(port, development):
    prepare()
    print(f"http://{ADDRESS}:{port}/", flush=True)
    if development:
        from django.core.management import call_command

        call_command("runserver", f"{ADDRESS}:{port}")
        return
    from granian import Granian
    from granian.constants import Interfaces

    server = Granian(
        "config.wsgi:application",
        address=ADDRESS,
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=4,
        respawn_failed_workers=True,
        # A worker told to stop before it has its own signal handlers never hears it:
        # without an end to the waiting, an early interrupt would hang for ever.
        workers_kill_timeout=10,
        log_access=False,
        log_level="warning",
    )
    server.on_startup(stop_if_told)  # after it has set its handlers, before it forks
    server.serve()


def prepare():
    """Schema, records, static files: whatever is not current yet."""
    import django
    from django.conf import settings
    from django.core.management import CommandError, call_command

    django.setup()
    from django.db import connection

    from sources.loader.load import is_current
    from sources.state import current

    call_command("migrate", verbosity=0)
    state = current()
    if state and state.is_synthetic:
        if not settings.SYNTHETIC_FIGURES:
            sys.exit(
                "make run: the figures of this database are made up, for benchmarks; use "
                "another database"
            )
    elif not is_current(settings.DATA_DIR):
        try:
            call_command("load")
        except CommandError as error:
            sys.exit(f"make run: the records cannot be loaded\n{error}")
    if not settings.DEBUG:
        call_command("collectstatic", interactive=False, verbosity=0)
    # The workers are forks: they must not share our connections, and a pool whose
    # threads stayed behind would never connect again.
    connection.close()
    connection.close_pool()


if __name__ == "__main__":
    main()
