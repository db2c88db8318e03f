"""Who sends from a store: of all processes on one SQLite file, the one that holds its lock."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.store.store import Store


@contextmanager
def sole_sender(store: Store) -> Iterator[bool]:
    """True while no other process sends from this store, as far as that can be known.

    The lock is one on `<database>.sender`; the kernel lets go of it when its holder ends, however it ends. A store
    in memory has no other process; of PostgreSQL it is never known, since others may send from other machines.
    """
    url = store.engine.url
    if url.get_backend_name() != "sqlite":
        yield False
        return
    if not url.database or url.database == ":memory:":
        yield True
        return
    with Path(f"{url.database}.sender").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:  # somebody else has it
            yield False
        else:
            yield True
