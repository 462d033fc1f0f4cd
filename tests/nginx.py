"""What tests of nginx share."""

import json
import os

import pytest

from bench.front import find
from tests.waiting import wait_for

needed = pytest.mark.skipif(
    not find() and not os.environ.get("CI"),
    reason="no nginx is here: python -m bench.front fetches Debian's",
)


def unbuffered(text):
    """Tests look at the log at once."""
    assert text.count(" buffer=32k flush=1s") == 1
    return text.replace(" buffer=32k flush=1s", "")


def told(nginx, answer):
    """The line of nginx's log about an answer."""
    number = answer.getheader("X-Request-ID")

    def line():
        lines = map(json.loads, nginx.log.read_text().splitlines())
        return next((found for found in lines if found["request_id"] == number), None)

    return wait_for(line, f"request {number} in the log of nginx")
