"""`/healthz` and `/readyz`."""

import pytest
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from tests.factories import DataStateFactory


def test_alive_asks_no_database(client):
    # pytest-django refuses database access in a test that does not ask for it.
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"alive\n")


@pytest.mark.django_db
def test_ready_when_schema_and_load_are_present(client):
    DataStateFactory()

    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_not_ready_without_a_load(client):
    response = client.get("/readyz")

    assert response.status_code == 503
    assert b"no records are loaded" in response.content


@pytest.mark.django_db
def test_not_ready_with_an_old_schema(client):
    DataStateFactory()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'missions'")

    response = client.get("/readyz")

    assert response.status_code == 503
    assert b"schema is not current" in response.content


@pytest.mark.django_db
def test_not_ready_while_the_database_is_away(client, monkeypatch):
    def away(*args):
        raise OperationalError("gone")

    monkeypatch.setattr(MigrationExecutor, "migration_plan", away)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert b"does not answer" in response.content


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_who_asks_need_not_know_a_name_of_the_site(client, settings, path):
    settings.ALLOWED_HOSTS = ["peace.example.org"]
    settings.SECURE_SSL_REDIRECT = True
    DataStateFactory()

    assert client.get(path, headers={"Host": "10.0.0.7:8000"}).status_code == 200
    assert client.get("/", headers={"Host": "10.0.0.7:8000"}).status_code == 400
