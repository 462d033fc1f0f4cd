"""`manage.py make_figures`: made-up contributions, for benchmarks."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from missions.importers import synthetic
from missions.importers.pipeline import run
from missions.importers.problems import ImportProblem


class Command(BaseCommand):
    help = (
        "Make up contributions by a seed and import them as the source `synthetic`, for "
        "benchmarks. Needs SYNTHETIC_FIGURES=true; such a database is never served "
        "without it and takes no load."
    )

    def add_arguments(self, parser):
        parser.add_argument("--rows", type=int, default=1_300_000)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--file", required=True, help="the file to write first")
        part = parser.add_mutually_exclusive_group()
        part.add_argument("--only-file", action="store_true", help="import nothing")
        part.add_argument(
            "--only-import", action="store_true", help="the file is there"
        )

    def handle(self, *, rows, seed, file, only_file, only_import, **options):
        try:
            synthetic.refuse_elsewhere()
            if not only_import:
                written = synthetic.write(file, rows, seed, timezone.now().date())
                self.stdout.write(f"{written:,} rows of figures in {file}")
            if not only_file:
                synthetic.make_source()
                report = run(synthetic.IMPORTER, file)
                self.stdout.write(f"{report.after:,} rows imported")
        except ImportProblem as problem:
            raise CommandError(str(problem)) from None
