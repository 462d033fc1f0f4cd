"""The server, by hand or for the public.

python -m config.serve               everything from nothing to a site that answers
python -m config.serve --dev         the same by Django's own server, with debug pages
python -m config.serve --production  the site alone, over a database made ready before

| variable | default | means |
| --- | --- | --- |
| `ADDRESS` | `127.0.0.1` | the address to listen at; in a container `0.0.0.0` |
| `PORT` | `8000` | the port there |
| `WORKERS` | `2`, in production one for each core | processes that answer |
| `METRICS_PORT` | none | port of `ADDRESS` for what Prometheus asks |
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from config.embedded import EmbeddedDatabase, EmbeddedDatabaseError
from config.plainly import make_command
from config.provision import address_of_role

BASE_DIR = Path(__file__).resolve().parent.parent
SECONDS_TO_FINISH = 20  # for what is being answered when a worker is told to stop
SECONDS_FOR_A_HEAD = 10  # for a client to send its request line and headers
LONGEST_HEAD = 64 * 1024  # bytes
COMMAND = make_command(sys.argv[-1])


def main():
    how = sys.argv[1:] or ["--local"]
    if how not in (["--local"], ["--dev"], ["--production"]):
        sys.exit("usage: python -m config.serve [--dev | --production]")
    [how] = how
    address, port = os.environ.get("ADDRESS", "127.0.0.1"), number("PORT", 8000)
    refuse_taken_port(address, port)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    # SIGTERM leaves through the same door as an interrupt.
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, told_to_stop)
    if how == "--production":
        os.environ["PRODUCTION"] = "true"
        prepared("--production")
        serve(address, port, number("WORKERS", os.cpu_count()))
        return
    try:
        if os.environ.get("DATABASE_URL"):
            locally(how, address, port)
            return
        with EmbeddedDatabase(BASE_DIR / "var" / "postgres").joined() as url:
            os.environ["DATABASE_URL"] = url
            locally("--embedded" if how == "--local" else how, address, port)
    except EmbeddedDatabaseError as error:
        sys.exit(f"{COMMAND}: {error}")


def locally(how, address, port):
    """Make ready what is not current yet, then serve; where the server is ours, as a
    role that can only read."""
    if how == "--dev":
        os.environ["DEBUG"] = "true"
    prepared(how)
    if how == "--dev":
        print(f"http://{address}:{port}/", flush=True)
        command = (sys.executable, "manage.py", "runserver", f"{address}:{port}")
        sys.exit(subprocess.run(command, cwd=BASE_DIR, check=False).returncode)
    if how == "--embedded":
        os.environ["DATABASE_URL"] = address_of_role(os.environ["DATABASE_URL"])
    serve(address, port, number("WORKERS", 2))


def prepared(how):
    """In a process of its own: the workers are forks of this one, and must not inherit
    connections, nor the rights of who prepares."""
    done = subprocess.run(
        [sys.executable, "-m", "config.prepare", how], cwd=BASE_DIR, check=False
    )
    if done.returncode:
        sys.exit(done.returncode)


STOPPED = []  # signals that came before the server had handlers of its own


def told_to_stop(number, frame):
    """Python loses an exception that is raised while a module is being imported, in a
    callback of its locks; so the signal is remembered too."""
    STOPPED.append(number)
    sys.exit(128 + number)


def stop_if_told():
    if STOPPED:
        sys.exit(128 + STOPPED[0])


def number(name, default):
    written = os.environ.get(name, str(default))
    if not written.isdecimal() or not 0 < int(written) < 65536:
        sys.exit(f"{COMMAND}: {name} is a number from 1 to 65535, not {written!r}")
    return int(written)


def refuse_taken_port(address, port):
    """Say so before anything is started, and not after."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except PermissionError:
            sys.exit(f"{COMMAND}: port {port} needs rights; choose one above 1023")
        except OSError:
            sys.exit(
                f"{COMMAND}: port {port} of {address} is taken; stop what uses it, or "
                f"choose another: {COMMAND} PORT={port + 1}"
            )


def serve(address, port, workers):
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings

    server = Granian(
        "config.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        # Browsers speak HTTP/2 over TLS alone, and proxies HTTP/1 to what they stand
        # before: here it would only be another way around the limits below.
        http=HTTPModes.http1,
        workers=workers,
        blocking_threads=4,
        respawn_failed_workers=True,
        # A worker told to stop before it has its own signal handlers never hears it:
        # without an end to the waiting, an early interrupt would hang for ever.
        workers_kill_timeout=SECONDS_TO_FINISH,
        http1_settings=HTTP1Settings(
            header_read_timeout=SECONDS_FOR_A_HEAD * 1000,
            max_buffer_size=LONGEST_HEAD,
        ),
        log_access=False,
        log_level="warning",
    )
    server.on_startup(stop_if_told)  # after it has set its handlers, before it forks
    print(f"http://{address}:{port}/", flush=True)
    with metrics(address):
        server.serve()


@contextlib.contextmanager
def metrics(address):
    """The process that Prometheus asks, where `METRICS_PORT` says so."""
    if "METRICS_PORT" not in os.environ:
        yield
        return
    port = number("METRICS_PORT", None)
    refuse_taken_port(address, port)
    with tempfile.TemporaryDirectory(prefix="peacekeeping-metrics-") as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        command = (sys.executable, "-m", "config.metrics", address, str(port))
        process = subprocess.Popen(command, cwd=BASE_DIR, stdin=subprocess.PIPE)
        try:
            yield
        finally:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main()
