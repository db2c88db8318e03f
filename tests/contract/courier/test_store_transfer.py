"""Backups, restores and moves: every value arrives, or nothing is changed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from bot.channels.memory import MemoryChannel
from bot.errors import StoreError, UsageError
from bot.operation.relocation import move, restore
from bot.store.locks import try_lock
from bot.store.store import Store
from bot.store.tables import DUTY, EventRow, LedgerRow, OutboxRow
from bot.store.transfer import Sum, backup, sums, transfer
from bot.work.office import Office
from bot.work.views.status import status
from tests.support.office import CLERK, at, dispatched, due, ledger, office_in, task, tick
from tests.support.post import NOW, states


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Office]:
    """An office on SQLite that has worked for a while."""
    made = office_in(f"sqlite:///{tmp_path / 'full.db'}")
    dispatched(made, ledger(task("1", due("2021-06-30")), task("2", due("2021-07-30"), units=("区教育局",))))
    tick(made, "2021-06-01T09:00")
    tick(made, "2021-07-01T09:00", channels={})
    yield made
    made.store.close()


def facts(store: Store) -> tuple[Sum, ...]:
    with store.engine.connect() as connection:
        return sums(connection)


def test_a_move_brings_everything_and_the_office_goes_on(full: Office, empty_database_url: str) -> None:
    before = facts(full.store)
    found = move(full, empty_database_url, CLERK, NOW)
    assert found == before
    moved = replace(full, store=Store.open(empty_database_url))
    assert states(moved.store) == states(full.store)
    assert status(moved, at("2021-07-01T10:00")) == status(full, at("2021-07-01T10:00"))
    mail = MemoryChannel("email")
    tick(moved, "2021-07-02T09:00", channels={"email": mail})
    assert mail.sent
    with moved.store.begin() as session:  # numbers go on where they ended
        session.add(EventRow(at=NOW, who="x", channel="cli", verb="x"))
        session.flush()
        ids = session.scalars(select(EventRow.id)).all()
    assert len(set(ids)) == len(ids)
    moved.store.close()


def test_a_move_into_a_database_with_rows_changes_nothing(full: Office, empty_database_url: str) -> None:
    move(full, empty_database_url, CLERK, NOW)
    target = Store.open(empty_database_url)
    before = facts(target)
    with pytest.raises(StoreError) as caught:
        move(full, empty_database_url, CLERK, NOW)
    assert caught.value.key == "store.not_empty"
    assert facts(target) == before
    target.close()


def test_a_value_that_changes_on_the_way_is_noticed(full: Office, empty_database_url: str) -> None:
    target = Store.open(empty_database_url)
    transfer(full.store, target)
    with target.begin() as session:
        session.execute(update(DUTY).where(DUTY.c.number == "1").values(title="x"))
    different = [a.table for a, b in zip(facts(full.store), facts(target), strict=True) if a != b]
    assert different == ["duty"]
    target.close()


def test_a_backup_of_either_kind_comes_back_whole(full: Office, empty_database_url: str, tmp_path: Path) -> None:
    move(full, empty_database_url, CLERK, NOW)
    office = replace(full, store=Store.open(empty_database_url))
    before = facts(office.store)
    file = tmp_path / "backup.db"
    backup(office.store, file)
    assert file.stat().st_mode & 0o077 == 0
    assert sorted(path.name for path in tmp_path.glob("*backup*")) == ["backup.db"]
    with office.store.begin() as session:
        session.execute(update(OutboxRow).values(state="dropped"))
    damaged = facts(office.store)
    found, kept, _ = restore(office, file, CLERK, NOW, replace=True)
    assert found == before
    assert kept is not None
    twin = office_in(f"sqlite:///{tmp_path / 'twin.db'}")
    restore(twin, kept, CLERK, NOW, replace=False)
    events = next(line.rows for line in damaged if line.table == "event") + 1  # that it was restored
    assert [s for s in facts(twin.store) if s.table != "event"] == [s for s in damaged if s.table != "event"]
    assert next(s.rows for s in facts(twin.store) if s.table == "event") == events
    twin.store.close()
    office.store.close()


def test_a_backup_taken_while_others_write_is_one_state(full: Office, tmp_path: Path) -> None:
    with full.store.begin() as session:
        session.execute(
            insert(LedgerRow).values(id="x", title="x", state="draft", sha256="x", imported_at=NOW, content={})
        )
        backup(full.store, tmp_path / "b.db")
    twin = office_in(f"sqlite:///{tmp_path / 'twin.db'}")
    restore(twin, tmp_path / "b.db", CLERK, NOW, replace=False)
    with twin.store.begin() as session:
        assert session.get(LedgerRow, "x") is None
    twin.store.close()


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"x" * 5000])
def test_what_is_no_backup_is_refused(office: Office, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "b.db"
    file.write_bytes(content)
    before = facts(office.store)
    with pytest.raises(StoreError) as caught:
        restore(office, file, CLERK, NOW, replace=True)
    assert caught.value.key == "store.bad_backup"
    assert facts(office.store) == before


def test_a_damaged_backup_is_refused(full: Office, tmp_path: Path) -> None:
    file = tmp_path / "b.db"
    backup(full.store, file)
    content = bytearray(file.read_bytes())
    content[5000:60_000] = b"\xff" * 55_000
    file.write_bytes(content)
    with pytest.raises(StoreError):
        restore(full, file, CLERK, NOW, replace=True)


def test_nothing_is_moved_while_somebody_serves(full: Office, tmp_path: Path) -> None:
    lock = try_lock(full.store, "run")
    assert lock is not None
    with pytest.raises(UsageError) as caught:
        move(full, f"sqlite:///{tmp_path / 'to.db'}", CLERK, NOW)
    assert caught.value.key == "operation.at_work"
    lock.release()
