"""Clients that ask without a pause and know the right answers."""

import collections
import http.client
import json
import random
import threading
import time
import urllib.request

from torture.outcome import Outcome

LISTS = "/api/v1/missions/?fields=slug&page_size=1"
BEFORE = 50  # right answers before a fault, and after it
LONGEST = 20  # seconds that a client waits for an answer
MOST_AGAIN = 3  # times that a client repeats itself
PAUSE = 0.1  # seconds before it does
TOO_LATE = 30  # seconds after which no worker of ours is still asking


class Askers:
    """For the length of a `with`: threads ask for missions that began between two random
    days, never the same twice, so that no answer was given before. Each knows how many
    there are."""

    def __init__(self, port, clients=4):
        self.port = port
        self.starts = self.learn()
        self.stopping = threading.Event()
        self.leaving = threading.Event()  # the site was told to stop
        self.lock = threading.Lock()
        self.counts = collections.Counter()
        self.refused = []  # times of answers that were not right
        self.right = []  # times of those that were
        self.wrong = []  # what was said instead
        self.threads = [
            threading.Thread(target=self.ask_on, args=[seed], daemon=True)
            for seed in range(clients)
        ]

    def learn(self):
        """The first possible day of each mission."""
        address = (
            f"http://127.0.0.1:{self.port}/api/v1/missions/"
            "?fields=slug,start_date&page_size=500"
        )
        with urllib.request.urlopen(address, timeout=LONGEST) as response:
            told = json.load(response)
        assert told["count"] == len(told["results"])
        starts = [record["start_date"] for record in told["results"]]
        return [f"{start}-01-01"[:10] for start in starts if start]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stopping.set()
        for thread in self.threads:
            thread.join(TOO_LATE)

    def ask_on(self, seed):
        chance = random.Random(seed)
        connection = None
        while not self.stopping.is_set():
            first, last = sorted(self.day(chance) for _ in range(2))
            path = f"{LISTS}&start_date__gte={first}&start_date__lte={last}"
            starts = self.starts
            expected = sum(first <= start <= last for start in starts), starts
            connection = self.ask(connection, path, expected)
        if connection:
            connection.close()

    @staticmethod
    def day(chance):
        return (
            f"{chance.randint(1948, 2026)}-{chance.randint(1, 12):02}-"
            f"{chance.randint(1, 28):02}"
        )

    def ask(self, connection, path, expected, again=0):
        """One question; where the connection broke before the answer it is put again
        after a moment, as browsers and HTTP libraries do."""
        try:
            connection = connection or http.client.HTTPConnection(
                "127.0.0.1", self.port, timeout=LONGEST
            )
            connection.request("GET", path)
            response = connection.getresponse()
            body = response.read()
        except (OSError, http.client.HTTPException) as error:
            if connection:
                connection.close()
            if self.leaving.is_set() and isinstance(error, ConnectionError):
                self.count("again")  # nobody has taken the question: another site may
                self.stopping.wait(PAUSE)
                return None
            if again < MOST_AGAIN and not self.stopping.wait(PAUSE):
                self.count("again")
                return self.ask(None, path, expected, again + 1)
            self.count("lost", f"{path}: {error!r}")
            return None
        self.judge(path, response, body, expected)
        return connection

    def judge(self, path, response, body, expected):
        number, starts = expected
        if starts is not self.starts:
            return  # the records have changed since the question was put
        if response.status == 200:
            said = json.loads(body)["count"]
            right = said == number
            self.count("right" if right else "wrong", f"{path}: {said} for {number}")
        elif response.status == 503 and response.headers["Retry-After"]:
            self.count("unavailable")
        else:
            self.count("wrong", f"{path}: {response.status} {body[:200]}")

    def count(self, what, said=""):
        with self.lock:
            self.counts[what] += 1
            if what == "right":
                self.right.append(time.monotonic())
            elif what != "again":
                self.refused.append(time.monotonic())
            if what in ("wrong", "lost"):
                self.wrong.append(said)

    def wait_for_right(self, more=50, seconds=60):
        """Until so many more answers were right."""
        wanted, until = len(self.right) + more, time.monotonic() + seconds
        while len(self.right) < wanted:
            if time.monotonic() > until:
                raise AssertionError(f"no {more} right answers in {seconds} s")
            self.stopping.wait(0.02)

    def wait_for_refusals(self, more, seconds=60):
        """Until so many more questions were answered by a 503."""
        wanted = self.counts["unavailable"] + more
        until = time.monotonic() + seconds
        while self.counts["unavailable"] < wanted:
            if time.monotonic() > until:
                raise AssertionError(f"no {more} refusals in {seconds} s")
            self.stopping.wait(0.02)

    def outcome(self, fault, began):
        """What became of the questions, and the seconds from the fault until the last
        one that was not answered right."""
        late = [when for when in self.refused if when >= began]
        return Outcome(
            fault,
            sent=sum(self.counts.values()) - self.counts["again"],
            right=self.counts["right"],
            unavailable=self.counts["unavailable"],
            again=self.counts["again"],
            lost=self.counts["lost"] + self.counts["wrong"],
            seconds=max(late) - began if late else 0.0,
            said=self.wrong[:5],
        )
