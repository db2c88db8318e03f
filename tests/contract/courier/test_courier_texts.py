"""The words of a ledger's tasks, kept from letter to letter while its row is as it was, on each kind of store."""

from collections.abc import Callable, Iterator, Mapping

import pytest
from sqlalchemy import update

from bot.messages.letter import FullText
from bot.store.store import Store
from bot.store.tables import LedgerRow
from bot.work.letters.duty_cache import DutyCache
from tests.support.post import NOW


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    made = Store.open(database_url)
    with made.begin() as session:
        for name in ("a", "b"):
            facts = {"title": name, "sha256": name, "imported_at": NOW, "content": {"words": "old"}}
            session.add(LedgerRow(id=name, state="dispatched", **facts))
    yield made
    made.close()


def read_by(cache: DutyCache, store: Store, said: str, name: str = "a") -> str:
    """The words that the cache gives while the store has `said`."""
    with store.begin() as session:
        return cache.texts(session, name, lambda: {"1": FullText(said)})["1"].words


def write_title(store: Store) -> None:
    with store.begin() as session:
        session.execute(update(LedgerRow).where(LedgerRow.id == "a").values(title="another"))


def write_content(store: Store) -> None:
    with store.begin() as session:
        session.get_one(LedgerRow, "a").content = {"words": "new"}


def take_out_and_put_back(store: Store) -> None:
    with store.begin() as session:
        row = session.get_one(LedgerRow, "a")
        facts = {name: getattr(row, name) for name in ("id", "title", "sha256", "imported_at", "content", "state")}
        session.delete(row)
        session.flush()
        session.add(LedgerRow(**facts))


@pytest.mark.parametrize("happens", [write_title, write_content, take_out_and_put_back])
def test_words_are_read_again_once_the_ledger_was_written(store: Store, happens: Callable[[Store], None]) -> None:
    cache = DutyCache()
    assert read_by(cache, store, "old") == "old"
    happens(store)
    assert read_by(cache, store, "new") == "new"


def test_words_are_read_once_where_reading_them_is_dear(store: Store) -> None:
    cache = DutyCache()
    reads = 0

    def read() -> Mapping[str, FullText]:
        nonlocal reads
        reads += 1
        return {}

    for _ in range(3):
        with store.begin() as session:
            cache.texts(session, "a", read)
    assert reads == (1 if store.has_jobs else 3)


def test_each_ledger_has_its_own_words(store: Store) -> None:
    cache = DutyCache()
    assert [read_by(cache, store, said, name) for said, name in (("1", "a"), ("2", "b"))] == ["1", "2"]
