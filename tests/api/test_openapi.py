"""The description of the API is complete, current and true."""

import re

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command

from config.api import RESOURCES
from tests.fuzz.running import schemathesis
from tests.live import curated, database, site

COMMITTED = settings.BASE_DIR / "docs" / "openapi.yaml"


@pytest.fixture(scope="module")
def described():
    return yaml.safe_load(COMMITTED.read_text(encoding="utf-8"))


@pytest.mark.django_db
def test_the_committed_description_is_current(tmp_path):
    fresh = tmp_path / "openapi.yaml"
    call_command("spectacular", file=str(fresh), validate=True, fail_on_warn=True)

    assert COMMITTED.read_text(encoding="utf-8") == fresh.read_text(encoding="utf-8"), (
        "run: .venv/bin/python manage.py spectacular --file docs/openapi.yaml"
    )


def test_every_parameter_says_what_it_is(described):
    assert described["openapi"].startswith("3.1")
    for path, operations in described["paths"].items():
        for parameter in operations["get"]["parameters"]:
            assert parameter["description"].strip(), path
            if parameter["in"] == "query" and parameter["name"] != "cursor":
                assert "example" in parameter, (path, parameter["name"])


@pytest.mark.parametrize("name", RESOURCES)
def test_every_filter_and_format_is_described(described, name):
    operation = described["paths"][f"/api/v1/{name}/"]["get"]
    named = {parameter["name"]: parameter for parameter in operation["parameters"]}

    assert set(named) | {"include"} == {
        *RESOURCES[name].filterset_class.parameters(),
        "include",
    }
    content = operation["responses"]["200"]["content"]
    assert len(content) == len(named["format"]["schema"]["enum"])


def test_every_status_has_its_schema(described):
    for path, operations in described["paths"].items():
        responses = operations["get"]["responses"]
        assert {"200", "304", "400", "406", "414", "429", "503"} <= set(responses), path
        for kind in responses["200"]["content"].values():
            assert kind["schema"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "kind"),
    [("", "application/json"), ("?format=yaml", "application/yaml")],
)
def test_the_description_is_served(client, described, query, kind):
    response = client.get(f"/api/v1/schema/{query}")

    assert response["Content-Type"].split(";")[0] == kind
    assert yaml.safe_load(response.content) == described


@pytest.fixture(scope="module")
def address(django_db_setup):
    with (
        database("schema_tests", curated()) as url,
        site(DATABASE_URL=url, RATE_LIMIT="0") as here,
    ):
        yield here


# Where a list has many parameters, each of their limits alone is thousands of requests:
# those are for `make fuzz`. A list and a record of every kind of shape are enough here.
TRIED_AT_THEIR_LIMITS = (
    *("/api/v1/", "/api/v1/suggest/", "/api/v1/principles/", "/api/v1/glossary/"),
    *("/api/v1/missions/{slug}/", "/api/v1/mandate-tasks/"),
)


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(["--phases", "examples,fuzzing,stateful"], id="every operation"),
        pytest.param(
            [
                *("--phases", "coverage"),
                *(f"--include-path={path}" for path in TRIED_AT_THEIR_LIMITS),
            ],
            id="limits",
        ),
    ],
)
def test_schemathesis_finds_nothing(address, options, tmp_path):
    done, said = schemathesis(address, "schemathesis.toml", *options, timeout=300)

    assert done, said
    generated, passed = re.search(r"(\d+) generated, (\d+) passed", said).groups()
    assert int(generated) == int(passed) > 100
    print(f"schemathesis: {generated} cases, all passed")
