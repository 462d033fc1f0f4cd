"""How many requests a client may send in a minute, counted over all worker processes.

The counts stand in a small file that all workers map into memory: a slot for each client,
chosen by a hash, with the minute and the number of its requests. A slot may be shared by
two clients of 65,536; then they share what is left.
"""

import fcntl
import hashlib
import ipaddress
import math
import mmap
import os
import struct
import time
from pathlib import Path
from threading import Lock

SLOTS = 2**16
SLOT = struct.Struct("=II")  # minute since the epoch, requests in it
MINUTE = 60
COUNTED = (
    "peacekeeping.counted"  # of a request: what was told when it was counted before
)
HOSTS_OF_A_CLIENT = 64  # bits of an IPv6 address that name its network


class Counter:
    """Requests of each client in the present minute."""

    def __init__(self, file):
        file = Path(file)
        file.parent.mkdir(parents=True, exist_ok=True)
        # Open as long as the process lives: its locks belong to this descriptor.
        self.file = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        # A hole in a file reads as zeros: it takes no room until it is written.
        os.truncate(self.file, SLOTS * SLOT.size)
        self.memory = mmap.mmap(self.file, SLOTS * SLOT.size)
        self.lock = Lock()

    def add(self, client, now=None):
        """Count a request; give the number in this minute and the seconds that are left
        of it."""
        now = time.time() if now is None else now
        minute = int(now // MINUTE)
        start = SLOT.size * slot_of(client)
        with self.lock:  # the threads of this process; the file's lock is for others
            fcntl.lockf(self.file, fcntl.LOCK_EX, SLOT.size, start)
            try:
                counted, number = SLOT.unpack_from(self.memory, start)
                number = number + 1 if counted == minute else 1
                SLOT.pack_into(self.memory, start, minute, number)
            finally:
                fcntl.lockf(self.file, fcntl.LOCK_UN, SLOT.size, start)
        return number, math.ceil((minute + 1) * MINUTE - now)


def one_client(address):
    """Who is at an address: of IPv6 its network, as whoever has one address of it has
    all of them."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:  # a socket without an address, or what a proxy made up
        return address
    if found.version == 4:
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, HOSTS_OF_A_CLIENT), strict=False))


def slot_of(client):
    digest = hashlib.blake2b(one_client(client).encode(), digest_size=4).digest()
    return int.from_bytes(digest) % SLOTS
