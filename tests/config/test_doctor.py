"""What `manage.py doctor` says of installations that are well, and of those that are not."""

import pytest
from django.db import connection

from config.doctor import examine
from config.provision import WEB_ROLE, provision
from sources.models import DataState
from tests.live import environment, run, to_be_read, url

AWAY = "postgresql://nobody@127.0.0.1:1/none"


def doctor(**more):
    return run("manage.py", "doctor", env=environment(**more))


def found(words):
    """The finding that holds these words."""
    [finding] = [f for f in examine() if words in f.what]
    return finding


def test_all_is_well_with_records_and_a_role_that_only_reads(loaded, db, monkeypatch):
    monkeypatch.setenv("PORT", "1")  # whatever serves on this machine
    provision(connection)

    grave = [finding.what for finding in examine() if finding.grave]

    assert grave == []
    assert not found(f"{WEB_ROLE} can read every table").remedy
    assert not found("release 2026").remedy


@pytest.mark.django_db
def test_a_database_without_records_is_wrong():
    DataState.objects.all().delete()

    assert "manage.py load" in found("no records are loaded").remedy


@pytest.mark.django_db
def test_tables_of_another_program_are_wrong():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'missions'")

    assert "manage.py migrate" in found("the tables are not").remedy


def test_a_role_that_may_write_is_wrong(loaded, db):
    provision(connection)
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT INSERT ON missions_mission TO {WEB_ROLE}")
        cursor.execute(f"ALTER ROLE {WEB_ROLE} RESET statement_timeout")

    finding = found("may write to 1 tables")
    assert finding.grave
    assert "provision" in finding.remedy
    assert "statement_timeout" in found("has lost limits").what


def test_a_database_that_is_away_is_said_in_one_line():
    done = doctor(DATABASE_URL=AWAY)

    assert done.returncode == 1
    assert "WRONG    the database does not answer" in done.stdout
    assert "Traceback" not in done.stderr


def test_replicas_that_are_none_or_away_are_named(django_db_setup):
    address = url(to_be_read())
    done = doctor(DATABASE_URL=address, DATABASE_REPLICA_URLS=f"{address},{AWAY}")

    assert done.returncode == 1
    assert "WRONG    replica 1 is no replica" in done.stdout
    assert "doubtful replica 2 does not answer" in done.stdout


def test_a_site_that_does_not_answer_is_doubtful(django_db_setup):
    done = doctor(DATABASE_URL=url(to_be_read()), PORT="1")

    assert done.returncode == 0, done.stdout
    assert "doubtful nothing answers at 127.0.0.1:1" in done.stdout
