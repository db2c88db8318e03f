"""What is looked up for one answer is looked up by one connection, and sees what was written meanwhile."""

from pathlib import Path

import pytest
from sqlalchemy import text

from bot.store.store import Store, get_mark


@pytest.fixture(params=["memory", "file"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    where = "" if request.param == "memory" else f"/{tmp_path}/duban.db"
    return Store.open(f"sqlite://{where}")


def mark(store: Store) -> str | None:
    with store.reading() as rows:
        found = rows.execute(text("SELECT value FROM mark WHERE name = 'm'")).scalar()
        return str(found) if found is not None else None


def test_one_within_another_is_the_same(store: Store) -> None:
    with store.reading() as outer, store.reading() as inner:
        assert inner is outer
    with store.reading() as later:
        assert later is not outer
    store.close()


def test_what_was_written_meanwhile_is_read(store: Store) -> None:
    with store.reading():
        assert mark(store) is None
        for value in ("1", "2"):
            with store.begin() as session:
                get_mark(session, "m").value = value
            assert mark(store) == value
        with store.look() as session:
            assert get_mark(session, "m").value == "2"
        assert mark(store) == "2"
    store.close()


def test_of_another_store_it_is_another(store: Store) -> None:
    twin = store.copy()
    with store.reading() as outer, twin.reading() as inner:
        assert inner is not outer
        assert mark(twin) is None
    assert mark(store) is None
    store.close()
    twin.close()
