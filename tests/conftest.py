"""What tests of several rooms share."""

import fcntl
import shutil

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from sources.loader.load import load


@pytest.fixture(autouse=True, scope="session")
def collected_static_files():
    """Pages name static files by their hashed names, as the real server does."""
    settings.VAR_DIR.mkdir(exist_ok=True)
    # The tests run in two processes, which collect into one folder.
    with (settings.VAR_DIR / "static.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        call_command("collectstatic", interactive=False, verbosity=0)


@pytest.fixture
def count_queries(client):
    """A function that gets a URL and says how many queries it took."""

    def count(url):
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url)
        assert response.status_code == 200, response.content
        return len(queries)

    return count


@pytest.fixture
def data_dir(tmp_path, settings):
    """A copy of the real records that a test may break."""
    settings.DATA_DIR = shutil.copytree(settings.DATA_DIR, tmp_path / "data")
    return settings.DATA_DIR


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The real records, loaded once for the tests of a module and then undone."""

    with django_db_blocker.unblock(), transaction.atomic():
        state = load(settings.DATA_DIR, store_answers=False)
        yield state
        transaction.set_rollback(True)
