"""What attacks on the real server share."""

import pytest

from tests.live import site, to_be_read, url

LIMIT = 3  # requests a minute and client


@pytest.fixture(scope="module")
def alone(django_db_setup):
    """The site as clients reach it themselves, each with a limit of `LIMIT` requests."""
    with site(DATABASE_URL=url(to_be_read()), RATE_LIMIT=str(LIMIT)) as address:
        yield address
