"""What tests of several rooms share."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from config.prepare import collect_static_files
from missions.held import held_of
from sources.models import DataState
from sources.stored import StoredAnswer
from tests.live import connect, to_be_read
from tests.marked import make_world


@pytest.fixture(autouse=True, scope="session")
def collected_static_files():
    """Pages name static files by their hashed names, as the real server does."""
    collect_static_files()


@pytest.fixture(autouse=True)
def nothing_held():
    """Tests make other data under the name of the same state."""
    held_of.cache_clear()


@pytest.fixture
def own_pictures(settings, tmp_path):
    """Pictures are kept in a folder of the test."""
    charts = {**settings.CACHES["charts"], "LOCATION": tmp_path}
    settings.CACHES = {**settings.CACHES, "charts": charts}
    caches.close_all()


@pytest.fixture
def count_queries(client):
    """A function that gets a URL and says how many queries it took."""

    def count(url):
        held_of.cache_clear()
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url)
        assert response.status_code == 200, response.content
        return len(queries)

    return count


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The real records, without stored answers, for the tests of a module; then they
    are undone. They are copied from where they were loaded."""
    with django_db_blocker.unblock(), transaction.atomic():
        copy_curated(connection)
        yield DataState.objects.get()
        transaction.set_rollback(True)
    ContentType.objects.clear_cache()  # those of the copy had keys of their own


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """See `tests.marked`; for the tests of a module, then it is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


def copy_curated(connection):
    """Fill all tables of Django's connection with those of the curated database."""
    tables = connection.introspection.django_table_names(only_existing=True)
    tables = sorted({*tables} - {StoredAnswer._meta.db_table, "django_migrations"})
    with connection.cursor() as cursor, connect(to_be_read()) as source:
        # Rows come in no order that foreign keys would take.
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in tables:
            cursor.execute(f'DELETE FROM "{table}"')
            columns = [
                f.name
                for f in connection.introspection.get_table_description(cursor, table)
            ]
            named = ", ".join(f'"{column}"' for column in columns)
            with (
                source.cursor().copy(f'COPY "{table}" ({named}) TO STDOUT') as rows,
                cursor.copy(f'COPY "{table}" ({named}) FROM STDIN') as into,
            ):
                for part in rows:
                    into.write(part)
        for sequence in connection.introspection.sequence_list():
            table, column = sequence["table"], sequence["column"]
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), "
                f'greatest(max("{column}"), 1)) FROM "{table}"'
            )
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
        cursor.execute("ANALYZE")
    ContentType.objects.clear_cache()
