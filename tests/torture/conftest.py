"""Databases for the faults of these tests."""

import os

import pytest

from tests.live import curated, database, to_be_read, url


@pytest.fixture(scope="session")
def source(django_db_setup):
    return url(to_be_read())


@pytest.fixture(scope="module")
def own(django_db_setup):
    """A database that may be written to."""
    name = f"torture_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    with database(name, curated()) as address:
        yield address
