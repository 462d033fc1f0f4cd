"""Waiting for something that another process does."""

import threading
import time


def wait_for(condition, what, seconds=30):
    """Return what `condition` gives as soon as it is true; fail after `seconds`."""
    pause = threading.Event()
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := condition():
            return found
        pause.wait(0.02)
    raise AssertionError(f"waited {seconds} s in vain for {what}")
