"""`manage.py doctor`: what is wrong with an installation, in words."""

import sys

from django.core.management.base import BaseCommand

from config.doctor import examine


class Command(BaseCommand):
    help = (
        "Say in words what is well, doubtful or wrong with this installation: settings, "
        "folders, database, records, rights, replicas, the site. Ends with 1 where "
        "something is wrong. Changes nothing."
    )
    requires_system_checks = []

    def handle(self, **options):
        wrong = 0
        for finding in examine():
            wrong += finding.grave
            then = f"\n         → {finding.remedy}" if finding.remedy else ""
            self.stdout.write(f"{finding.mark:8} {finding.what}{then}")
        if wrong:
            sys.exit(1)
