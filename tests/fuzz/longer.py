"""What `make fuzz` runs: for `SECONDS` in all, schemathesis and questions of our own
(`tests.fuzz.questions`) against the real server. One answer of 500 or more fails it.
"""

import collections
import http.client
import itertools
import os
import re
import time

import hypothesis
import pytest
from hypothesis import HealthCheck, Phase

from tests.fuzz.questions import requests
from tests.fuzz.running import schemathesis
from tests.live import site, to_be_read, url

SECONDS = int(os.environ.get("SECONDS", "300"))
SHARE_OF_SCHEMATHESIS = 0.4
A_ROUND = 250  # questions between two looks at the clock
MOST_SHOWN = 20
LONGEST_WAIT = 60  # seconds for an answer

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def address(django_db_setup):
    with site(DATABASE_URL=url(to_be_read()), RATE_LIMIT="0") as here:
        yield here


def test_by_the_description_of_the_api(address):
    budget = max(int(SECONDS * SHARE_OF_SCHEMATHESIS), 10)
    done, said = schemathesis(
        address,
        "schemathesis-longer.toml",
        *("--max-time", str(budget), "--no-color"),
        timeout=budget * 2 + 120,
    )

    told = re.search(r"[\d,]+ generated.*", said)
    print(f"\nschemathesis, {budget} s: {told[0] if told else said[-2000:]}")
    assert done, said


class Client:
    """Asks, and counts answers by the kind of question and by status."""

    def __init__(self, address):
        self.address = address.removeprefix("http://")
        self.connection = None
        self.counts = collections.defaultdict(collections.Counter)
        self.wrong, self.asked = [], set()

    def close(self):
        if self.connection:
            self.connection.close()
            self.connection = None

    def ask(self, asked):
        if asked in self.asked:  # Hypothesis repeats itself
            return
        self.asked.add(asked)
        status = self.status(asked)
        self.counts[asked.kind][status] += 1
        if status == "none" or status >= 500:
            self.wrong.append((status, asked))

    def status(self, asked):
        """The status of the answer, or `none` where the server gave no answer at all."""
        self.connection = self.connection or http.client.HTTPConnection(
            self.address, timeout=LONGEST_WAIT
        )
        try:
            named = {name for name, _ in asked.headers}
            self.connection.putrequest(
                asked.method,
                asked.target.decode("ascii"),
                skip_host="Host" in named,
                skip_accept_encoding="Accept-Encoding" in named,
            )
            for name, value in asked.headers:
                self.connection.putheader(name, value.encode("latin-1"))
            self.connection.endheaders()
            response = self.connection.getresponse()
            response.read()
            return response.status
        except (OSError, http.client.HTTPException):
            self.close()
            return "none"


def test_by_questions_of_our_own(address, loaded):
    client, until = (
        Client(address),
        time.monotonic() + SECONDS * (1 - SHARE_OF_SCHEMATHESIS),
    )
    everything = requests()
    for seed in itertools.count(int(os.environ.get("SEED", time.time()))):
        if time.monotonic() > until:
            break

        @hypothesis.seed(seed)
        @hypothesis.settings(
            max_examples=A_ROUND,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @hypothesis.given(everything)
        def ask(asked):
            client.ask(asked)

        ask()
    client.close()
    print("\n" + told(client.counts))
    for status, asked in client.wrong[:MOST_SHOWN]:
        print(status, asked)
    assert not client.wrong, f"{len(client.wrong)} answers of 500 or more, or none"


def told(counts):
    """A table: the number of cases of each kind, and their answers."""
    lines = [f"{'kind':12} {'cases':>7}   answers"]
    for kind, answers in sorted(counts.items()):
        shown = ", ".join(f"{s}: {n}" for s, n in sorted(answers.items(), key=str))
        lines.append(f"{kind:12} {sum(answers.values()):>7}   {shown}")
    every = sum(counts.values(), collections.Counter())
    bad = sum(n for status, n in every.items() if status == "none" or status >= 500)
    return "\n".join([*lines, f"{'all':12} {sum(every.values()):>7}   5xx: {bad}"])
