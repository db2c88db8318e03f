"""Real servers on ports of their own: a free one, and waiting until somebody answers there."""

import socket
import time
from pathlib import Path


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_for_greeting(port: int, log: Path) -> None:
    """Until the server there says its first word; fails with its log where it does not."""
    end = time.monotonic() + 180
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), 1) as found:
                found.recv(1)
        except OSError:
            if time.monotonic() > end:
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
