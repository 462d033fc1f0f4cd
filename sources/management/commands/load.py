"""`manage.py load`: the database from the files."""

import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from sources.loader.load import LoadError, load


class Command(BaseCommand):
    help = "Rebuild the database from data/. All or nothing; safe to run again."

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="report every problem, write nothing"
        )
        parser.add_argument(
            "--data", type=Path, help="another folder of records (default: DATA_DIR)"
        )

    def handle(self, *, check, data, **options):
        folder = data or settings.DATA_DIR
        try:
            state = load(folder, check=check, show_progress=sys.stderr.isatty())
        except LoadError as error:
            count = len(error.problems)
            noun = "problem" if count == 1 else "problems"
            raise CommandError(
                "\n".join([*error.problems, f"{count} {noun}; nothing was written"])
            ) from None
        done = "checked, nothing written" if check else "loaded"
        self.stdout.write(f"{done}: release {state.release_id}, {state.digest[:12]}")
