"""The site while its data changes, as processes of their own. Where something breaks is
tests/torture."""

import json
import time
import urllib.request

import pytest

from tests.live import curated, database, manage, site


@pytest.fixture(scope="module")
def database_url(django_db_setup):
    with database("outage_tests", curated()) as url:
        yield url


def get(address):
    with urllib.request.urlopen(address, timeout=10) as response:
        return response.read().decode()


HUB = (
    "contribution_id,contributing_country,isocode3,m49_code,mission_acronym,"
    "personnel_type,last_reporting_date,female_personnel,male_personnel\n"
    "1,Bangladesh,BGD,50,MINUSMA,troops,2015-06-30,10,1000\n"
)
SHOWN = "/api/v1/contributions/?source=un-hub-contributions"


def test_every_process_follows_an_import_within_a_second(database_url, tmp_path):
    """Two workers, each asked again and again: after a second none tells the old data."""
    file = tmp_path / "figures.csv"
    file.write_text(HUB)
    with site(DATABASE_URL=database_url, RATE_LIMIT="0") as address:
        for _ in range(20):  # both workers have the answer now, and keep it
            assert json.loads(get(f"{address}{SHOWN}"))["count"] == 0
        manage(
            "import_figures", "un-contributions", str(file), DATABASE_URL=database_url
        )
        done = time.monotonic()
        counts = []
        while time.monotonic() < done + 2:
            asked = time.monotonic()
            count = json.loads(get(f"{address}{SHOWN}"))["count"]
            counts.append((asked - done, count))

    assert {count for asked, count in counts if asked > 1} == {2}
    assert {count for _, count in counts} <= {0, 2}
