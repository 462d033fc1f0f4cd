"""What Prometheus asks: a process beside the workers, which reads the counts that they
write to a folder (`PROMETHEUS_MULTIPROC_DIR`). It ends with the server that started it.

python -m config.metrics ADDRESS PORT
"""

import os
import re
import sys
from pathlib import Path

import psutil
from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead


class Living(MultiProcessCollector):
    """Forgets what a worker that has ended said of its present."""

    def collect(self):
        for file in Path(self._path).glob("gauge_live*.db"):
            pid = int(re.search(r"_(\d+)\.db$", file.name)[1])
            if not psutil.pid_exists(pid):
                mark_process_dead(pid)
        return super().collect()


def main():
    address, port = sys.argv[1], int(sys.argv[2])
    registry = CollectorRegistry()
    Living(registry, os.environ["PROMETHEUS_MULTIPROC_DIR"])
    start_http_server(port, addr=address, registry=registry)
    sys.stdin.read()  # until the server that holds the other end is gone


if __name__ == "__main__":
    main()
