"""`manage.py provision`: the role that the site reads with."""

import os

from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError, connection, transaction

from config.provision import (
    MAKERS,
    WEB_ROLE,
    address_of_role,
    may_make_large_objects,
    provision,
)

SHORTEST = 16  # characters of a password


class Command(BaseCommand):
    help = (
        f"Make the database role {WEB_ROLE}, with which the site is served: it can read, "
        "and nothing else. DATABASE_URL names the owner of the tables; the role's "
        "password is taken from WEB_PASSWORD. Safe to run again."
    )

    def handle(self, **options):
        password = os.environ.get("WEB_PASSWORD", "")
        if password and len(password) < SHORTEST:
            raise CommandError(f"WEB_PASSWORD has fewer than {SHORTEST} characters")
        try:
            with transaction.atomic():
                provision(connection, password)
        except ProgrammingError as error:
            said = str(error).splitlines()[0]
            user = connection.settings_dict["USER"]
            raise CommandError(
                f"{said}: {user} must own the database and its tables, have CREATEROLE, "
                f"and have made {WEB_ROLE} where it is there"
            ) from None
        address = address_of_role(os.environ["DATABASE_URL"], password and "PASSWORD")
        self.stdout.write(f"The site reads as: DATABASE_URL='{address}'")
        if may_make_large_objects(connection):
            self.stdout.write(
                "Still open, as you are no superuser: the role can make large objects, "
                "which nothing here reads. A superuser of this database closes it: "
                f"REVOKE EXECUTE ON FUNCTION {', '.join(MAKERS)} FROM PUBLIC;"
            )
        if password:
            self.stdout.write("Put WEB_PASSWORD there, percent-encoded.")
        else:
            self.stdout.write(
                "No WEB_PASSWORD was set: the role connects only where the server asks "
                "for none, or where it has one already."
            )
