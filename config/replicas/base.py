"""Django's PostgreSQL, lending each connection from the server that is best just now.

`DATABASES["default"]` is the primary; its `REPLICAS` are settings of the same form. All
that is built on Django's connection stays as it is: one request, one connection, one
server.
"""

import functools
import logging

from django.db.backends.postgresql import base
from django.db.backends.postgresql.psycopg_any import IsolationLevel

from config.replicas.servers import Server, Servers

logger = logging.getLogger(__name__)


@functools.cache
def servers():
    """The servers of this process, watched from the first question on."""
    from django.conf import settings

    primary = settings.DATABASES["default"]
    watched = Servers(
        Server("primary", primary),
        [Server(f"replica {n}", r) for n, r in enumerate(primary["REPLICAS"], 1)],
    )
    watched.watch()
    return watched


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params):
        """A connection of the first server that gives one."""
        self.isolation_level = IsolationLevel.READ_COMMITTED
        failure = None
        for server in servers().in_order():
            try:
                return server.lend()
            except self.Database.OperationalError as error:
                server.seen = None
                failure = error
                logger.warning("%s gives no connection: %s", server.name, error)
        raise failure

    @property
    def lending(self):
        """The pools of all servers, beside `pool`, which Django knows."""
        return [server.pools.pool for server in servers()]

    def close_pool(self):
        for server in servers():
            server.pools.close_pool()
