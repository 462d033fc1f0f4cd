"""`manage.py export`: the whole base in one folder."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from config.exporting import ExportError, export


class Command(BaseCommand):
    help = "Write the base as a Data Package: CSV files, codebook, one SQLite file."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="DIR")

    def handle(self, *, folder, **options):
        with tqdm(unit="tables", leave=False, disable=not sys.stderr.isatty()) as bar:
            try:
                export(folder, lambda name: bar.update(1))
            except ExportError as error:
                raise CommandError(str(error)) from None
        self.stdout.write(f"exported to {folder}")
