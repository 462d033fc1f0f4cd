"""What `config.serve` does before it serves, in a process of its own: schema, records,
static files, whatever is not current yet. In production the static files alone: the rest
is the owner's, by `manage.py`."""

import fcntl
import sys

import django
from django.conf import settings
from django.core.management import CommandError, call_command

from api.state import program_digest
from config.plainly import make_command, said_plainly

MADE_UP = (
    "make run: the figures of this database are made up, for benchmarks; use another "
    "database"
)


def main(how):
    django.setup()
    if how != "--production":
        prepare_database(own=how == "--embedded")
    if not settings.DEBUG:
        collect_static_files()


def collect_static_files():
    """Gather them anew, unless they are those of this program: servers that share a
    folder start together, and one that serves must not miss a file meanwhile."""
    made_of = settings.VAR_DIR / "static.digest"
    settings.VAR_DIR.mkdir(exist_ok=True)
    with (settings.VAR_DIR / "static.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (settings.STATIC_ROOT / "staticfiles.json").exists() and (
            made_of.exists() and made_of.read_text() == program_digest()
        ):
            return
        call_command("collectstatic", interactive=False, verbosity=0)
        made_of.write_text(program_digest())


def prepare_database(own):
    """With `own`, the server is ours to make a role in."""
    from django.db import connection

    from config.provision import provision
    from sources.loader.load import is_current
    from sources.state import current

    call_command("migrate", verbosity=0)
    if own:
        provision(connection)
    state = current()
    if state and state.is_synthetic:
        if not settings.SYNTHETIC_FIGURES:
            sys.exit(MADE_UP)
    elif not is_current(settings.DATA_DIR):
        try:
            call_command("load")
        except CommandError as error:
            sys.exit(f"make run: the records cannot be loaded\n{error}")


if __name__ == "__main__":
    with said_plainly(make_command(sys.argv[1])):
        main(sys.argv[1])
