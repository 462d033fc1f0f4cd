"""When `make check` stops for what pip-audit says."""

import json

import pytest

from tests.audit import verdict

FINE = {"name": "a", "version": "1", "vulns": []}
HOLE = {"id": "PYSEC-1", "fix_versions": ["2"]}
SKIPPED = {"name": "b", "skip_reason": "Dependency not found"}


@pytest.mark.parametrize(
    ("packages", "failed", "said"),
    [
        ([FINE], False, "1 packages, no known hole"),
        ([FINE, {**FINE, "vulns": [HOLE]}], True, "a 1: PYSEC-1, mended in 2"),
        ([SKIPPED, {**FINE, "vulns": [HOLE]}], True, "PYSEC-1"),
        ([FINE, SKIPPED], True, "could not look at: b"),
        ([SKIPPED, SKIPPED], False, "NOT AUDITED"),
        ([], True, "could not look at: anything"),
    ],
)
def test_what_is_known_of_packages(packages, failed, said):
    found, words = verdict(json.dumps({"dependencies": packages}), "")

    assert (found, said in words) == (failed, True)


@pytest.mark.parametrize(
    ("complained", "failed", "said"),
    [
        ("x\nrequests.exceptions.ProxyError: refused", False, "NOT AUDITED"),
        ("requests.exceptions.ConnectTimeout: away", False, "NOT AUDITED"),
        ("error: requirements-dev.txt: no such file", True, "does not run"),
        ("", True, "it says nothing"),
    ],
)
def test_a_service_that_is_away_is_no_failure_and_a_crash_is(complained, failed, said):
    found, words = verdict("", complained)

    assert (found, said in words) == (failed, True)
