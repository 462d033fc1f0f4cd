"""A pytest plugin: tests without DATABASE_URL join the embedded server.

It is loaded before Django's settings are read (`-p tests.database`).
"""

import os
from pathlib import Path

import pytest

from config.embedded import EmbeddedDatabase

SERVER = EmbeddedDatabase(Path(__file__).parent.parent / "var" / "postgres")
JOINED = pytest.StashKey[bool]()


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config):
    os.environ.setdefault("RATE_LIMIT", "0")  # tests ask faster than any client may
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = SERVER.join()
        early_config.stash[JOINED] = True


def pytest_unconfigure(config):
    if config.stash.get(JOINED, False):
        config.stash[JOINED] = False
        SERVER.leave()
