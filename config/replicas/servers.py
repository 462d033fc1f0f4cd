"""Which servers answer, and which of them hold the present state of the data.

A replica is used while its row of `DataState` is the very row of the primary: replication
copies rows with the number of the transaction that wrote them (`xmin`). While the primary
is away, the last state that it was seen with counts; a process that never saw it takes the
replica that has replayed most.
"""

import dataclasses
import itertools
import threading

import psycopg
from django.db.backends.postgresql import base

EVERY = 0.25  # seconds between two looks at a server
SHORTEST_WAIT = 2  # seconds to connect; libpq waits no shorter
LONGEST_LOOK = SHORTEST_WAIT + 1
SEEN = """
SELECT (SELECT xmin::text FROM sources_datastate),
       CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()
            ELSE pg_current_wal_lsn() END - '0/0'::pg_lsn
"""


@dataclasses.dataclass(frozen=True)
class Seen:
    """The state that a server holds, and how far its log has come, in bytes."""

    state: str | None
    position: int


class Server:
    """One PostgreSQL server; `seen` is None while it does not answer."""

    def __init__(self, name, settings):
        self.name = name
        settings = {"CONN_MAX_AGE": 0, "TIME_ZONE": None, **settings}
        self.pools = base.DatabaseWrapper(settings, alias=name)
        self.seen = None

    def lend(self):
        return self.pools.get_new_connection({})

    def look(self, connection):
        """See what the server holds; give a connection to look with again."""
        try:
            connection = connection or psycopg.connect(
                **{
                    **self.pools.get_connection_params(),
                    "connect_timeout": SHORTEST_WAIT,
                    "autocommit": True,
                }
            )
            self.seen = Seen(*connection.execute(SEEN).fetchone())
        except psycopg.Error:
            self.seen = None
            if connection:
                connection.close()
            return None
        return connection


class Servers:
    """The primary and its replicas."""

    def __init__(self, primary, replicas):
        self.primary, self.replicas = primary, replicas
        self.turns = itertools.count()
        self.known = None  # the last state that the primary was seen with

    def __iter__(self):
        return iter([self.primary, *self.replicas])

    def watch(self):
        """Look at all servers from now on; come back when each was seen or missed."""
        looked = []
        for server in self:
            looked.append(threading.Event())
            threading.Thread(
                target=self.keep_looking,
                args=[server, looked[-1]],
                name=server.name,
                daemon=True,
            ).start()
        for event in looked:
            event.wait(LONGEST_LOOK)

    @staticmethod
    def keep_looking(server, looked):
        pause, connection = threading.Event(), None
        while True:
            connection = server.look(connection)
            looked.set()
            pause.wait(EVERY)

    def in_order(self):
        """Servers to ask: replicas that hold the present state, in turns, then the
        primary. Replicas that are behind are better than nothing, and asked only while
        the primary is away."""
        fresh = self.fresh()
        if fresh:
            turn = next(self.turns) % len(fresh)
            fresh = fresh[turn:] + fresh[:turn]
        if self.primary.seen:
            return [*fresh, self.primary]
        behind = sorted(
            (r for r in self.replicas if r.seen and r not in fresh),
            key=lambda r: r.seen.position,
            reverse=True,
        )
        return [*fresh, *behind, self.primary]

    def fresh(self):
        """Replicas that hold the state of the primary."""
        if seen := self.primary.seen:
            self.known = seen.state
        if self.known is None:
            return []
        return [r for r in self.replicas if r.seen and r.seen.state == self.known]
