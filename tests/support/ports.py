"""Real servers on ports of their own: a free one, and waiting until somebody answers there."""

import itertools
import os
import socket
import subprocess
import time
from pathlib import Path

#: Below the ports that systems give to connections going out, so that none of those takes one that was found free.
_FIRST, _COUNT = 10_000, 20_000
#: Each process of the tests begins elsewhere and never gives a port twice: they run side by side.
_PORTS = itertools.cycle(range(_COUNT))
_OWN = os.getpid() * 997


def free_port() -> int:
    """A port of this machine that nobody listens on, nor is given to another server of these tests."""
    for step in itertools.islice(_PORTS, _COUNT):
        port = _FIRST + (_OWN + step) % _COUNT
        with socket.socket() as found:
            try:
                found.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("no port is free")


def wait_for_greeting(port: int, log: Path, server: "subprocess.Popen[bytes] | None" = None) -> None:
    """Until the server there says its first word; fails with its log where it does not, or has ended."""
    end = time.monotonic() + 180
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), 1) as found:
                found.recv(1)
        except OSError:
            if time.monotonic() > end or (server is not None and server.poll() is not None):
                raise AssertionError(log.read_text() if log.exists() else "the server did not start") from None
            time.sleep(0.05)
        else:
            return


def wait_until_listening(port: int) -> None:
    """Until a program takes connections there, whatever it says then."""
    end = time.monotonic() + 180
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert time.monotonic() < end, "the program did not start"
            time.sleep(0.05)
        else:
            return
