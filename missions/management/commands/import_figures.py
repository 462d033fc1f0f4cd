"""`manage.py import_figures`: a published dataset in its own format."""

import sys

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from missions.importers import IMPORTERS
from missions.importers.pipeline import run
from missions.importers.problems import ImportProblem


class Command(BaseCommand):
    help = (
        "Import a published dataset. Its rows take the place of all rows of its source; "
        "rows that cannot be taken go to FILE.rejected.csv. All or nothing; safe to run "
        "again. Datasets: "
        + "; ".join(f"{i.name} ({i.about})" for i in IMPORTERS.values())
    )

    def add_arguments(self, parser):
        parser.add_argument("dataset", choices=IMPORTERS, metavar="SOURCE")
        parser.add_argument("location", metavar="FILE-OR-URL")
        parser.add_argument(
            "--dry-run", action="store_true", help="do all of it, then undo it"
        )

    def handle(self, *, dataset, location, dry_run, **options):
        bar = tqdm(
            desc=dataset, unit="B", unit_scale=True, leave=False, disable=not shown()
        )
        try:
            with bar:
                report = run(
                    IMPORTERS[dataset], location, dry_run=dry_run, progress=bar.update
                )
        except ImportProblem as problem:
            raise CommandError(str(problem)) from None
        except KeyboardInterrupt:
            raise CommandError("interrupted; nothing was written") from None
        for line in self.told(report, dry_run):
            self.stdout.write(line)

    @staticmethod
    def told(report, dry_run):
        if report.unchanged:
            yield "this file is imported already; nothing changed"
            return
        yield (
            f"{report.read:,} rows read, {report.empty:,} of them without a figure, "
            f"{report.rejected:,} rejected"
        )
        if report.rejected_file:
            yield f"rejected rows and why: {report.rejected_file}"
        if report.unread:
            yield f"columns not read: {', '.join(name or '(no name)' for name in report.unread)}"
        verb = "would take" if dry_run else "took"
        yield f"{report.after:,} rows {verb} the place of {report.before:,}"
        if dry_run:
            yield "dry run: nothing was written"


def shown():
    return sys.stderr.isatty()
