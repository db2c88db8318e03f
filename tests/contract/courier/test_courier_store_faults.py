"""A disk that is full, a database that is locked or read-only: said loudly, nothing half done, nothing lost."""

import asyncio
import os
import resource
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.channels.memory import MemoryChannel
from bot.courier.courier import Courier
from bot.courier.parts import Delivered
from bot.errors import StoreError
from bot.store import engine
from bot.store.store import Store
from tests.support.post import NOW, PlainSource, post, states

MANY = [f"m{i:03}" for i in range(300)]


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_MS", 50)


def courier(store: Store, mail: MemoryChannel) -> Courier:
    desk = PlainSource()
    desk.words = {name: name * 400 for name in MANY}
    return Courier(store, {"email": mail}, desk)


def go(sender: Courier) -> Delivered:
    return asyncio.run(sender.round(NOW))


def times_sent(mail: MemoryChannel) -> list[int]:
    ids = [message.id for message, _ in mail.sent]
    return sorted({ids.count(name) for name in MANY})


@contextmanager
def files_end_at(size: int) -> Iterator[None]:
    """No file may grow beyond `size` bytes: what a full disk looks like to SQLite."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_file_that_cannot_grow_stops_the_courier_and_repeats_nothing(tmp_path: Path) -> None:
    store, mail = Store.open(f"sqlite:///{tmp_path / 'duban.db'}"), MemoryChannel("email")
    post(store, *MANY)
    sender = courier(store, mail)
    largest = max(path.stat().st_size for path in tmp_path.iterdir())
    with files_end_at(largest + 60_000), pytest.raises(StoreError) as caught:
        go(sender)
    assert caught.value.key == "store.full"
    assert 0 < len(mail.sent) < len(MANY)
    go(sender)
    assert set(states(store).values()) == {"sent"}
    assert times_sent(mail) == [1]
    store.close()


def test_a_process_that_ends_on_a_full_disk_repeats_at_most_what_was_on_its_way(tmp_path: Path) -> None:
    store, mail = Store.open(f"sqlite:///{tmp_path / 'duban.db'}"), MemoryChannel("email")
    post(store, *MANY)
    first = courier(store, mail)
    largest = max(path.stat().st_size for path in tmp_path.iterdir())
    with files_end_at(largest + 60_000), pytest.raises(StoreError):
        go(first)
    first._outbox.unwritten.clear()  # what it knew ends with it, and so does its lock
    first._outbox.end()
    go(courier(store, mail))
    assert set(states(store).values()) == {"sent"}
    assert len(mail.sent) - len(MANY) <= 8
    store.close()


@pytest.mark.skipif(os.geteuid() != 0, reason="a disk of its own needs root")
def test_a_full_disk_and_then_room(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("this machine does not let root mount a disk")
    try:
        _fill_and_free(disk)
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


def _fill_and_free(disk: Path) -> None:
    store, mail = Store.open(f"sqlite:///{disk / 'duban.db'}"), MemoryChannel("email")
    post(store, *MANY)
    sender = courier(store, mail)
    ballast = disk / "ballast"
    free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
    ballast.write_bytes(b"x" * (free - 40_000))
    with pytest.raises(StoreError) as caught:
        go(sender)
    assert caught.value.key == "store.full"
    before = len(mail.sent)
    with pytest.raises(StoreError):  # still full: what was sent comes first, so nothing new is begun
        go(sender)
    assert len(mail.sent) == before
    ballast.unlink()
    go(sender)
    assert set(states(store).values()) == {"sent"}
    assert times_sent(mail) == [1]
    store.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write what is read-only")
def test_a_read_only_file_sends_nothing(tmp_path: Path) -> None:
    path = tmp_path / "duban.db"
    store, mail = Store.open(f"sqlite:///{path}"), MemoryChannel("email")
    post(store, *MANY)
    store.close()
    path.chmod(0o444)
    with pytest.raises(StoreError) as caught:
        go(courier(store, mail))
    assert caught.value.key == "store.read_only"
    assert mail.sent == []


def test_a_read_only_database_sends_nothing_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "duban.db"
    store, mail = Store.open(f"sqlite:///{path}"), MemoryChannel("email")
    post(store, *MANY)
    twin = Store.open(f"sqlite:///file:{path}?mode=ro&uri=true")
    with pytest.raises(StoreError) as caught:
        go(courier(twin, mail))
    assert caught.value.key == "store.read_only"
    assert mail.sent == []
    twin.close()
    store.close()


def test_a_locked_database_sends_nothing_until_it_is_free(tmp_path: Path) -> None:
    path = tmp_path / "duban.db"
    store, mail = Store.open(f"sqlite:///{path}"), MemoryChannel("email")
    post(store, *MANY)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    sender = courier(store, mail)
    with pytest.raises(StoreError) as caught:
        go(sender)
    assert caught.value.key == "store.locked"
    assert mail.sent == []
    other.execute("ROLLBACK")
    other.close()
    assert go(sender) == Delivered(sent=len(MANY))
    store.close()
